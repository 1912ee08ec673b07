"""Whether a message asks after one place: by its name, or as one of the cards that were shown."""

from __future__ import annotations

from violet.domain.intent import IntentKind
from violet.understanding.acts.against import BARE_WORDS
from violet.understanding.acts.signals import Signals
from violet.understanding.reading.card_names import POLITE, is_only_name
from violet.understanding.reading.language import ENGLISH

BARE_ASPECT_WORDS = 3
# What is chosen of a list, or asked of the one card there is.
ASKING_OF_ONE = frozenset({"chooses", "asks_more", "asks_id", "asks_need", "asks_admission", "asks_of_stop"})


def asks_of_named(signals: Signals) -> bool:
    """ "Bobst", "hows the strand", "is Joe's open", "what's good at Joe's"."""
    return (
        _only_names(signals)
        or _asks_about_a_name(signals)
        or _asks_hours_of_named(signals)
        or _asks_what_to_have(signals)
    )


def _asks_hours_of_named(signals: Signals) -> bool:
    forms = signals.utterance.forms
    if signals.asks_about_named and "asks_open" in forms and not signals.utterance.wanted:
        return True
    return signals.subject is not None and "asks_hours" in forms


def _asks_what_to_have(signals: Signals) -> bool:
    """ "What's good at Joe's": about the place, not about what is near it."""
    utterance = signals.utterance
    known = signals.reference is not None or signals.subject is not None or signals.state.discussed is not None
    return "asks_dishes" in utterance.forms and known and not utterance.wanted


def asks_of_unknown(signals: Signals) -> bool:
    """Whether something is asked of a place by its name that neither the guide nor any card has."""
    return signals.utterance.unknown_name is not None and signals.reference is None


def _asks_about_a_name(signals: Signals) -> bool:
    """ "Hows the strand", "Bobst printer cost": about the place, whatever else the words are like. Nor is small talk
    about anything that has a name in the guide ("tell me about Washington Square Park")."""
    if signals.utterance.wanted or not signals.asks_about_named:
        return False
    talks = signals.evidence.kind is IntentKind.SMALLTALK and not signals.utterance.says("smalltalk")
    return signals.begins_with_name or (talks and "about" in signals.aspects)


def _only_names(signals: Signals) -> bool:
    """Whether it is the name of a place, and nothing else."""
    if signals.subject is None or len(signals.utterance.names) > 1 or signals.utterance.wanted:
        return False
    said = [word for word in signals.utterance.tokens if word.isalnum() and word not in POLITE]
    return " ".join(said) == signals.subject.said


def asks_of_one(signals: Signals) -> bool:
    """ "Is the cheapest one open", "the pizza one", "hours?": a question on one card and nothing else."""
    utterance = signals.utterance
    if not signals.state.shown or utterance.forms & {"takes_back", "more_of_it", "one_more"}:
        return False
    if utterance.pointers.extreme is not None:
        return not utterance.wanted and (signals.asks or utterance.pointers.chooses)
    if _takes_one(signals) or _asks_if_that_is_open(signals) or _goes_on_asking(signals) or _only_names_a_card(signals):
        return True
    if utterance.forms & ASKING_OF_ONE and not utterance.wanted:
        return signals.reference is not None or not utterance.forms & {"chooses", "asks_of_stop"}
    if "asks_of_it" in utterance.forms and utterance.language != ENGLISH:
        named = utterance.wanted or utterance.names or utterance.constraints.cuisines
        return not signals.compares_or_varies and (signals.reference is not None or not named)
    if utterance.pointers.picks:
        return signals.reference is not None and signals.comparison is None and "another" not in signals.cues
    bare = len(utterance.tokens) <= BARE_ASPECT_WORDS or utterance.pointers.back
    return bare and "asks_hours" in utterance.forms and not utterance.wanted and not utterance.names


def _only_names_a_card(signals: Signals) -> bool:
    """ "Chipolte pls": the name of a card, whatever its spelling, and nothing else."""
    return signals.reference is not None and is_only_name(signals.reference, signals.utterance)


def _goes_on_asking(signals: Signals) -> bool:
    """ "What floor", and "wifi?" or "they got beer?" after a question on one card."""
    utterance = signals.utterance
    if "asks_floor" in utterance.forms or ("tells_they" in utterance.forms and signals.state.asked_of_one):
        return True
    bare = len(utterance.tokens) <= BARE_ASPECT_WORDS and "?" in utterance.tokens
    return bare and signals.state.asked_of_one and utterance.says("tag") and not utterance.wanted


def _takes_one(signals: Signals) -> bool:
    """ "Ok that one", "cool ill go there", "lets do 2": a card is taken, so more is told of it."""
    pointed = signals.reference is not None or signals.utterance.pointers.back
    return "takes_it" in signals.utterance.forms and pointed and not signals.compares_or_varies


def _asks_if_that_is_open(signals: Signals) -> bool:
    """ "The bottom one open rn?", and "open tmrw?" after a question on one card."""
    utterance, question = signals.utterance, signals.state.question
    if "asks_open" not in utterance.forms or utterance.wanted or utterance.names:
        return False
    if utterance.pointers.counts:
        return signals.reference is not None
    bare = len(utterance.tokens) <= BARE_WORDS and "?" in utterance.tokens
    return bare and question is not None and question.reference is not None

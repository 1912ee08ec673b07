"""Whether a message sets cards or places against each other."""

from __future__ import annotations

from violet.domain.intent import ShownCard
from violet.understanding.acts.possible import has_plan
from violet.understanding.acts.references import MIN_SEVERAL
from violet.understanding.acts.signals import Signals

BARE_WORDS = 4
# A constraint by itself ("under 10", "outside if it's warm") has no more words than this.
BARE_CONSTRAINT_WORDS = 7
PURPOSE = "best_for_"
MAX_COMPARED = 4
ALL_OF_THEM = frozenset({"which_extreme", "opens_first", "closes_last", "compares_all", "closest_to", "best_for"})


def weighs_the_list(signals: Signals) -> bool:
    """ "Closest to Bobst", "which is better for studying": the cards of the list against each other, by how far they
    are from somewhere else, or by what they are good for."""
    utterance = signals.utterance
    if len(signals.state.latest_list) < MIN_SEVERAL or has_plan(signals.state.previous):
        return False
    elsewhere = bool(utterance.names or utterance.constraints.near)
    if "closest_to" in utterance.forms and elsewhere:
        return not utterance.wanted or signals.same_kind
    told = any(form.startswith(PURPOSE) for form in utterance.forms) or any(
        hit.group in ("tag", "diet") for hit in utterance.hits
    )
    return "best_for" in utterance.forms and told


def weighs_one(signals: Signals) -> bool:
    """ "Is the second one cheaper": one card of the list against the others."""
    utterance, cards = signals.utterance, signals.state.latest_list
    asks = signals.comparison is not None and "asks_whether" in utterance.forms and signals.reference is not None
    keys = {card.key for card in cards}
    listed = signals.reference is not None and signals.reference.key in keys
    return asks and len(cards) >= MIN_SEVERAL and listed and not utterance.wanted


def asks_of_the_only_one(signals: Signals) -> bool:
    """ "Is it spicy", "do they have a bar" where nothing was talked about but one place: not of the weather."""
    utterance = signals.utterance
    sky = utterance.says("cue", "weather") or "asks_weather" in utterance.forms
    elsewhere = sky or bool(utterance.names) or (bool(utterance.wanted) and "first word: do" not in utterance.forms)
    about = "about_it" in utterance.forms and utterance.pointers.back and "directions" not in signals.cues
    return about and bool(signals.state.shown) and not elsewhere


def compares(signals: Signals) -> bool:
    """ "Compare the first two", "X or Y?", and "which is closer" of what was shown."""
    utterance = signals.utterance
    two = bool(signals.several or signals.names_several)
    if two and ("compares" in utterance.forms or signals.names_either):
        return True
    # "Via carota or lupa for a birthday" says of two cards what they are for.
    plain = bool(signals.several) or not signals.changes
    pointed = bool(signals.several) and len(utterance.pointers.kinds) >= MIN_SEVERAL
    # The name of a chain ("shake shack") asks for nothing of its kind where it is set against another.
    wants = utterance.says("category", negated=False)
    if two and "either_or" in utterance.forms and (pointed or not wants) and plain:
        return True
    if weighs_one(signals):
        return True
    if len(signals.compared_before) < MIN_SEVERAL and len(signals.state.latest_list) < MIN_SEVERAL:
        return False
    hours = utterance.forms & {"opens_first", "closes_last"} and "which_of_them" in utterance.forms
    if hours or ("compares_all" in utterance.forms and not utterance.wanted):
        return True
    if "which_extreme" in utterance.forms and not utterance.wanted and not utterance.names:
        return True
    bare = len(utterance.tokens) <= BARE_WORDS and "?" in utterance.tokens and signals.comparison is not None
    return bare and len(signals.compared_before) >= MIN_SEVERAL


def on_the_table(signals: Signals) -> tuple[ShownCard, ...]:
    """The cards that "which is closer" is about: those compared just now, else all of the last list; two where only a
    comparison is asked for."""
    if signals.reference is not None and weighs_one(signals):
        one = signals.reference
        return (one, *(card for card in signals.state.latest_list if card.key != one.key))
    if signals.compared_before:
        return tuple(signals.compared_before)
    all_of_them = signals.utterance.forms & ALL_OF_THEM
    return tuple(signals.state.latest_list[: MAX_COMPARED if all_of_them else MIN_SEVERAL])

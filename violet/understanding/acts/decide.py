"""Which act a message is: three hard rules, then the best of the head among those that are possible in the state."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Constraints, IntentKind
from violet.understanding.acts.act import Act
from violet.understanding.acts.against import (
    BARE_CONSTRAINT_WORDS,
    BARE_WORDS,
    asks_of_the_only_one,
    compares,
    on_the_table,
    weighs_the_list,
)
from violet.understanding.acts.asking import asks_of_named, asks_of_one, asks_of_unknown
from violet.understanding.acts.evidence import HELP, gather_evidence
from violet.understanding.acts.kinds import ActKind
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.nothing import about_nothing
from violet.understanding.acts.possible import FOLLOWABLE, POSSIBLE, has_plan
from violet.understanding.acts.references import find_extreme
from violet.understanding.acts.signals import Signals, act_features, signals_of
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.constraints import without_time
from violet.understanding.reading.smalltalk import INSULT
from violet.understanding.reading.utterance import Utterance

SURE_IN_NEED = 0.8
# What is said of a time and means one of these changes no wish: "happy thanksgiving", "and the weather tomorrow".
OTHER_MATTERS = frozenset({IntentKind.SMALLTALK, IntentKind.WEATHER, IntentKind.EVENTS, IntentKind.PLAN})
ASKING_OF_CARDS = frozenset({"which_of_them", "which_extreme", "either_or", "compares", "asks_why", "what_about"})
# "What's a well lit walk to Bobst" asks for the way there, not for what is on record of Bobst.
BY_PREFERENCE = "way_by_preference"
# A request for help beside a kind of place ("I feel sick, where is a doctor") is one for the place unless it is surer.
SURE_BESIDE_A_WISH = 0.7


def decide(utterance: Utterance, state: DialogueState, *, meaning: Meaning) -> Act:
    """The act of the message in its conversation."""
    signals = signals_of(utterance, state, gather_evidence(utterance, meaning))
    otherwise = signals.evidence.otherwise
    harmless = "harmless" in utterance.forms and signals.evidence.confidence < SURE_IN_NEED
    if otherwise is not None and (harmless or not _says_danger(utterance)) and not _in_need(signals):
        signals = replace(signals, evidence=otherwise)
    kind, confidence = _by_rule(signals), 1.0
    if kind is None:
        shares = {
            kind: share for kind, share in meaning.act_shares(act_features(signals)).items() if POSSIBLE[kind](signals)
        }
        kind = max(shares, key=lambda candidate: shares[candidate])
        confidence = shares[kind] / sum(shares.values())
    return _act(kind, confidence, signals)


def _by_rule(signals: Signals) -> ActKind | None:
    """Safety first; a bare cue ("another", "cheaper", "more") and a bare ordinal mean one thing only."""
    if signals.asks_of_allergy:
        return ActKind.ASK
    if (_says_danger(signals.utterance) and not _harmless(signals)) or _in_need(signals):
        return ActKind.SAFETY
    if about_nothing(signals):
        return ActKind.NOTHING_BEFORE
    return _by_rule_of_several(signals) or _by_rule_of_one(signals)


def _by_rule_of_several(signals: Signals) -> ActKind | None:
    """The cards of a list against each other, a way between two places, one stop of a plan."""
    if weighs_the_list(signals):
        return ActKind.COMPARE
    if _asks_of_all(signals):
        return ActKind.WHICH
    if BY_PREFERENCE in signals.utterance.forms or (signals.utterance.goes_between and signals.reference is None):
        back = signals.reference is not None or (signals.utterance.pointers.back and not signals.utterance.names)
        return ActKind.DIRECT if back else ActKind.NEW
    if compares(signals):
        return ActKind.COMPARE
    of_stop = "asks_of_stop" in signals.utterance.forms
    if has_plan(signals.state.previous) and signals.utterance.steps.one_stop is not None and not of_stop:
        return ActKind.EDIT_PLAN
    return None


def _asks_of_all(signals: Signals) -> bool:
    """ "Which of them are open now": a fact of each card, where none is singled out or set against another."""
    utterance = signals.utterance
    if "of_them" not in utterance.forms or not POSSIBLE[ActKind.WHICH](signals):
        return False
    weighed = signals.several or signals.comparison is not None or "compares" in utterance.forms
    return bool(signals.aspects) and signals.reference is None and not weighed


def _by_rule_of_one(signals: Signals) -> ActKind | None:
    if signals.utterance.pointers.refuses and signals.state.previous is not None and not signals.asks:
        pointers = signals.utterance.pointers
        instead = signals.reference is not None and (pointers.instead or not pointers.counts)
        return ActKind.ASK if instead else ActKind.ANOTHER
    if signals.utterance.forms & {"says_yes", "says_no"}:
        return ActKind.ANSWER
    if asks_of_named(signals):
        return ActKind.ASK
    if asks_of_unknown(signals):
        return ActKind.NEW if signals.evidence.kind is IntentKind.DIRECTIONS else ActKind.ASK
    if signals.state.previous is None:
        return ActKind.ASK if asks_of_the_only_one(signals) else _of_one(signals)
    return _by_rule_going_on(signals)


def _by_rule_going_on(signals: Signals) -> ActKind | None:
    """What goes on from an earlier request, where its form leaves no doubt."""
    if (
        has_plan(signals.state.previous)
        and signals.utterance.steps.shift
        and len(signals.utterance.tokens) <= BARE_WORDS
    ):
        return ActKind.EDIT_PLAN
    if "directions" in signals.cues and signals.reference is not None and not signals.utterance.names:
        return ActKind.DIRECT
    if (of_one := _of_one(signals)) is not None:
        return of_one
    if "takes_back" in signals.utterance.forms and _wants(signals):
        return ActKind.NEW
    if "only_more" in signals.utterance.forms:
        return ActKind.ANOTHER
    if "more_of_it" in signals.utterance.forms and signals.utterance.wanted and signals.same_kind:
        return ActKind.ANOTHER
    if "undoes" in signals.utterance.forms and has_plan(signals.state.previous):
        return ActKind.EDIT_PLAN
    only_changes = _only_constrains(signals) or _only_compares(signals) or _only_says_when(signals)
    only_changes = only_changes or _only_refuses_names(signals)
    return ActKind.REFINE if only_changes else None


def _of_one(signals: Signals) -> ActKind | None:
    """The way to one card, or a question on it."""
    there = "directions" in signals.cues and signals.utterance.pointers.back and bool(signals.state.shown)
    if there and not (signals.utterance.names or signals.utterance.wanted):
        return ActKind.DIRECT
    if not asks_of_one(signals):
        return None
    the_way = "directions" in signals.cues or "the_way" in signals.utterance.forms
    return ActKind.DIRECT if the_way else ActKind.ASK


def _wants(signals: Signals) -> bool:
    utterance = signals.utterance
    return bool(utterance.wanted or utterance.constraints.cuisines or utterance.constraints.kinds)


def _after_a_list(signals: Signals) -> bool:
    """Whether a list was asked for before, which a few words can change."""
    previous = signals.state.previous
    return previous is not None and previous.kind in FOLLOWABLE and not has_plan(previous)


def _only_compares(signals: Signals) -> bool:
    """ "Closer", "still too far", "too pricey": a comparison with what was shown, and no more."""
    utterance = signals.utterance
    if not _after_a_list(signals):
        return False
    if signals.comparison is None or utterance.names or utterance.pointers.counts or utterance.pointers.chooses:
        return False
    asks = signals.asks_what_it_has or bool(utterance.forms & ASKING_OF_CARDS) or "?" in utterance.tokens
    return len(utterance.tokens) <= BARE_WORDS and not asks and not signals.aspects and not utterance.wanted


def _only_says_when(signals: Signals) -> bool:
    """ "Open past 10", "on sunday": another time for what was asked for, and no question."""
    utterance = signals.utterance
    if not _after_a_list(signals):
        return False
    if signals.whole or signals.evidence.kind in OTHER_MATTERS:
        return False
    if utterance.constraints.open_at is None or utterance.wanted or utterance.names or signals.reference is not None:
        return False
    asks = utterance.pointers.back or utterance.forms & {"asks_whether", "asks_hours"} or "?" in utterance.tokens
    return len(utterance.tokens) <= BARE_WORDS and not asks and set(signals.aspects) <= {"hours"}


def _only_constrains(signals: Signals) -> bool:
    """Whether it is a constraint and no more, after a list: "under 10", "outside if it's warm". It means what was asked
    for, whatever it would mean alone."""
    utterance = signals.utterance
    if not _after_a_list(signals):
        return False
    if signals.compares_or_varies or signals.asks or signals.reference is not None or utterance.names:
        return False
    if utterance.forms & ASKING_OF_CARDS:
        return False
    said = without_time(utterance.constraints) != Constraints() or bool(utterance.refused)
    said = said or "near_me" in utterance.forms
    starts = any(form.startswith("first word: ") for form in utterance.forms)
    conditional = "if_weather" in utterance.forms
    short = len(utterance.tokens) <= BARE_CONSTRAINT_WORDS
    plain = not (starts or "opening" in utterance.forms or "?" in utterance.tokens) or conditional
    same = not signals.another_kind or utterance.says_setting
    return said and short and plain and same and not utterance.says("task")


def _only_refuses_names(signals: Signals) -> bool:
    """ "Not the Palladium one": a place of the list is refused by its name, and nothing is asked of it."""
    utterance = signals.utterance
    if not _after_a_list(signals) or signals.asks or utterance.wanted:
        return False
    if "?" in utterance.tokens or any(form.startswith("first word: ") for form in utterance.forms):
        return False  # "why not Joe's"
    refused = bool(utterance.names) and all(place.refused for place in utterance.names)
    return refused and len(utterance.tokens) <= BARE_CONSTRAINT_WORDS


def _says_danger(utterance: Utterance) -> bool:
    needs = utterance.says("safety") or bool(utterance.danger) or bool(utterance.helps)
    return needs and not utterance.replaces


def _harmless(signals: Signals) -> bool:
    """Whether its words only sound like danger ("the movie about the shooting") and its meaning is none."""
    return "harmless" in signals.utterance.forms and signals.evidence.kind is not IntentKind.SAFETY


def _in_need(signals: Signals) -> bool:
    """Whether the meaning is danger, despair or a need of help; a word on a card that was shown has to be surer."""
    evidence = signals.evidence
    if signals.utterance.smalltalk == INSULT:
        return False
    goes_on = signals.asks or signals.changes or signals.compares_or_varies
    about_a_card = (
        (bool(signals.state.shown) and goes_on)
        or signals.reference is not None
        or signals.asks_about_named
        or bool(signals.several)
        or signals.utterance.pointers.counts
        or signals.utterance.pointers.extreme is not None
        or signals.utterance.goes_between
    )
    if evidence.kind is not IntentKind.SAFETY:
        return False
    if evidence.need != "crisis" and signals.utterance.wanted and evidence.confidence < SURE_BESIDE_A_WISH:
        return False
    if "harmless" in signals.utterance.forms and evidence.confidence < SURE_IN_NEED:
        return False
    if evidence.need == HELP and (signals.reference is not None or signals.asks_about_named):
        return False
    return not about_a_card or evidence.confidence >= SURE_IN_NEED


def _act(kind: ActKind, confidence: float, signals: Signals) -> Act:
    state = signals.state
    reference = signals.reference
    if kind is ActKind.ASK or kind is ActKind.DIRECT:
        named = None if reference is not None else signals.subject
        reference = find_extreme(signals.utterance, state.shown) or reference
        if reference is None and named is None and not asks_of_unknown(signals):
            reference = state.discussed
        return Act(kind, signals.evidence, confidence, reference, named, aspect=signals.aspect)
    if kind is ActKind.COMPARE:
        several = signals.several or (() if signals.names_several else on_the_table(signals))
        return Act(
            kind,
            signals.evidence,
            confidence,
            several=several,
            names=signals.names_several,
            comparison=signals.comparison or ("closer" if "farther" in signals.utterance.forms else None),
        )
    if kind is ActKind.WHICH:
        return Act(
            kind,
            signals.evidence,
            confidence,
            several=tuple(state.latest_list),
            comparison=signals.comparison,
            aspect=signals.aspect,
        )
    if kind is ActKind.SIMILAR or (kind is ActKind.REFINE and signals.comparison is not None):
        reference = reference or state.discussed
    return Act(
        kind,
        signals.evidence,
        confidence,
        reference,
        signals.subject,
        comparison=signals.comparison,
        aspect=signals.aspect,
    )

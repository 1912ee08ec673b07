"""Which acts are possible in a state: nobody can ask for more of nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from violet.domain.intent import Intent, IntentKind
from violet.understanding.acts.kinds import ActKind
from violet.understanding.acts.signals import Signals

FOLLOWABLE = (
    IntentKind.RECOMMEND,
    IntentKind.REFINE,
    IntentKind.ANOTHER,
    IntentKind.MORE_LIKE_THIS,
    IntentKind.EVENTS,
    IntentKind.PLAN,
)


def has_plan(previous: Intent | None) -> bool:
    """Whether the last request was for a plan, which can be changed."""
    return previous is not None and previous.kind is IntentKind.PLAN and previous.window is not None


def _can_ask(signals: Signals) -> bool:
    if signals.asks_about_named:
        return True
    if not signals.state.shown:
        return False
    # "Is there vegan lunch in the area" after a library asks nothing of the library.
    elsewhere = signals.another_kind and bool(signals.utterance.wanted) and "by_the_person" in signals.utterance.forms
    return signals.reference is not None or (signals.asks and not elsewhere) or _extreme(signals)


def _can_ask_which(signals: Signals) -> bool:
    several = len(signals.state.latest_list) > 1 and not _extreme(signals)
    if "asks_they" in signals.utterance.forms and signals.state.asked_of_one:
        return False
    return several and "which_of_them" in signals.utterance.forms


def _can_compare(signals: Signals) -> bool:
    """Two cards, or two places by name, and a word that sets them against each other."""
    two = signals.several or signals.names_several
    if signals.utterance.forms & {"compares", "either_or"} and two:
        return True
    return "compares" in signals.utterance.forms and len(signals.state.latest_list) > 1


def _extreme(signals: Signals) -> bool:
    return signals.utterance.pointers.extreme is not None


def _can_refine(signals: Signals) -> bool:
    previous = signals.state.previous
    if previous is None or previous.kind not in FOLLOWABLE:
        return False
    if signals.reference is not None or signals.compares_or_varies:
        return True
    elsewhere = signals.another_kind and "refinement" not in signals.utterance.forms
    return not (signals.stands_alone or elsewhere)


# What each act needs in the state.
POSSIBLE: Mapping[ActKind, Callable[[Signals], bool]] = {
    ActKind.NEW: lambda signals: True,
    ActKind.REFINE: _can_refine,
    ActKind.ANOTHER: lambda signals: signals.state.previous is not None,
    ActKind.SIMILAR: lambda signals: bool(signals.state.shown) and "similar" in signals.cues,
    ActKind.ASK: _can_ask,
    ActKind.DIRECT: lambda signals: bool(signals.state.shown),
    ActKind.WHICH: _can_ask_which,
    ActKind.COMPARE: _can_compare,
    ActKind.ANSWER: lambda signals: False,
    ActKind.EDIT_PLAN: lambda signals: has_plan(signals.state.previous),
    ActKind.NOTHING_BEFORE: lambda signals: False,
    ActKind.SAFETY: lambda signals: False,
}

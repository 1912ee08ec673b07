"""Whether a message is about something that was shown, where nothing was."""

from __future__ import annotations

from violet.domain.intent import Constraints
from violet.understanding.acts.against import BARE_CONSTRAINT_WORDS, BARE_WORDS
from violet.understanding.acts.signals import Signals
from violet.understanding.reading.constraints import without_time


def about_nothing(signals: Signals) -> bool:
    """ "the second one", "cheaper", "is it open" as the first words: there is nothing they could be about."""
    utterance = signals.utterance
    if signals.state.shown or utterance.wanted or utterance.names:
        return False
    if signals.state.previous is not None:
        return _asks_of_none(signals)
    back = utterance.pointers.back and bool(signals.aspects)
    pointed = utterance.pointers.counts or (back and "asks_open" in utterance.forms)
    bare = pointed and len(utterance.tokens) <= BARE_CONSTRAINT_WORDS
    if not (signals.compares_or_varies or back or utterance.pointers.counts) or (signals.whole and not bare):
        return False
    return without_time(utterance.constraints) == Constraints()


def _asks_of_none(signals: Signals) -> bool:
    """ "What's the address", "do they sell stamps" after a search that found nothing."""
    utterance = signals.utterance
    if signals.compares_or_varies or signals.changes or utterance.unknown_name is not None:
        return False
    bare = bool(signals.aspects) and len(utterance.tokens) <= BARE_WORDS
    return bare or ("about_it" in utterance.forms and utterance.pointers.back)

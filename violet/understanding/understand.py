"""Message + conversation -> Intent: the first step of a turn. Pure: time and what was said before come as arguments."""

from __future__ import annotations

from dataclasses import replace

from violet.domain.intent import Intent
from violet.understanding.acts.decide import decide
from violet.understanding.acts.kinds import ActKind
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.dialogue.apply import apply, near_card, remembered
from violet.understanding.dialogue.choices import choice_of, where_asked
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.utterance import read

# What rules and plain words decide is right about so often, and nothing is surer.
SUREST = 0.96


def understand(message: str, state: DialogueState, *, meaning: Meaning, gazetteer: Gazetteer) -> Intent:
    """The intent of `message` in its conversation. Never raises: what is not understood is out of scope."""
    utterance = read(message, state.now, gazetteer=gazetteer)
    picked = choice_of(utterance, state.last)
    if picked is not None:
        utterance = where_asked(read(picked, state.now, gazetteer=gazetteer), state.last)
    act = decide(utterance, state, meaning=meaning)
    beside = near_card(utterance, state, act)
    if beside is not None and act.kind is not ActKind.SAFETY:
        utterance = replace(utterance, constraints=replace(utterance.constraints, near=beside))
        act = replace(act, kind=ActKind.NEW)
    intent = remembered(apply(act, state, utterance), state)
    limit, confidence = utterance.amounts.cards or intent.limit, min(intent.confidence, SUREST)
    return replace(intent, limit=limit, language=utterance.language, confidence=confidence)

"""What somebody's own calendar says: when they are free, what comes next, what is on."""

from __future__ import annotations

from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Turn

SIGN_IN = "Your calendar is yours alone: sign in and link it, and I can tell you when you're free and what comes next."


def answer_calendar(turn: Turn) -> Answer:
    """By whoever knows the calendar; no model is asked, as nothing of it is the model's business."""
    asked = turn.calendar_question
    words = turn.diary(asked) if turn.diary is not None and asked is not None else SIGN_IN
    return Answer(template=words, grounds=Grounds(facts=(words,)))

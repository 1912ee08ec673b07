""" "Vote on it with my roommates": the cards that were shown become a poll of the person's room."""

from __future__ import annotations

from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.parts.turn_parts import Answer, Turn

SIGN_IN = "Sign in and open a room with the others first: then I can ask them."
NOTHING_SHOWN = "Ask me for some places or events first, and I'll let the others vote on them."


def answer_poll(turn: Turn) -> Answer:
    """By whoever knows the rooms; no model is asked."""
    shown = turn.conversation.shown
    if turn.ballot is None:
        words = SIGN_IN
    elif not shown:
        words = NOTHING_SHOWN
    else:
        words = turn.ballot(tuple(shown[-1]))
    return Answer(template=words, grounds=Grounds(facts=(words,)))

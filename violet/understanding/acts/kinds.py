"""The acts: what a message does in its conversation."""

from __future__ import annotations

from enum import StrEnum


class ActKind(StrEnum):
    """`NEW` is a request of its own, of whatever kind. All others go on from what was shown or said before, but for
    `ASK` and `COMPARE`, which may also be about places by their names, and `SAFETY`. `WHICH` asks something of all
    cards shown ("which of these is free"), `ANSWER` is a bare yes or no.
    """

    NEW = "new"
    REFINE = "refine"
    ANOTHER = "another"
    SIMILAR = "similar"
    ASK = "ask"
    WHICH = "which"
    COMPARE = "compare"
    DIRECT = "direct"
    EDIT_PLAN = "edit_plan"
    ANSWER = "answer"
    NOTHING_BEFORE = "nothing_before"
    SAFETY = "safety"

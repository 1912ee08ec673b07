"""The kinds of things people are told, the ways to tell them, and how much of each is enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    REMINDER = "reminder"
    EVENT_CHANGE = "event_change"
    FREE_TIME = "free_time"
    TOGETHER = "together"
    SAFETY = "safety"
    SECURITY = "security"


class Channel(StrEnum):
    PUSH = "push"
    EMAIL = "email"
    INBOX = "inbox"
    SMS = "sms"


CHOSEN = (Channel.PUSH, Channel.EMAIL, Channel.INBOX)
"""The ways a person switches on and off."""
ALWAYS_IN_INBOX = frozenset({Kind.SAFETY, Kind.SECURITY})
THROUGH_THE_NIGHT = frozenset({Kind.SAFETY})
"""Sent in quiet hours too."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many of a kind go out to one person by push or mail in a day and in a week. The inbox has all of them."""

    a_day: int
    a_week: int


BOUNDS: Mapping[Kind, Bounds] = {
    Kind.FREE_TIME: Bounds(1, 4),
    Kind.EVENT_CHANGE: Bounds(10, 30),
    Kind.TOGETHER: Bounds(60, 200),
}
DEFAULTS: Mapping[Kind, frozenset[Channel]] = {
    kind: frozenset({Channel.PUSH, Channel.INBOX} | ({Channel.EMAIL} if kind is Kind.SECURITY else set()))
    for kind in Kind
}

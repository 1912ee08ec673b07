"""A stretch of time that is asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """From `start` to `end`, exclusive, both aware. `words` say it ("tonight") where a message did; `end_said` tells
    that the person set the end ("back by 11")."""

    start: datetime
    end: datetime
    words: str = ""
    end_said: bool = False

"""What somebody asks of their own calendar in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

About = Literal["free", "next", "agenda"]


@dataclass(frozen=True, slots=True)
class CalendarQuestion:
    """When they are `free`, what comes `next`, or what is on (`agenda`), on the day `days_ahead` of today."""

    about: About
    days_ahead: int = 0

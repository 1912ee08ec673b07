"""Opening hours: questions about an OpenStreetMap `opening_hours` text, answered in New York time.

Every answer is None where the hours are unknown or unreadable: unknown is not closed, and not open.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]

from violet.services.working.new_york import NEW_YORK, is_later, on_the_wall

FAR_AHEAD = timedelta(days=2)


def is_open(hours: str | None, at: datetime) -> bool | None:
    """Whether the place is open at an aware moment."""
    parsed, at = _parse(hours) if hours else None, on_the_wall(at)
    if parsed is None or parsed.is_unknown(at):
        return None
    return bool(parsed.is_open(at))


def open_until(hours: str | None, at: datetime) -> datetime | None:
    """When the place, open at `at`, closes next (aware, New York); None where closed, or not within two days."""
    parsed, at = _parse(hours) if hours else None, on_the_wall(at)
    if parsed is None or not parsed.is_open(at):
        return None
    change = parsed.next_change(at)
    return on_the_wall(change) if change is not None and change - at <= FAR_AHEAD else None


def opens_next(hours: str | None, at: datetime) -> datetime | None:
    """When the place, closed at `at`, opens next (aware, New York); None where open, unknown or days away."""
    parsed, at = _parse(hours) if hours else None, on_the_wall(at)
    if parsed is None or not parsed.is_closed(at):
        return None
    change = parsed.next_change(at)
    if change is None or change - at > FAR_AHEAD or not parsed.is_open(change):
        return None
    return on_the_wall(change)


def open_throughout(hours: str | None, start: datetime, end: datetime) -> bool | None:
    """Whether the place is open from `start` to `end` (aware) without a break."""
    opened = is_open(hours, start)
    if not opened or hours is None:
        return opened
    parsed = _parse(hours)
    change = parsed.next_change(on_the_wall(start)) if parsed is not None else None
    return change is None or not is_later(end, change)


@lru_cache(maxsize=4096)
def _parse(hours: str) -> OpeningHours | None:
    try:
        return OpeningHours(hours, timezone=NEW_YORK, country="US")
    except ParserError:
        return None

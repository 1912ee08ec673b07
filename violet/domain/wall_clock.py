"""Time on the wall: aware moments in the zone of their clocks. Adding to a wall time or comparing two of them is wrong
on the days when the clocks change: Python leaves out the hour that is skipped or repeated. These say what has
passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def zone_of(at: datetime) -> ZoneInfo:
    """The zone whose clocks an aware moment is told in. Raises TypeError where it is told in none (UTC, an offset)."""
    if not isinstance(at.tzinfo, ZoneInfo):
        raise TypeError(f"{at!r} is not told in a zone")
    return at.tzinfo


def on_the_wall(at: datetime) -> datetime:
    """The aware moment as clocks in its zone show it; also for a wall time that they skip in spring."""
    return at.astimezone(UTC).astimezone(at.tzinfo)


def after(at: datetime, length: timedelta) -> datetime:
    """The moment when `length` has passed since an aware one, whatever the clocks do in between."""
    return (at.astimezone(UTC) + length).astimezone(at.tzinfo)


def is_later(at: datetime, than: datetime) -> bool:
    """Whether one aware moment comes after another."""
    return at.astimezone(UTC) > than.astimezone(UTC)


def later(one: datetime, other: datetime) -> datetime:
    """The one that comes after the other."""
    return other if is_later(other, one) else one

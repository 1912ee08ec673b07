"""The values of RFC 5545 that say when: dates, times and durations, with what programs write in their place. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from violet.domain.day_spans import ONE_DAY

_TIME = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?(Z|[+-]\d{4})?)?", re.IGNORECASE)
_DURATION = re.compile(
    r"([+-])?P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes, below zero where it was written backward. `days` are by the clock on the wall, `rest`
    is exact; of whole days only `days` count."""

    days: int = 0
    rest: timedelta = timedelta()

    def from_start(self, start: date) -> date:
        """The other end of what starts at a date, or at an aware moment."""
        if not isinstance(start, datetime):
            return start + timedelta(days=self.days)
        return (start + timedelta(days=self.days)).astimezone(UTC) + self.rest

    @property
    def reach(self) -> timedelta:
        return timedelta(days=abs(self.days)) + abs(self.rest)

    def in_days(self) -> Length:
        """The same as whole days, one at least."""
        total = timedelta(days=self.days) + self.rest
        days = max(1, -(-abs(total) // ONE_DAY))
        return Length(days if total >= timedelta() else -days)


def read_time(text: str, zone: tzinfo, *, as_date: bool = False) -> date:
    """A date, or an aware moment: one that names no zone is in `zone`. `as_date` takes a moment's date as written.
    Raises ValueError."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError("not a time")
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if found[4] is None or as_date:
        return day
    hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
    # Some programs write the midnight that ends a day as its 24th hour.
    if hour == 24:
        day, hour = day + ONE_DAY, 0
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(found[7], zone))


def read_duration(text: str) -> Length:
    """Raises ValueError."""
    found = _DURATION.fullmatch(text.strip())
    if found is None or not any(found.groups()[1:]):
        raise ValueError("not a duration")
    weeks, days, hours, minutes, seconds = (int(one or 0) for one in found.groups()[1:])
    sign = -1 if found[1] == "-" else 1
    return Length(sign * (weeks * 7 + days), sign * timedelta(hours=hours, minutes=minutes, seconds=seconds))


def length_between(start: date, end: date) -> Length:
    """Between two dates or two aware moments; a date takes its day at least."""
    if isinstance(start, datetime) and isinstance(end, datetime):
        return Length(rest=end.astimezone(UTC) - start.astimezone(UTC))
    return Length((end - start).days or 1)


def _zone(written: str | None, zone: tzinfo) -> tzinfo:
    if written is None:
        return zone
    if written in "Zz":
        return UTC
    offset = timedelta(hours=int(written[1:3]), minutes=int(written[3:]))
    return timezone(-offset if written[0] == "-" else offset)

"""From when to when something is, where its ends are dates, moments, or one of each.

A date has no zone (RFC 5545 3.3.4): it is the reader's day, in the `zone` of the reader, whatever zone a calendar
names. Ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """`start` and `end` are in UTC, and `end` is never before `start`; of an `all_day` one they are the
    reader's midnights."""

    start: datetime
    end: datetime
    all_day: bool


def span(start: date, end: date, zone: ZoneInfo) -> Span:
    """Between two dates or aware moments. A backward pair is turned around, and a date takes its day at least. Raises
    OverflowError at the ends of the calendar."""
    start, end = same_kind(start, end)
    if not isinstance(start, datetime) and start == end:
        end = start + ONE_DAY
    first, last = sorted((moment(start, zone), moment(end, zone)))
    return Span(first, last, not isinstance(start, datetime))


def same_kind(start: date, end: date) -> tuple[date, date]:
    """Both as dates or both as moments, as `start` is; the order is left alone. An end at midnight is the date that it
    names, and any other time of a day means through that day. A date after a start at midnight says that dates were
    meant; after any other start it is the midnight that follows."""
    if not isinstance(start, datetime):
        return start, _through(end) if isinstance(end, datetime) else end
    if isinstance(end, datetime):
        return start, end
    if start.time() == time():
        return start.date(), end
    midnight = datetime.combine(end, time(), start.tzinfo)
    return start, midnight if midnight > start else midnight + ONE_DAY


def whole_days(start: datetime, end: datetime, zone: ZoneInfo) -> Span:
    """The days that two aware moments stand for (phones keep all-day events at UTC's midnights). Raises OverflowError
    at the ends of the calendar."""
    last = day_named(end, zone)
    return span(day_named(start, zone), last if _is_midnight(end, zone) else last + ONE_DAY, zone)


def day_named(value: datetime, zone: ZoneInfo) -> date:
    """The date that an aware moment names where a date was asked for: at a midnight, the reader's or its own zone's,
    the one that begins, else the one it is for the reader."""
    at_home = value.astimezone(zone)
    return value.date() if value.time() == time() and at_home.time() != time() else at_home.date()


def moment(value: date, zone: ZoneInfo) -> datetime:
    """A date's first moment in the zone, or an aware moment, in UTC."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), zone)
    return value.astimezone(UTC)


def _through(end: datetime) -> date:
    return end.date() if end.time() == time() else end.date() + ONE_DAY


def _is_midnight(value: datetime, zone: ZoneInfo) -> bool:
    return time() in (value.time(), value.astimezone(zone).time())

"""Which days of a period a recurrence rule names. Pure."""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from violet.providers.ical.rules import Rule


def candidates(rule: Rule, period: date) -> list[date]:
    """The days of the period that begins on `period`, in order; where the rule names months or days of a month, only
    those."""
    if rule.freq == "YEARLY":
        months = [month for month in rule.by.get("BYMONTH", range(1, 13)) if 1 <= month <= 12]
        return [day for month in months for day in _of_month(rule, period.year, month)]
    if rule.freq == "MONTHLY":
        return _of_month(rule, period.year, period.month)
    if rule.freq == "WEEKLY":
        return [date.fromordinal(number) for number in _ordinals(period.toordinal(), 7)]
    return [period]


def day_fits(rule: Rule, day: date) -> bool:
    """Whether every part of the (completed) rule agrees to the day."""
    by = rule.by
    if "BYMONTH" in by and day.month not in by["BYMONTH"]:
        return False
    if "BYMONTHDAY" in by and not _named(by["BYMONTHDAY"], day.day, monthrange(day.year, day.month)[1]):
        return False
    if "BYYEARDAY" in by and not _named(by["BYYEARDAY"], day.timetuple().tm_yday, 366 if isleap(day.year) else 365):
        return False
    if "BYWEEKNO" in by and not _named(by["BYWEEKNO"], *_week(day, rule.week_starts)):
        return False
    return not rule.weekdays or any(_is_weekday(rule, day, *named) for named in rule.weekdays)


def _of_month(rule: Rule, year: int, month: int) -> list[date]:
    length = monthrange(year, month)[1]
    if "BYMONTHDAY" not in rule.by:
        return [date(year, month, day) for day in range(1, length + 1)]
    named = {day if day > 0 else length + 1 + day for day in rule.by["BYMONTHDAY"]}
    return [date(year, month, day) for day in sorted(named) if 1 <= day <= length]


def _ordinals(first: int, length: int) -> Iterable[int]:
    return range(first, min(first + length, date.max.toordinal() + 1))


def _named(numbers: tuple[int, ...], number: int, length: int) -> bool:
    """Whether the `number`th of `length` is among those named, counted from the front, or from the back as -1."""
    return number in numbers or number - length - 1 in numbers


def _is_weekday(rule: Rule, day: date, ordinal: int, weekday: int) -> bool:
    if day.weekday() != weekday:
        return False
    if ordinal == 0 or rule.freq not in ("MONTHLY", "YEARLY"):
        return True
    if rule.freq == "MONTHLY" or "BYMONTH" in rule.by:
        place, length = day.day, monthrange(day.year, day.month)[1]
    else:
        place, length = day.timetuple().tm_yday, 366 if isleap(day.year) else 365
    return ordinal in ((place - 1) // 7 + 1, -((length - place) // 7 + 1))


def _week(day: date, week_starts: int) -> tuple[int, int]:
    """The number of the day's week, and how many weeks its year has. The first week has four days of the year."""
    begins = day - timedelta(days=(day.weekday() - week_starts) % 7)
    year = (begins + timedelta(days=3)).year
    first, after = _first_week(year, week_starts), _first_week(year + 1, week_starts)
    return (begins - first).days // 7 + 1, (after - first).days // 7


def _first_week(year: int, week_starts: int) -> date:
    fourth = date(year, 1, 4)
    return fourth - timedelta(days=(fourth.weekday() - week_starts) % 7)

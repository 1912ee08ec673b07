"""Recurrence rules (RFC 5545 3.3.10), followed within a window and no further: pure arithmetic, counted step by step.

A rule is followed period by period (a year of a yearly rule, a week of a weekly one), from the period in which the
window begins, so that years of history cost nothing; only a COUNT has to be counted from the start. A rule that never
comes true ("every 30 February") ends with the window like any other, and is refused so that its owner hears of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, islice, product

from violet.providers.ical.days import candidates, day_fits
from violet.providers.ical.rules import SUB_DAILY, Rule, UnsafeRecurrence

# In so many periods every rule that ever comes true has: 29 February every third year, a day in 400 of a daily rule.
PERIODS_TO_COME_TRUE = {"YEARLY": 500, "MONTHLY": 500, "WEEKLY": 500, "DAILY": 1500, "HOURLY": 9600}


class Steps:
    """How much following may still cost: a step is a day or a time of day that is looked at."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, steps: int) -> None:
        """Raises UnsafeRecurrence where too few are left."""
        self.left -= steps
        if self.left < 0:
            raise UnsafeRecurrence("too much work")


def starts(rule: Rule, first: datetime, between: tuple[datetime, datetime], steps: Steps) -> Iterator[datetime]:
    """The rule's moments from `between[0]` to `between[1]` (inclusive), in order. All are what clocks on the wall show,
    written as if in UTC. `first` is DTSTART, which counts only where the rule itself names it. Raises
    UnsafeRecurrence."""
    since, last = between
    last = min(last, rule.until) if rule.until is not None else last
    begin = 0 if rule.count else _periods_until(rule, first, since)
    counted = islice(_moments(rule, first, begin, last, steps), rule.count)
    return (moment for moment in counted if moment >= since)


def check_comes_true(rule: Rule, first: datetime, steps: Steps) -> None:
    """Raises UnsafeRecurrence where the rule names nothing, however long one waits."""
    periods = PERIODS_TO_COME_TRUE.get(rule.freq)
    if periods is None:
        return
    last = _period(rule, first, periods) or datetime.max.replace(tzinfo=UTC)
    if next(_moments(rule, first, 0, last, steps), None) is None:
        raise UnsafeRecurrence("never comes true")


def _moments(rule: Rule, first: datetime, number: int, last: datetime, steps: Steps) -> Iterator[datetime]:
    """From the period of that number until `last`."""
    rule = rule.completed(first)
    for each in count(number):
        period = _period(rule, first, each)
        if period is None or period > last:
            return
        for moment in _in_period(rule, period, steps):
            if moment > last:
                return
            if moment >= first:
                yield moment


def _in_period(rule: Rule, period: datetime, steps: Steps) -> list[datetime]:
    days = candidates(rule, period.date())
    steps.take(len(days) + 1)
    fitting = [day for day in days if day_fits(rule, day)]
    if not fitting:
        return []
    clock = _clock(rule, period)
    steps.take(len(fitting) * len(clock))
    moments = [datetime.combine(day, at, UTC) for day, at in product(fitting, clock)]
    places = rule.by.get("BYSETPOS")
    if not places:
        return moments
    chosen = {place - 1 if place > 0 else len(moments) + place for place in places}
    return [moment for index, moment in enumerate(moments) if index in chosen]


def _clock(rule: Rule, period: datetime) -> list[time]:
    """The times of day, in order; of a rule finer than a day those within its hour, minute or second."""
    finer = SUB_DAILY.get(rule.freq, 0)
    hours, minutes, seconds = (
        _limited(rule.by.get(name), value if finer and finer <= unit else None)
        for name, value, unit in (
            ("BYHOUR", period.hour, 3600),
            ("BYMINUTE", period.minute, 60),
            ("BYSECOND", period.second, 1),
        )
    )
    return [time(*parts) for parts in product(hours, minutes, seconds)]


def _limited(named: tuple[int, ...] | None, here: int | None) -> tuple[int, ...]:
    if here is None:
        return named or (0,)
    return (here,) if named is None or here in named else ()


def _period(rule: Rule, first: datetime, number: int) -> datetime | None:
    """When the period of that number begins; None beyond the calendar."""
    ahead = number * rule.interval
    try:
        if rule.freq == "YEARLY":
            return _midnight(date(first.year + ahead, 1, 1))
        if rule.freq == "MONTHLY":
            years, month = divmod(first.month - 1 + ahead, 12)
            return _midnight(date(first.year + years, month + 1, 1))
        if rule.freq == "WEEKLY":
            return _midnight(_week(rule, first)) + timedelta(weeks=ahead)
        if rule.freq == "DAILY":
            return _midnight(first.date()) + timedelta(days=ahead)
        return _whole(rule, first) + timedelta(seconds=ahead * SUB_DAILY[rule.freq])
    except (ValueError, OverflowError):
        return None


def _periods_until(rule: Rule, first: datetime, since: datetime) -> int:
    """The number of the last period that begins no later than `since`, so that nothing from there on is missed."""
    if since <= first:
        return 0
    if rule.freq == "YEARLY":
        return (since.year - first.year) // rule.interval
    if rule.freq == "MONTHLY":
        return ((since.year - first.year) * 12 + since.month - first.month) // rule.interval
    if rule.freq == "WEEKLY":
        return (since.date() - _week(rule, first)).days // 7 // rule.interval
    if rule.freq == "DAILY":
        return (since.date() - first.date()).days // rule.interval
    return int((since - _whole(rule, first)).total_seconds()) // (SUB_DAILY[rule.freq] * rule.interval)


def _whole(rule: Rule, first: datetime) -> datetime:
    """The beginning of the hour, minute or second that a rule finer than a day starts in."""
    second = first.second if rule.freq == "SECONDLY" else 0
    return first.replace(minute=0 if rule.freq == "HOURLY" else first.minute, second=second, microsecond=0)


def _week(rule: Rule, first: datetime) -> date:
    return first.date() - timedelta(days=(first.weekday() - rule.week_starts) % 7)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)

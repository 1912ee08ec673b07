"""Recurrence rules made safe: what a feed may ask for, and never more work than the window is worth. Pure.

python-dateutil walks to the year 9999 where a rule never comes true ("every 30 February"), so a rule is taken only
where its parts guarantee that it does, and every rule ends with the window.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS"})
# Steps a rule takes for each day it spans: what `work` is counted in.
STEPS_A_DAY = {"DAILY": 1.0, "WEEKLY": 0.3, "MONTHLY": 0.2, "YEARLY": 0.2}
# A day of the month that every month has, and how many of one weekday a month can have.
SURE_MONTH_DAY = 28
WEEKS_IN_MONTH = 5


class UnsafeRecurrence(ValueError):
    """The rule is one we do not follow: finer than a day, never true, or too much work."""


def work(rule: vRecur, start: date, horizon: datetime) -> float:
    """Roughly how many steps following `rule` from `start` until `horizon` takes."""
    days = (horizon.date() - _day(start)).days
    return max(0, days) * STEPS_A_DAY.get(_one(rule, "FREQ", ""), 1.0)


def bounded(rule: vRecur, start: date, horizon: datetime) -> vRecur:
    """The same rule, ending at `horizon` (aware) at the latest, and by UNTIL alone. `start` is DTSTART, aware where it
    has a time. Raises UnsafeRecurrence."""
    check(rule, start)
    kept = {name: values for name, values in rule.items() if name not in ("COUNT", "UNTIL")}
    last = min(_until(rule, start), horizon)
    count = _number(rule, "COUNT", 0)
    if count > 0:
        last = _nth(vRecur(kept), start, last, count)
    kept["UNTIL"] = [last.astimezone(UTC) if isinstance(start, datetime) else last.date()]
    return vRecur(kept)


def check(rule: vRecur, start: date) -> None:
    """Raises UnsafeRecurrence where following `rule` could run for ever or finer than by the day."""
    freq = _one(rule, "FREQ", "")
    interval = _number(rule, "INTERVAL", 1)
    if freq not in STEPS_A_DAY or interval < 1 or set(rule) - PARTS:
        raise UnsafeRecurrence(f"FREQ={freq}")
    by = {name for name in rule if name.startswith("BY")}
    if freq == "DAILY" and by and (by - {"BYDAY", "BYMONTH"} or interval > 1):
        raise UnsafeRecurrence("a daily rule with other parts")
    if freq == "WEEKLY" and by - {"BYDAY"} and not (by <= {"BYDAY", "BYMONTH"} and interval == 1):
        raise UnsafeRecurrence("a weekly rule with other parts")
    if freq in ("MONTHLY", "YEARLY") and not _month_comes(rule, start, interval):
        raise UnsafeRecurrence("a day that may never come")


def _month_comes(rule: vRecur, start: date, interval: int) -> bool:
    """Whether the days a monthly or yearly rule names exist: every 31st does, every 30 February does not."""
    if "BYMONTH" in rule and _one(rule, "FREQ", "") == "MONTHLY" and interval > 1:
        return False
    if "BYSETPOS" in rule and any(abs(int(pos)) > len(_list(rule, "BYDAY")) * 4 for pos in _list(rule, "BYSETPOS")):
        return False
    if "BYMONTHDAY" in rule and "BYDAY" in rule and interval > 1:
        return False
    if any(_ordinal(str(day)) > WEEKS_IN_MONTH for day in _list(rule, "BYDAY")):
        return False
    days = [abs(int(day)) for day in _list(rule, "BYMONTHDAY")]
    if not days:
        # The start's own day is meant then, and that one exists: a yearly 29 February comes.
        return interval == 1 or "BYDAY" in rule or start.day <= SURE_MONTH_DAY
    return 0 < min(days) <= SURE_MONTH_DAY or (interval == 1 and "BYMONTH" not in rule and max(days) <= 31)


def _nth(rule: vRecur, start: date, last: datetime, count: int) -> datetime:
    """The start of the `count`th occurrence, or `last` where there are fewer before it."""
    first = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
    ending: Any = vRecur({**rule, "UNTIL": [last.astimezone(UTC)]})
    text = ending.to_ical().decode()
    starts = list(islice(rrulestr(text, dtstart=first), count))
    return starts[-1] if len(starts) == count else last


def _until(rule: vRecur, start: date) -> datetime:
    """UNTIL as a moment. A date means all of that day; a time without a zone is in the start's."""
    until: Any = _one(rule, "UNTIL", None)
    zone = (start.tzinfo if isinstance(start, datetime) else None) or UTC
    if until is None:
        return datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
    if not isinstance(until, datetime):
        return datetime.combine(until, time(23, 59, 59), zone)
    return until if until.tzinfo else until.replace(tzinfo=zone)


def _ordinal(weekday: str) -> int:
    """The 2 of "2MO" or "-2MO"; 0 for "MO"."""
    return int(re.sub(r"\D", "", weekday) or 0)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _list(rule: vRecur, name: str) -> list[Any]:
    value = rule.get(name, [])
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _one(rule: vRecur, name: str, default: Any) -> Any:
    values = _list(rule, name)
    return values[0] if values else default


def _number(rule: vRecur, name: str, default: int) -> int:
    return int(_one(rule, name, default))

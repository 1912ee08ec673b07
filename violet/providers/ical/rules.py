"""A recurrence rule as its parts. What says nothing or is only badly written is read for what it means. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

FREQS = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
# The seconds in a period of the rules finer than a day.
SUB_DAILY: Mapping[str, int] = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NUMBERS = frozenset({"BYSECOND", "BYMINUTE", "BYHOUR", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS"})
PARTS = NUMBERS | {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
# Of a part that lists the numbers, more than it could ever need.
MAX_LISTED = 400
MOST_INTERVAL = 100_000
_WEEKDAY = re.compile(r"([+-]?\d{1,3})?(MO|TU|WE|TH|FR|SA|SU)")
_DAY_PARTS = frozenset({"BYMONTHDAY", "BYYEARDAY"})


class UnsafeRecurrence(ValueError):
    """The rule is one we do not follow: never true, unknown, or too much work."""


@dataclass(frozen=True, slots=True)
class Rule:
    """`until` is a wall time in the zone of DTSTART (inclusive). `by` holds the listed numbers, `weekdays` BYDAY as
    (ordinal or 0, weekday from 0 for Monday)."""

    freq: str
    interval: int
    count: int | None
    until: datetime | None
    week_starts: int
    by: Mapping[str, tuple[int, ...]]
    weekdays: tuple[tuple[int, int], ...]

    def completed(self, first: datetime) -> Rule:
        """With what the rule leaves to DTSTART."""
        by, weekdays = dict(self.by), self.weekdays
        if not weekdays and not _DAY_PARTS & set(by) and self.freq not in ("DAILY", *SUB_DAILY):
            if self.freq == "WEEKLY" or "BYWEEKNO" in by:
                weekdays = ((0, first.weekday()),)
            else:
                by["BYMONTHDAY"] = (first.day,)
                if self.freq == "YEARLY":
                    by.setdefault("BYMONTH", (first.month,))
        finer = SUB_DAILY.get(self.freq, 86_400)
        for name, value, unit in (
            ("BYHOUR", first.hour, 3600),
            ("BYMINUTE", first.minute, 60),
            ("BYSECOND", first.second, 1),
        ):
            if unit < finer:
                by.setdefault(name, (value,))
        return replace(self, by=by, weekdays=weekdays)


def parse(text: str, until: Callable[[str], datetime]) -> Rule | None:
    """The rule; None where nothing is said. `until` reads a time as the wall time of DTSTART's zone. Raises
    UnsafeRecurrence, and ValueError for what is no rule."""
    said = [part.partition("=") for part in text.upper().replace(" ", "").split(";")]
    named = {name: value for name, _, value in said if value}
    if not named:
        return None
    if named.pop("SKIP", "OMIT") != "OMIT" or named.pop("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise UnsafeRecurrence("another calendar")
    named = {name: value for name, value in named.items() if not name.startswith("X-")}
    interval = int(named.get("INTERVAL", "1"))
    if named.get("FREQ") not in FREQS or not 1 <= interval <= MOST_INTERVAL or set(named) - PARTS:
        raise UnsafeRecurrence(f"FREQ={named.get('FREQ')}")
    return Rule(
        freq=named["FREQ"],
        interval=interval,
        count=max(int(named["COUNT"]), 0) or None if "COUNT" in named else None,
        until=until(named["UNTIL"]) if "UNTIL" in named else None,
        week_starts=WEEKDAYS.index(named.get("WKST", "MO")),
        by={name: _numbers(name, named[name]) for name in NUMBERS & set(named)},
        weekdays=tuple(map(_weekday, _listed(named["BYDAY"]))) if "BYDAY" in named else (),
    )


def _numbers(name: str, text: str) -> tuple[int, ...]:
    """In order. A leap second is the last one of its minute."""
    found = {int(one) for one in _listed(text)}
    most = {"BYHOUR": 23, "BYMINUTE": 59, "BYSECOND": 60}.get(name)
    if most is not None:
        if not all(0 <= one <= most for one in found):
            raise ValueError(f"{name}={text}")
        found = {min(one, 59) for one in found}
    return tuple(sorted(found))


def _weekday(text: str) -> tuple[int, int]:
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        raise ValueError(f"BYDAY={text}")
    return int(found[1] or 0), WEEKDAYS.index(found[2])


def _listed(text: str) -> list[str]:
    found = [one for one in text.split(",") if one]
    if len(found) > MAX_LISTED:
        raise UnsafeRecurrence("a long list")
    return found

"""Recurrence rules against python-dateutil's, and where that one never comes back."""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta

import pytest
from dateutil.rrule import rrulestr

from violet.providers.ical.recurrence import Steps, check_comes_true, starts
from violet.providers.ical.rules import Rule, UnsafeRecurrence, parse

FIRST = datetime(2026, 9, 1, 10, 30, tzinfo=UTC)
PLENTY = 10_000_000


def rule_of(text: str) -> Rule:
    rule = parse(text, lambda until: datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
    assert rule is not None
    return rule


def found(text: str, since: datetime, last: datetime, first: datetime = FIRST, most: int = PLENTY) -> list[datetime]:
    return list(starts(rule_of(text), first, (since, last), Steps(most)))


def random_rule(choose: random.Random) -> str:
    """One that comes true soon, so that dateutil comes back."""
    freq = choose.choice(["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY"])
    parts = [f"FREQ={freq}", f"INTERVAL={choose.choice([1, 1, 2, 3, 8])}"]
    days = "MO,TU,WE,TH,FR,SA,SU".split(",")
    chosen = ",".join(choose.sample(days, choose.randint(1, 4)))
    optional = [f"BYDAY={chosen}", "BYHOUR=8,10", "BYMINUTE=0,30", f"WKST={choose.choice(days)}"]
    if freq in ("YEARLY", "MONTHLY"):
        ordinal = ",".join(f"{choose.choice([1, 2, -1])}{day}" for day in choose.sample(days, 2))
        optional += [f"BYDAY={ordinal}", "BYMONTHDAY=1,15,-1", "BYSETPOS=1,-1"]
    if freq == "YEARLY":
        optional += ["BYMONTH=2,9,11", "BYYEARDAY=1,100,-1", f"BYWEEKNO=1,20,-1;BYDAY={chosen}"]
    for part in choose.sample(optional, choose.randint(0, 3)):
        if not any(name in {one.partition("=")[0] for one in parts} for name in _names(part)):
            parts += part.split(";")
    ends = choose.choice(["", "", "COUNT=7", "UNTIL=20290301T103000Z"])
    return ";".join([*parts, *([ends] if ends else [])])


def _names(part: str) -> list[str]:
    return [one.partition("=")[0] for one in part.split(";")]


@pytest.mark.parametrize("seed", range(20))
def test_every_rule_is_what_dateutil_makes_of_it(seed: int) -> None:
    choose = random.Random(seed)
    for _ in range(25):
        text = random_rule(choose)
        since = FIRST + timedelta(days=choose.randint(-10, 1500))
        last = since + timedelta(days=choose.choice([8, 60]))
        if "BYSETPOS" in text and text.count("BY") == 1:
            continue
        oracle = rrulestr(text, dtstart=FIRST).between(since, last, inc=True)
        assert found(text, since, last) == oracle, (text, since)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;BYMONTH=9,10,11,12", ["24 10:30"]),
        ("FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR", ["24 10:30", "26 10:30"]),
        ("FREQ=WEEKLY;BYDAY=TU;BYSETPOS=1", ["24 10:30"]),
        ("FREQ=HOURLY;INTERVAL=8;BYDAY=TU", ["24 02:30", "24 10:30", "24 18:30"]),
        ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9;BYDAY=TU", ["24 09:10", "24 09:30", "24 09:50"]),
        ("FREQ=YEARLY;BYWEEKNO=48", ["24 10:30"]),
        ("FREQ=YEARLY;BYYEARDAY=328", ["24 10:30"]),
        ("FREQ=YEARLY;BYMONTH=11,13;BYMONTHDAY=24", ["24 10:30"]),
        ("FREQ=YEARLY;BYDAY=47TU", ["24 10:30"]),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=24,30", ["24 10:30"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-5", ["24 10:30"]),
    ],
)
def test_rules_that_used_to_be_refused(text: str, expected: list[str]) -> None:
    week = (datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC))
    assert [f"{one:%d %H:%M}" for one in found(text, *week)] == expected


@pytest.mark.parametrize("week_starts", ["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
def test_weeks_are_numbered_from_the_day_on_which_they_start(week_starts: str) -> None:
    """Counted here week by week: dateutil gives the first days of some years to no week."""
    first, last = datetime(2024, 1, 10, 10, 30, tzinfo=UTC), datetime(2035, 11, 30, tzinfo=UTC)
    numbered: dict[int, list[datetime]] = {}
    for year in range(2023, 2036):
        begins, after = (_first_week_begins(each, week_starts) for each in (year, year + 1))
        weeks = (after - begins).days // 7
        for day in range((after - begins).days):
            for number in (day // 7 + 1, day // 7 - weeks):
                numbered.setdefault(number, []).append(begins + timedelta(days=day))
    for number in (1, 2, 52, 53, -1):
        text = f"FREQ=YEARLY;BYWEEKNO={number};BYDAY=MO,TU,WE,TH,FR,SA,SU;WKST={week_starts}"
        assert found(text, first, last, first=first) == [day for day in numbered[number] if first <= day <= last]


def _first_week_begins(year: int, week_starts: str) -> datetime:
    """RFC 5545: the first week is the first that has four days of the year, so it begins by January 4."""
    days = (datetime(year, 1, 4, 10, 30, tzinfo=UTC) - timedelta(days=back) for back in range(7))
    return next(day for day in days if f"{day:%a}"[:2].upper() == week_starts)


def test_years_of_history_cost_nothing() -> None:
    old = datetime(1604, 2, 29, tzinfo=UTC)
    week = (datetime(2028, 2, 27, tzinfo=UTC), datetime(2028, 3, 5, tzinfo=UTC))
    assert found("FREQ=YEARLY", *week, first=old, most=20) == [datetime(2028, 2, 29, tzinfo=UTC)]
    assert len(found("FREQ=DAILY", *week, first=old, most=50)) == 8


@pytest.mark.parametrize(
    "text",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=YEARLY;BYDAY=60MO",
        "FREQ=DAILY;INTERVAL=14;BYDAY=MO",
        "FREQ=WEEKLY;BYSETPOS=5",
        "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    ],
)
def test_what_never_comes_true_is_told_and_soon(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(UnsafeRecurrence):
        check_comes_true(rule_of(text), FIRST, Steps(50_000))
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("text", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=366"])
def test_what_comes_true_rarely_is_not_refused(text: str) -> None:
    check_comes_true(rule_of(text), FIRST, Steps(50_000))


@pytest.mark.parametrize("text", ["", ";", "FREQ=", "FREQ=;COUNT="])
def test_an_empty_rule_says_nothing(text: str) -> None:
    assert parse(text, datetime.fromisoformat) is None

"""Dates and moments, alone and mixed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from violet.domain.day_spans import span, whole_days

NEW_YORK = ZoneInfo("America/New_York")
INDIA = timezone(timedelta(hours=5, minutes=30))


def day(number: int) -> date:
    return date(2026, 11, number)


def at(number: int, hour: int = 0, minute: int = 0, zone: object = NEW_YORK) -> datetime:
    return datetime(2026, 11, number, hour, minute, tzinfo=zone)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (day(24), day(25), (at(24), at(25))),
        (day(24), day(24), (at(24), at(25))),
        (day(26), day(24), (at(24), at(26))),
        (day(24), at(25, zone=UTC), (at(24), at(25))),
        (day(24), at(25, zone=INDIA), (at(24), at(25))),
        (day(24), at(24, zone=UTC), (at(24), at(25))),
        (day(24), at(24, 23, 59), (at(24), at(25))),
        (day(24), at(25, 12), (at(24), at(26))),
        (at(24, zone=UTC), day(25), (at(24), at(25))),
    ],
)
def test_a_date_is_the_readers_day(start: date, end: date, expected: tuple[datetime, datetime]) -> None:
    found = span(start, end, NEW_YORK)
    assert found.all_day
    assert (found.start, found.end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(24, 10), at(24, 12), (at(24, 10), at(24, 12))),
        (at(24, 12), at(24, 10), (at(24, 10), at(24, 12))),
        (at(24, 10), at(24, 10), (at(24, 10), at(24, 10))),
        (at(24, 10), day(25), (at(24, 10), at(25))),
        (at(24, 10), day(24), (at(24, 10), at(25))),
    ],
)
def test_a_moment_stays_one(start: date, end: date, expected: tuple[datetime, datetime]) -> None:
    found = span(start, end, NEW_YORK)
    assert not found.all_day
    assert (found.start, found.end) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(24, zone=UTC), at(25, zone=UTC), (at(24), at(25))),
        (at(24, zone=INDIA), at(26, zone=INDIA), (at(24), at(26))),
        (at(24), at(25), (at(24), at(25))),
        (at(24, 5, zone=UTC), at(25, 5, zone=UTC), (at(24), at(25))),
        (at(24, zone=UTC), at(24, 23, 59, zone=UTC), (at(24), at(25))),
        (at(24, 9), at(24, 17), (at(24), at(25))),
        (at(24), at(24, 23, 59), (at(24), at(25))),
    ],
)
def test_whole_days_are_the_dates_that_were_meant(
    start: datetime, end: datetime, expected: tuple[datetime, datetime]
) -> None:
    found = whole_days(start, end, NEW_YORK)
    assert found.all_day
    assert (found.start, found.end) == expected

"""Opening hours: open, until when, from when, and the difference between closed and unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from violet.domain.opening_hours import is_open, open_throughout, open_until, opens_next
from violet.providers.guide.loader import load_guide

NEW_YORK = ZoneInfo("America/New_York")
OFFICE = "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off"
NIGHT = "Th-Sa 20:00-04:00"
ALWAYS = "24/7"


def wall(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK, fold=fold)


@pytest.mark.parametrize(
    ("hours", "at", "expected"),
    [
        (OFFICE, "2026-11-18 09:00", True),
        (OFFICE, "2026-11-18 16:59", True),
        (OFFICE, "2026-11-18 17:00", False),
        (OFFICE, "2026-11-21 13:00", True),
        (OFFICE, "2026-11-22 13:00", False),
        (OFFICE, "2026-11-26 12:00", False),  # Thanksgiving
        (NIGHT, "2026-11-22 03:59", True),
        (NIGHT, "2026-11-22 04:00", False),
        (NIGHT, "2026-11-19 03:00", False),
        (ALWAYS, "2026-11-18 03:00", True),
        (None, "2026-11-18 12:00", None),
        ("", "2026-11-18 12:00", None),
        ("ask inside", "2026-11-18 12:00", None),
        ("unknown", "2026-11-18 12:00", None),
        ('"by appointment"', "2026-11-18 12:00", None),
        ('Mo-Fr "by appointment"', "2026-11-18 12:00", None),
        ('Mo-Fr "by appointment"', "2026-11-21 12:00", False),
        ('Mo-Tu 10:00-18:00; We "ask, or call; 10:00 is best"', "2026-11-18 12:00", None),
        ('Mo-Tu 10:00-18:00, We "by appointment"', "2026-11-18 12:00", None),
        ('Mo-Tu 10:00-18:00, We "by appointment"', "2026-11-17 12:00", True),
        ('Mo-Fr 10:00-18:00 "ring the bell"', "2026-11-18 12:00", True),
        ('Mo-Fr 10:00-18:00 "ring, please"', "2026-11-18 19:00", False),
        ('24/7 "ring the bell"', "2026-11-18 12:00", True),
        ('We off "by appointment"', "2026-11-18 12:00", False),
    ],
)
def test_open_closed_or_unknown(hours: str | None, at: str, expected: bool | None):
    assert is_open(hours, wall(at)) is expected


def test_any_time_zone_means_the_same_moment():
    at = wall("2026-11-18 16:30")
    for zone in (UTC, ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")):
        assert is_open(OFFICE, at.astimezone(zone)) is True
        assert open_until(OFFICE, at.astimezone(zone)) == wall("2026-11-18 17:00")


@pytest.mark.parametrize(
    ("hours", "at", "until"),
    [
        (OFFICE, "2026-11-18 12:00", "2026-11-18 17:00"),
        (NIGHT, "2026-11-21 23:00", "2026-11-22 04:00"),
        (OFFICE, "2026-11-18 18:00", None),
        (ALWAYS, "2026-11-18 12:00", None),
        (None, "2026-11-18 12:00", None),
    ],
)
def test_until_when_it_is_open(hours: str | None, at: str, until: str | None):
    assert open_until(hours, wall(at)) == (wall(until) if until else None)


@pytest.mark.parametrize(
    ("hours", "at", "opens"),
    [
        (OFFICE, "2026-11-18 18:00", "2026-11-19 09:00"),
        (OFFICE, "2026-11-21 15:00", "2026-11-23 09:00"),
        (OFFICE, "2026-11-18 12:00", None),
        ("Mo 09:00-10:00", "2026-11-18 12:00", None),
        (ALWAYS, "2026-11-18 12:00", None),
        (None, "2026-11-18 12:00", None),
    ],
)
def test_when_it_opens_next_within_two_days(hours: str | None, at: str, opens: str | None):
    assert opens_next(hours, wall(at)) == (wall(opens) if opens else None)


@pytest.mark.parametrize(
    ("hours", "hours_long", "expected"),
    [
        (OFFICE, 5, True),
        (OFFICE, 6, False),
        ("Mo-Su 09:00-14:00,15:00-18:00", 4, False),
        (ALWAYS, 40, True),
        (None, 1, None),
    ],
)
def test_open_all_the_time_that_somebody_stays(hours: str | None, hours_long: int, expected: bool | None):
    start = wall("2026-11-18 12:00")
    assert open_throughout(hours, start, start + timedelta(hours=hours_long)) is expected


@pytest.mark.parametrize(
    ("at", "fold", "expected"),
    [("2026-11-01 01:30", 0, True), ("2026-11-01 01:30", 1, True), ("2026-11-01 03:30", 0, True), ("2026-11-01 04:30", 0, False),
     ("2026-03-08 01:59", 0, True), ("2026-03-08 02:30", 0, True), ("2026-03-08 03:30", 0, True), ("2026-03-08 04:00", 0, False)],
)  # fmt: skip
def test_a_night_with_a_change_of_clocks_ends_when_clocks_say_so(at: str, fold: int, expected: bool):
    """Also for a wall time that clocks skip, which a walk of ten minutes from ten to two would otherwise end in."""
    assert is_open(NIGHT, wall(at, fold)) is expected


@pytest.mark.parametrize("midnight", ["2026-11-01 00:00", "2026-03-08 00:00"])
def test_every_place_of_the_guide_answers_at_any_minute_of_those_nights(midnight: str):
    hours = {place.opening_hours for place in load_guide().places if place.opening_hours}
    assert len(hours) > 50
    for quarter in range(24):
        at = (wall(midnight).astimezone(UTC) + timedelta(minutes=15 * quarter)).astimezone(NEW_YORK)
        for text in hours:
            until = open_until(text, at)
            assert until is None or (is_open(text, at) and until.astimezone(UTC) > at.astimezone(UTC))
            opens = opens_next(text, at)
            assert opens is None or (not is_open(text, at) and opens.astimezone(UTC) > at.astimezone(UTC))

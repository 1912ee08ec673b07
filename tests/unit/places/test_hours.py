"""Opening hours: open, until when, from when, and the difference between closed and unknown."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from violet.campus.loader import default_campus
from violet.campus.spills import lost_spill
from violet.domain.geo import LatLng
from violet.domain.opening_hours import is_open, open_throughout, open_until, opens_next

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
        assert is_open(OFFICE, at.astimezone(zone), zone=NEW_YORK) is True
        assert open_until(OFFICE, at.astimezone(zone), zone=NEW_YORK) == wall("2026-11-18 17:00")


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
    hours = {place.opening_hours for place in default_campus().places if place.opening_hours}
    assert len(hours) > 50
    for quarter in range(24):
        at = (wall(midnight).astimezone(UTC) + timedelta(minutes=15 * quarter)).astimezone(NEW_YORK)
        for text in hours:
            until = open_until(text, at)
            assert until is None or (is_open(text, at) and until.astimezone(UTC) > at.astimezone(UTC))
            opens = opens_next(text, at)
            assert opens is None or (not is_open(text, at) and opens.astimezone(UTC) > at.astimezone(UTC))


# Each a text of its own, as what is known of one is kept.
NEVER_CHANGING = ["Mo-Su 06:00-06:00", "Mo-Su 00:00-24:00", "Mo-Su 09:00-09:00 unknown", "2024 Mo-Su 10:00-12:00"]


@pytest.mark.parametrize("hours", NEVER_CHANGING)
def test_hours_that_never_change_are_answered_at_once(hours: str) -> None:
    """The library looks through eight thousand years for the change, which took seconds each."""
    begun = time.process_time()
    assert open_until(hours, wall("2026-11-24 12:00")) is None
    assert opens_next(hours, wall("2026-11-24 12:00")) is None
    assert time.process_time() - begun < 0.5


@pytest.mark.parametrize(
    ("hours", "midnight"),
    [
        ("Mo-Su 06:00-06:00; Su 10:00-12:00", datetime(2026, 1, 4)),
        ("Mo-Su 06:00-06:00, Su 10:00-12:00", None),
        ("Mo-Su 00:00-24:00; Su 10:00-12:00", None),
    ],
)
def test_a_lost_night_is_found_soon_in_hours_around_the_clock(hours: str, midnight: datetime | None) -> None:
    begun = time.process_time()
    assert lost_spill(hours) == midnight
    assert time.process_time() - begun < 1


BY_DAYLIGHT = "sunrise-sunset"
WASHINGTON_SQUARE, HELSINKI = LatLng(40.7298, -73.9973), LatLng(60.1695, 24.9498)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-06-21 05:15", False),
        ("2026-06-21 05:35", True),
        ("2026-06-21 20:20", True),
        ("2026-06-21 20:40", False),
        ("2026-12-21 07:05", False),
        ("2026-12-21 07:25", True),
        ("2026-12-21 16:20", True),
        ("2026-12-21 16:40", False),
    ],
)
def test_the_sun_rises_and_sets_by_date(at: str, expected: bool):
    """Sunrise and sunset of New York by the almanac: 5:25 AM and 8:31 PM in June, 7:17 AM and 4:32 PM in December."""
    assert is_open(BY_DAYLIGHT, wall(at), WASHINGTON_SQUARE) is expected


def test_the_sun_rises_and_sets_by_place():
    assert is_open(BY_DAYLIGHT, wall("2026-06-21 02:00"), WASHINGTON_SQUARE) is False
    assert is_open(BY_DAYLIGHT, wall("2026-06-21 02:00"), HELSINKI) is True  # nine in the morning there


def test_hours_by_the_sun_are_unknown_without_a_place():
    noon = wall("2026-06-21 12:00")
    assert is_open(BY_DAYLIGHT, noon) is None
    assert open_until("Mo-Su dawn-22:00", noon) is None
    assert opens_next("Mo-Su 09:00-dusk", wall("2026-06-21 23:00")) is None
    assert open_throughout(BY_DAYLIGHT, noon, noon + timedelta(hours=1)) is None


def test_closing_by_the_sun_is_told_to_the_minute():
    closes = open_until(BY_DAYLIGHT, wall("2026-12-21 12:00"), WASHINGTON_SQUARE)
    assert closes is not None
    assert abs(closes - wall("2026-12-21 16:32")) <= timedelta(minutes=3)
    opens = opens_next(BY_DAYLIGHT, wall("2026-12-21 20:00"), WASHINGTON_SQUARE)
    assert opens is not None
    assert abs(opens - wall("2026-12-22 07:17")) <= timedelta(minutes=3)

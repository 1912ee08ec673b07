"""What was asked for and nobody knows of a place is told, and nothing else; and how clock times are put."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.ranking.test_features import NOW, candidate, request
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.reasons import clock
from violet.services.ranking.unknown import unknown_of

ALL_DAY = "24/7"
UNKNOWN: list[tuple[Candidate, Request, tuple[str, ...]]] = [
    (candidate(), request(), ()),
    (candidate(), request(diets=frozenset({"vegan"})), ("vegan",)),
    (candidate(diets={"vegan": False}), request(diets=frozenset({"vegan"})), ()),
    (candidate(kinds=("library",)), request(diets=frozenset({"vegan"})), ()),
    (candidate(), request(tags=frozenset({"wifi", "quiet"})), ("quiet", "wifi")),
    (candidate(tags={"wifi": False}), request(tags=frozenset({"wifi"})), ()),
    (candidate(), request(setting="outdoor"), ("outdoor_seating",)),
    (candidate(), request(setting="indoor"), ()),
    (candidate(setting="indoor"), request(setting="outdoor"), ()),
    (candidate(tags={"outdoor_seating": True}), request(setting="outdoor"), ()),
    (candidate(), request(open_at=NOW), ("hours",)),
    (candidate(opening_hours=ALL_DAY), request(open_at=NOW), ()),
    (candidate(), request(max_price_usd=10.0), ("price",)),
    (candidate(price_level=1), request(max_price_usd=10.0), ()),
    (candidate(tags={"free": True}), request(max_price_usd=10.0), ()),
]


@pytest.mark.parametrize(("place", "asked", "unknown"), UNKNOWN)
def test_what_was_asked_for_and_is_not_known_is_told(
    place: Candidate, asked: Request, unknown: tuple[str, ...]
) -> None:
    assert unknown_of(place, asked) == unknown


def test_every_hour_of_the_day_has_its_own_words() -> None:
    midnight = NOW.replace(hour=0)
    hours = [clock(midnight + timedelta(hours=hour)) for hour in range(24)]
    morning, evening = ([f"{hour} {half}" for hour in range(1, 12)] for half in ("AM", "PM"))
    assert hours == ["midnight", *morning, "noon", *evening]
    assert [clock(midnight + timedelta(minutes=minutes)) for minutes in (1, 30, 725, 1439)] == [
        "12:01 AM",
        "12:30 AM",
        "12:05 PM",
        "11:59 PM",
    ]

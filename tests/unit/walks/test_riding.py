"""Cards that are far to walk to have the ride, and say that it is without waiting."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.routing.worlds import campus_streets
from violet.api.schemas.calendar import suggestion_wire
from violet.campus.loader import CAMPUSES, default_campus
from violet.domain.cards import Card
from violet.domain.geo import LatLng, TransitHop, TransitRide
from violet.providers.street_routes import EstimatedWalks, StreetRoutes, transit_of
from violet.services.calendar.free_time import Stay
from violet.services.calendar.suggestions import Suggestion
from violet.services.places.riding import FAR_MINUTES, ride_words, said_of_rides, with_ways

TANDON, BOBST, METROTECH = LatLng(40.6942, -73.9866), LatLng(40.72939, -73.997132), LatLng(40.6935, -73.9862)
CAMPUS: Path = CAMPUSES / default_campus().id
AT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def walks() -> StreetRoutes:
    return StreetRoutes(campus_streets(), transit_of(CAMPUS))


def event(at: LatLng | None, minutes: int | None) -> Card:
    why = ("tonight",) if minutes is None else ("tonight", f"{minutes} min walk")
    return Card(1, "1", "Open mic", "event", "feed", 1.0, location=at, walk_minutes=minutes, why=why, start=AT)


def test_an_event_across_the_river_says_the_ride(walks: StreetRoutes) -> None:
    [card] = with_ways(walks, TANDON, [event(BOBST, 40)])
    assert card.ride is not None
    found = re.fullmatch(r"(\d+) min by the [A-Z0-9](, [A-Z0-9])*( or [A-Z0-9])?, without waiting", card.ride)
    assert found
    assert int(found[1]) < (card.walk_minutes or 0)
    assert card.why == ("tonight", card.ride)
    assert said_of_rides([card]) == [f"Open mic is {card.ride}."]


def test_its_walk_is_on_streets(walks: StreetRoutes) -> None:
    [card] = with_ways(walks, TANDON, [event(BOBST, 1)])
    assert card.walk_minutes == walks.walks(TANDON, [BOBST])[0].minutes
    assert (card.walk_minutes or 0) > FAR_MINUTES


def test_what_is_near_and_what_has_no_walk_has_none(walks: StreetRoutes) -> None:
    near, nowhere, away = with_ways(walks, TANDON, [event(METROTECH, 5), event(None, None), event(BOBST, None)])
    assert near.ride is nowhere.ride is away.ride is None
    assert any("min walk" in reason for reason in near.why)
    assert (nowhere, away) == (event(None, None), event(BOBST, None))


def test_many_ways_at_once_have_the_rides_of_each_alone(walks: StreetRoutes) -> None:
    rng = random.Random(24)
    ends = [LatLng(40.68 + rng.random() * 0.08, -74.01 + rng.random() * 0.05) for _ in range(40)]
    found = walks.rides(TANDON, ends)
    assert found == [walks.ride(TANDON, end) for end in ends]
    assert sum(ride is not None for ride in found) > 20
    assert walks.rides(TANDON, []) == []


def test_a_ride_that_begins_with_a_passage_counts_it_as_a_walk(walks: StreetRoutes) -> None:
    rng = random.Random(7)
    for _ in range(300):
        start, end = (LatLng(40.66 + rng.random() * 0.12, -74.02 + rng.random() * 0.09) for _ in range(2))
        ride = walks.ride(start, end)
        if ride is not None:
            assert 0 < ride.walk_there_minutes < ride.minutes
            assert 0 < ride.walk_on_minutes < ride.minutes


def test_a_suggestion_says_the_ride(walks: StreetRoutes) -> None:
    [card] = with_ways(walks, TANDON, [event(BOBST, 40)])
    said = suggestion_wire(Suggestion("event", card, AT, Stay(AT, AT + timedelta(hours=1)), 1.0))
    assert said["ride"] == card.ride
    assert card.ride is not None


def test_where_no_network_is_on_record_there_is_no_ride() -> None:
    [card] = with_ways(EstimatedWalks(), TANDON, [event(BOBST, 40)])
    assert card.ride is None


def test_lines_that_are_as_quick_are_told_apart_from_changes() -> None:
    hop, other = TransitHop("F", "Jay St", "W 4 St", 5), TransitHop("6", "W 4 St", "Astor Pl", 2)
    assert ride_words(TransitRide((hop,), 25, 5, 4, ("R",))) == "25 min by the F or R, without waiting"
    assert ride_words(TransitRide((hop,), 25, 5, 4, ("A", "C"))) == "25 min by the F, A or C, without waiting"
    assert ride_words(TransitRide((hop, other), 31, 5, 4)) == "31 min by the F, then the 6, without waiting"


def test_the_other_lines_get_there_about_as_soon(walks: StreetRoutes) -> None:
    ride = walks.ride(TANDON, BOBST)
    assert ride is not None
    assert len(ride.hops) == 1
    assert ride.others
    assert ride.hops[0].line not in ride.others

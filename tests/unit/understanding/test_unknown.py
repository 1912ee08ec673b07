"""Crossings, addresses and slips in names; and what nobody knows, said back by its name."""

from __future__ import annotations

import pytest

from violet.campus.loader import CAMPUSES, default_campus
from violet.domain.geo import LatLng, meters_between
from violet.providers.campus_guide import GuideGeocoder
from violet.providers.street_corners import CornerGeocoder
from violet.providers.street_routes import streets_of, walks_of
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.unknown import corner_in, unknown_goal, unknown_near

CAMPUS = default_campus()
GAZETTEER = Gazetteer(CAMPUS)
WASHINGTON_SQUARE, TANDON = LatLng(40.7298, -73.9973), LatLng(40.6942, -73.9866)
CORNERS = {
    "broadway and 8th": LatLng(40.7308, -73.9926),
    "3rd ave and 14th st": LatLng(40.7333, -73.9872),
    "bleecker and thompson": LatLng(40.7286, -73.9997),
}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_crossing_is_found_on_the_streets(corner: str) -> None:
    near = corner_in(f"coffee near {corner}")
    assert near is not None
    found = CornerGeocoder(streets_of(CAMPUSES / "nyu"), GuideGeocoder(CAMPUS)).geocode(near.name, WASHINGTON_SQUARE)
    assert found is not None
    assert meters_between(found.location, CORNERS[corner]) < 150


@pytest.mark.parametrize(
    ("street", "corner"),
    [
        ("12th", "East 12th Street and 5th Avenue"), ("8th st", "East 8th Street and 5th Avenue"),
        ("avenue b", "Avenue B and East 4th Street"), ("zorba st", None), ("12 w 12th st", None),
    ],
)  # fmt: skip
def test_a_street_by_itself_is_its_nearest_corner_and_called_so(street: str, corner: str | None) -> None:
    found = CornerGeocoder(streets_of(CAMPUSES / "nyu"), GuideGeocoder(CAMPUS)).geocode(street, WASHINGTON_SQUARE)
    assert (found.name if found is not None else None) == corner
    assert found is None or found.of_street


def test_a_street_too_far_away_is_not_the_one_meant() -> None:
    geocoder = CornerGeocoder(streets_of(CAMPUSES / "nyu"), GuideGeocoder(CAMPUS))
    assert geocoder.geocode("12th st", TANDON) is None


@pytest.mark.parametrize(
    "said", ["dinner and drinks near campus", "the first and the second", "at 5 and 6", "mac and cheese"]
)
def test_no_crossing_is_read_into_other_words(said: str) -> None:
    assert corner_in(said) is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("how do i get to 60 5th ave", "60 Fifth Avenue"), ("lunch in soho", "SoHo"), ("sushi near unoin sqaure", "Union Square"),
        ("tacos in williamsberg", "Williamsburg"),
        ("coffee by astor", "Astor Place"),
    ],
)  # fmt: skip
def test_addresses_areas_and_slips_are_known(said: str, name: str) -> None:
    assert [place.name for place in GAZETTEER.find(normalise(said))] == [name]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("coffee in zorba heights", "zorba heights"), ("bars on ave a", "ave a"), ("near my apartment on 12th st", "12th st"),
        ("im at 240 zorba, coffee", "240 zorba"),
    ],
)  # fmt: skip
def test_an_origin_nobody_knows_keeps_its_whole_name(said: str, name: str) -> None:
    near = unknown_near(normalise(said))
    assert near is not None
    assert near.name == name


def test_what_nobody_knows_is_said_back() -> None:
    goal = unknown_goal("how do i get to the zzyzx tower")
    assert goal is not None
    assert goal.name == "zzyzx tower"


def test_a_long_way_has_a_ride_with_lines_and_stations() -> None:
    ride = walks_of(CAMPUSES / "nyu").ride(WASHINGTON_SQUARE, TANDON)
    assert ride is not None
    assert 10 < ride.minutes < 45
    assert all(hop.line and hop.stops > 0 for hop in ride.hops)
    assert walks_of(CAMPUSES / "nyu").stations(WASHINGTON_SQUARE)[0].minutes < 10


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("im by the brooklyn museum, coffee?", "brooklyn museum"),
        ("cafe off the bedford l", "bedford"),
        ("pizza by the fulton st stop", "fulton"),
        ("brunch around prospect heights", "prospect heights"),
        ("bakeries along court street", "court street"),
    ],
)
def test_a_place_that_nobody_knows_is_heard_by_its_name(said: str, name: str) -> None:
    near = unknown_near(said)
    assert near is not None
    assert near.name.startswith(name)


@pytest.mark.parametrize(
    "said", ["near the hotel", "pizza at the food market", "bars near the movie theater", "study near the gym"]
)
def test_a_kind_of_place_is_no_name(said: str) -> None:
    assert unknown_near(said) is None


def test_a_bar_is_not_the_plaza_that_begins_with_its_name() -> None:
    assert GAZETTEER.find("drinks at grand army")
    assert not GAZETTEER.find("near grand army plaza")

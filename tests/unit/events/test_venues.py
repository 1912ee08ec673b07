"""Where an event is, in the words of listings."""

from __future__ import annotations

import pytest

from violet.campus.loader import default_campus
from violet.services.events.venues import Venues


@pytest.fixture(scope="module")
def venues() -> Venues:
    return Venues(default_campus())


@pytest.mark.parametrize(
    ("written", "place", "spoken"),
    [
        ("Kimmel 802", "kimmel-center", "room 802"),
        ("Kimmel Center, Room 905", "kimmel-center", "room 905"),
        ("KC 406", "kimmel-center", "room 406"),
        ("Kimmel Center, 60 Washington Square South", "kimmel-center", ""),
        ("60 Washington Square South, Room 914", "kimmel-center", "room 914"),
        ("370 Jay St, Room 1201", "370-jay-street", "room 1201"),
        ("370 Jay Street, 12th Floor", "370-jay-street", ""),
        ("370J 1201", "370-jay-street", "room 1201"),
        ("6 MTC", "rogers-hall", ""),
        ("6 MetroTech Center, Brooklyn, NY 11201", "rogers-hall", ""),
        ("RH215", "rogers-hall", "room 215"),
        ("Rogers Hall, Room 215", "rogers-hall", "room 215"),
        ("JAB 475", "jacobs-academic-building", "room 475"),
        ("Bern Dibner Library, LC400", "dibner-library", ""),
        ("GCASL 369", "gcasl", "room 369"),
        ("Silver 405", "silver-center", "room 405"),
        ("Bobst Library, 70 Washington Square South", "bobst-library", ""),
        ("Warren Weaver Hall 109", "warren-weaver-hall", "room 109"),
        ("2 MTC, 9.009", "2-metrotech", ""),
        ("Paulson Center", "paulson-center", ""),
        ("Chess Plaza (in Washington Square Park)", "washington-square-park", ""),
    ],
)
def test_campus_places(venues: Venues, written: str, place: str, spoken: str) -> None:
    found = venues.find(written)
    assert found is not None
    assert found.place is not None, found
    assert found.place.id == place
    assert found.location == found.place.location
    assert spoken in found.name
    assert ("room" in found.name) == bool(spoken)


@pytest.mark.parametrize(
    "written", ["Brown Rice Cafe on Mars", "Silver Lining Lounge", "Meyerhoff Symphony Hall", "12 Nowhere Road", "TBA"]
)
def test_what_only_looks_like_a_code_is_left_alone(venues: Venues, written: str) -> None:
    found = venues.find(written)
    assert found is not None
    assert (found.name, found.place, found.online) == (written, None, False)


@pytest.mark.parametrize("written", ["Online", "https://nyu.zoom.us/j/123", "Virtual event", "Zoom (link after RSVP)"])
def test_online(venues: Venues, written: str) -> None:
    found = venues.find(written)
    assert found is not None
    assert (found.name, found.online, found.location) == ("Online", True, None)


def test_a_hybrid_event_is_at_its_place(venues: Venues) -> None:
    found = venues.find("Kimmel 802 and Zoom")
    assert found is not None
    assert found.place is not None
    assert not found.online


def test_a_square_has_a_position_and_a_neighborhood_has_none(venues: Venues) -> None:
    square = venues.find("Union Square Park: North Plaza")
    assert square is not None
    assert square.location is not None
    somewhere = venues.find("EAST 17 STREET between BROADWAY and PARK AVENUE SOUTH", "Manhattan")
    assert somewhere is not None
    assert somewhere.location is None


def test_no_text_no_venue(venues: Venues) -> None:
    assert venues.find(None) is None
    assert venues.find("", "") is None

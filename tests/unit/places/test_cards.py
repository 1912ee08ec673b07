"""Cards: ids that stay, words for distances, and links that open the way."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.domain.geo import LatLng, Leg
from violet.domain.maps import distance_words
from violet.domain.places import Place
from violet.providers.campus_guide import as_place
from violet.services.places.cards import event_day, place_card, stable_id

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZoneInfo("America/New_York"))


def test_every_place_of_the_guide_has_an_id_of_its_own_that_javascript_can_hold():
    ids = [stable_id("campus_guide", place.id) for place in default_campus().places]
    assert len(set(ids)) == len(ids) > 250
    assert all(0 <= number < 2**53 for number in ids)


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_id_is_a_safe_integer(source: str, place_id: str):
    assert 0 <= stable_id(source, place_id) < 2**53
    assert type(stable_id(source, place_id)) is int


def test_the_id_is_the_same_in_every_process():
    """Python's own hash of a text is not."""
    command = "from violet.services.places.cards import stable_id; print(stable_id('campus_guide', 'bobst-library'))"
    done = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert int(done.stdout) == stable_id("campus_guide", "bobst-library")
    assert stable_id("a", "b:c") == stable_id("a", "b:c")


@pytest.mark.parametrize(
    ("meters", "words"),
    [(0, "0 ft"), (1, "0 ft"), (30, "100 ft"), (100, "330 ft"), (152, "500 ft"), (153, "0.1 mi"), (161, "0.1 mi"),
     (400, "0.2 mi"), (483, "0.3 mi"), (1609, "1.0 mi"), (5000, "3.1 mi")],
)  # fmt: skip
def test_distances_are_in_feet_below_a_tenth_of_a_mile(meters: int, words: str):
    assert distance_words(meters) == words


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 1), (1, 1), (60, 1), (61, 2), (119, 2), (599, 10), (601, 11)])
def test_minutes_are_rounded_up_so_that_nobody_is_late(seconds: int, minutes: int):
    assert Leg(meters=10, seconds=seconds).minutes == minutes


def _card(**facts: object):
    place = Place(provider="p", id="1", name="Ana's & Ben's", location=LatLng(40.69, -73.98), **facts)  # type: ignore[arg-type]
    return place_card(place, Leg(meters=400, seconds=300, estimated=True), NOW)


def test_the_link_opens_the_way_on_foot_by_name_and_address_or_by_position():
    named = parse_qs(urlsplit(_card(address="5 Jay St, Brooklyn").maps_link or "").query)
    assert named == {"api": ["1"], "destination": ["Ana's & Ben's, 5 Jay St, Brooklyn"], "travelmode": ["walking"]}
    bare = parse_qs(urlsplit(_card().maps_link or "").query)
    assert bare["destination"] == ["40.690000,-73.980000"]


def test_only_what_is_known_to_be_so_is_on_the_card():
    card = _card(tags={"quiet": True, "wifi": False}, diets={"vegan": False, "halal": True})
    assert card.tags == ("quiet",)
    assert card.diets == ("halal",)
    assert (card.open_now, card.open_until, card.price_level, card.rating) == (None, None, None, None)


def test_hours_in_the_data_go_before_what_a_provider_says_of_this_moment():
    assert _card(opening_hours="Mo-Su 20:00-23:00", open_now=True).open_now is False
    assert _card(open_now=True).open_now is True
    assert _card(opening_hours="nonsense", open_now=False).open_now is False


@pytest.mark.parametrize(
    ("start", "words"),
    [("2026-11-21 18:00", "today at 6 PM"), ("2026-11-22 09:30", "tomorrow at 9:30 AM"),
     ("2026-11-28 00:00", "Saturday, November 28 at midnight"), ("2026-12-05 12:00", "Saturday, December 5 at noon")],
)  # fmt: skip
def test_days_in_words(start: str, words: str):
    assert event_day(datetime.fromisoformat(start).replace(tzinfo=NOW.tzinfo), NOW) == words


def test_every_place_of_the_guide_makes_a_card():
    for place in default_campus().places:
        card = place_card(as_place(place), Leg(100, 80), NOW)
        assert card.top_category
        assert card.description
        assert card.walk_time == "2 min"

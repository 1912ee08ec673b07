"""Names that people use for places: campuses, neighbourhoods, squares and the guide's places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.unknown import unknown_near

GAZETTEER = Gazetteer(default_campus())


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("quiet place to study near Tandon", "Tandon / Downtown Brooklyn"),
        ("coffee by WASHINGTON SQUARE", "Washington Square"),
        ("lunch near union square", "Union Square"),
        ("is Bobst open", "Elmer Holmes Bobst Library"),
        ("bobst", "Elmer Holmes Bobst Library"),
        ("the Strand", "Strand Book Store"),
        ("bars in dumbo", "DUMBO"),
    ],
)
def test_a_name_or_what_people_call_it_is_found(message: str, name: str):
    assert [place.name for place in GAZETTEER.find(message)] == [name]


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("saigon shak menu", "Saigon Shack"),
        ("whens bopst close", "Elmer Holmes Bobst Library"),
        ("hows the uncomons", "The Uncommons"),
        ("is vessleka open", "Veselka"),
        ("wholefoods hours", "Whole Foods Market (Fort Greene)"),
        ("prince st pizza", "Prince Street Pizza"),
        ("jeferson market library", "Jefferson Market Library"),
        ("near warren weaver", "Warren Weaver Hall"),
    ],
)
def test_a_name_is_found_as_it_is_typed_in_haste(message: str, name: str):
    assert [place.name for place in GAZETTEER.find(message)] == [name]


def test_the_kind_of_place_after_its_name_is_part_of_it():
    assert [place.said for place in GAZETTEER.find("the whitny museum tickets")] == ["the whitny museum"]


@pytest.mark.parametrize(
    "message", ["known for its food", "a boost before class", "soft serve", "by the sand", "press"]
)
def test_words_one_slip_away_from_a_name_are_themselves(message: str):
    assert GAZETTEER.find(message) == ()


def test_a_name_of_few_letters_is_found_where_it_is_set_against_another():
    assert next(place.name for place in GAZETTEER.find("wsp or tompkins")) == "Washington Square Park"


@pytest.mark.parametrize(
    ("message", "after_near"),
    [("coffee near Bobst", True), ("next to Bobst", True), ("at Bobst", True), ("close to the Bobst library", True),
     ("Bobst hours", False), ("tell me about Bobst", False), ("what about Bobst", False)],
)  # fmt: skip
def test_near_a_place_is_told_from_the_place_itself(message: str, after_near: bool):
    assert [place.after_near for place in GAZETTEER.find(message)] == [after_near]


@pytest.mark.parametrize("message", ["coffee", "a market", "quiet library", "I want the best pizza", "bookstore"])
def test_everyday_words_are_nobodys_name(message: str):
    assert GAZETTEER.find(message) == ()


def test_every_place_and_campus_is_found_by_its_own_name():
    guide = default_campus()
    missed = [
        place.name for place in (*guide.places, *guide.sites) if not GAZETTEER.find(f"tell me about {place.name}")
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "name"),
    [("coffee near 14th street", "14th street"), ("lunch by 370 jay street", "370 jay street"),
     ("near fulton center station", "fulton center station"), ("bars around bleecker street", "bleecker street")],
)  # fmt: skip
def test_a_street_the_guide_does_not_know_is_left_to_a_geocoder(text: str, name: str):
    near = unknown_near(normalise(text))
    assert near is not None
    assert near.name == name
    assert near.location is None


def test_no_street_no_near():
    assert unknown_near("coffee near me") is None
    assert unknown_near("street food") is None


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str):
    assert isinstance(GAZETTEER.find(text), tuple)
    unknown_near(normalise(text))

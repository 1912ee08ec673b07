"""Which earlier card a message is about: by position, by name, by kind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.services.understanding.intent import ShownCard
from violet.services.understanding.references import find_reference, points_back

CAFES = (
    ShownCard("guide", "devocion", "Devoción (Downtown Brooklyn)", 1, "cafe"),
    ShownCard("guide", "stumptown", "Stumptown Coffee Roasters", 2, "cafe"),
    ShownCard("guide", "think", "Think Coffee (Mercer Street)", 3, "cafe"),
)
MIXED = (
    ShownCard("guide", "bobst", "Elmer Holmes Bobst Library", 1, "study"),
    ShownCard("guide", "strand", "Strand Book Store", 2, "shopping"),
    ShownCard("guide", "park", "Washington Square Park", 3, "outdoors"),
)
# The second cafe was asked about since: a turn of one card, which keeps its place in the list.
ASKED = (ShownCard("guide", "stumptown", "Stumptown Coffee Roasters", 2, "cafe"),)
NAMED = (ShownCard("guide", "bobst", "Elmer Holmes Bobst Library", 0, "study"),)


@pytest.mark.parametrize(
    ("message", "position"),
    [
        ("the first one", 1), ("tell me about the second", 2), ("is the 3rd open", 3), ("#2", 2), ("number three", 3),
        ("option 1 please", 1), ("the last one", 3), ("el segundo", 2), ("第三个", 3), ("दूसरी वाली", 2), ("No. 3", 3),
    ],
)  # fmt: skip
@pytest.mark.parametrize("since", [(), (ASKED,), (NAMED,), (ASKED, NAMED)])
def test_positions_count_in_the_list_whatever_was_asked_since(message: str, position: int, since: tuple[object, ...]):
    reference = find_reference(message, [MIXED, CAFES, *since])  # type: ignore[list-item]
    assert reference is not None
    assert reference.id == CAFES[position - 1].id


@pytest.mark.parametrize("message", ["my first time in town", "coffee on second avenue", "a first date spot"])
def test_other_firsts_and_seconds_are_no_positions(message: str):
    assert find_reference(message, [CAFES]) is None


def test_a_position_beyond_the_list_is_none():
    assert find_reference("the fifth one", [CAFES]) is None
    assert find_reference("the second one", []) is None


@pytest.mark.parametrize(
    ("message", "card_id"),
    [("is devocion open", "devocion"), ("tell me more about Stumptown", "stumptown"), ("DEVOCIÓN hours?", "devocion"),
     ("how far is stumptown cofee", "stumptown"), ("does the strand have wifi", "strand"), ("directions to bobst", "bobst")],
)  # fmt: skip
def test_a_name_finds_its_card_in_any_earlier_turn(message: str, card_id: str):
    reference = find_reference(message, [MIXED, CAFES])
    assert reference is not None
    assert reference.id == card_id


@pytest.mark.parametrize("message", ["another coffee place", "a library", "more cafes in brooklyn", "a park"])
def test_an_ordinary_word_of_a_name_is_no_name(message: str):
    assert find_reference(message, [CAFES]) is None


@pytest.mark.parametrize(("message", "card_id"), [("is that library open", "bobst"), ("how far is the park", "park")])
def test_a_kind_finds_the_card_of_that_kind(message: str, card_id: str):
    reference = find_reference(message, [CAFES, MIXED])
    assert reference is not None
    assert reference.id == card_id


@pytest.mark.parametrize(
    "message", ["is it open", "how do I get there", "that one", "what are its hours", "do they have wifi"]
)
def test_pointing_back_is_seen(message: str):
    assert points_back(message)


@pytest.mark.parametrize("message", ["coffee", "quiet library", "a bar with itinerant jazz"])
def test_not_pointing_back_is_seen_too(message: str):
    assert not points_back(message)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading(text: str):
    reference = find_reference(text, [MIXED, CAFES, ASKED])
    assert reference is None or reference in (*MIXED, *CAFES, *ASKED)

"""Which earlier card a message is about: by position, by name, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.domain.intent import ShownCard
from violet.understanding.acts import references
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.reading.lexicon import normalise
from violet.understanding.reading.pointers import pointers_in
from violet.understanding.reading.utterance import read

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=ZoneInfo("America/New_York"))
GAZETTEER = Gazetteer(default_campus())


def find_reference(
    message: str, shown: Sequence[Sequence[ShownCard]], discussed: ShownCard | None = None
) -> ShownCard | None:
    return references.find_reference(read(message, NOW, gazetteer=GAZETTEER), shown, discussed)


def find_compared(message: str, shown: Sequence[Sequence[ShownCard]]) -> ShownCard | None:
    return references.find_extreme(read(message, NOW, gazetteer=GAZETTEER), shown)


def points_back(message: str) -> bool:
    return pointers_in(normalise(message)).back


def refuses_a_card(message: str) -> bool:
    return pointers_in(normalise(message)).refuses


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


@pytest.mark.parametrize(
    ("message", "position"),
    [
        ("not that one, the third", 3), ("not the first, the second one", 2), ("the one in the middle", 2), ("lets do 2", 2),
        ("2 looks good", 2), ("directions to 3", 3), ("is 3 better", 3), ("ok not that, devocion", 1),
    ],
)  # fmt: skip
def test_a_card_is_pointed_at_in_few_words(message: str, position: int):
    reference = find_reference(message, [MIXED, CAFES])
    assert reference is not None
    assert reference.id == CAFES[position - 1].id


def test_a_numbered_street_is_no_position():
    assert find_reference("how do i get there from w 3rd", [CAFES]) is None


def test_the_one_before_is_the_card_talked_about_before_this_one():
    reference = find_reference("no, the one before", [CAFES, (CAFES[2],), (CAFES[0],)], CAFES[0])
    assert reference == CAFES[2]


def test_the_last_one_is_of_the_list_that_a_comparison_was_about():
    assert find_reference("the last one", [CAFES, CAFES[:2]]) == CAFES[2]


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


DINNERS = (
    ShownCard("guide", "tavern", "Minetta Tavern", 1, "restaurant", ("restaurant",), ("french",), 4, 9),
    ShownCard("guide", "slice", "Joe's Pizza", 2, "quick_bites", ("pizza", "quick_bite"), ("pizza",), 1, 6),
    ShownCard("guide", "noodles", "Ippudo NY", 3, "restaurant", ("restaurant",), ("japanese", "ramen"), 2, 4),
)
GREEN = (
    ShownCard("guide", "square", "Washington Square Park", 1, "outdoors", ("park", "plaza")),
    ShownCard("guide", "pier", "Hudson River Park, Pier 45", 2, "outdoors", ("waterfront", "park")),
    ShownCard("guide", "garden", "Elizabeth Street Garden", 3, "outdoors", ("garden",)),
)


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("the cheaper of the first two", "slice"), ("whats the cheapest of those", "slice"), ("which one is closest?", "noodles"),
        ("the closer of the two", "slice"), ("which is the most expensive", "tavern"), ("the nearest of them please", "noodles"),
        ("something cheaper", None), ("closer", None), ("which museum is closest to the park", None),
    ],
)  # fmt: skip
def test_the_extreme_of_a_list_is_one_of_its_cards(message: str, wanted: str | None) -> None:
    found = find_compared(message, [GREEN, DINNERS])
    assert (found.id if found else None) == wanted


def test_what_no_card_is_known_for_compares_nothing() -> None:
    assert find_compared("which is cheapest", [GREEN]) is None


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("is the ramen place open", "noodles"), ("what about the french one", "tavern"), ("the pizza place", "slice"),
        ("does the thai place have seats", None),
    ],
)  # fmt: skip
def test_a_card_is_known_by_what_it_serves(message: str, wanted: str | None) -> None:
    found = find_reference(message, [DINNERS])
    assert (found.id if found else None) == wanted


@pytest.mark.parametrize(("message", "wanted"), [("the pier", "pier"), ("when does the garden close", "garden")])
def test_a_card_is_known_by_its_kind(message: str, wanted: str) -> None:
    found = find_reference(message, [GREEN])
    assert found is not None
    assert found.id == wanted


def test_from_before_counts_in_the_list_before_the_last() -> None:
    found = find_reference("go back to the second one from before", [CAFES, ASKED, DINNERS])
    assert found is not None
    assert found.id == "stumptown"


@pytest.mark.parametrize(
    "message", ["not that one", "i dont want the first one", "anything but the second", "skip that place"]
)
def test_a_card_is_turned_down(message: str) -> None:
    assert refuses_a_card(message)


@pytest.mark.parametrize(
    "message", ["not that far", "the first one", "not the second cheapest bar", "dont show me bars"]
)
def test_other_refusals_turn_no_card_down(message: str) -> None:
    assert not refuses_a_card(message)


def test_an_acronym_is_a_name() -> None:
    cards = (
        ShownCard("guide", "pdt", "PDT (Please Don't Tell)", 1, "bars"),
        ShownCard("guide", "bar", "Dig Bar", 2, "bars"),
    )
    found = find_reference("and pdt?", [cards])
    assert found is not None
    assert found.id == "pdt"

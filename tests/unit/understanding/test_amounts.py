"""Numbers in plain words: dollars, minutes on foot, people, cards, and how long somebody stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.understanding.reading import amounts
from violet.understanding.reading.lexicon import normalise


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("dinner under $20", 20),
        ("dinner under 20 dollars", 20),
        ("less than 12 bucks please", 12),
        ("i only have $8", 8),
        ("$15 or less", 15),
        ("max $25 a person", 25),
        ("around $40", 40),
        ("no more than ten dollars", 10),
        ("my budget is 30 dollars", 30),
        ("$12.50 tops", 12.5),
        ("cheap lunch", 15),
        ("something inexpensive", 15),
        ("i'm broke", 15),
        ("$$", 30),
        ("$ food", 15),
        ("menos de 10 dolares", 10),
        ("便宜的午饭", 15),
        ("20块以内", 20),
        ("under 10 minutes", None),
        ("within 5 blocks", None),
        ("open until 10pm", None),
        ("dinner for 4 people", None),
        ("a table for 2", None),
        ("under 5 miles", None),
        ("quiet library", None),
        ("the cheesecake factory", None),
        ("$0", None),
        ("$99999", None),
    ],
)
def test_the_most_somebody_wants_to_spend(text: str, dollars: float | None):
    assert amounts.max_price_usd(normalise(text)) == dollars


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("within a 10 minute walk", 10),
        ("10 min walk max", 10),
        ("5 minutes away", 5),
        ("less than fifteen minutes on foot", 15),
        ("no more than 7 minutes", 7),
        ("max 12 min", 12),
        ("a 20-minute walk from here", 20),
        ("walking under 8 min", 8),
        ("within 3 blocks", 6),
        ("within a mile", 20),
        ("within half a mile", 10),
        ("within 2 miles", 40),
        ("a 10 minutos", 10),
        ("步行10分钟", 10),
        ("10分钟以内", 10),
        ("i have 30 minutes to eat", None),
        ("a 20 minute break", None),
        ("open in 10 minutes", None),
        ("quiet library", None),
        ("within 500 minutes", None),
    ],
)
def test_the_longest_walk(text: str, minutes: int | None):
    assert amounts.max_walk_minutes(normalise(text)) == minutes


@pytest.mark.parametrize(
    "text", ["super close", "very close by", "around the corner", "I don't want to walk far", "nearest"]
)
def test_very_close_is_a_bound_too(text: str):
    minutes = amounts.max_walk_minutes(normalise(text))
    assert minutes is not None
    assert minutes <= 15


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("dinner for two", 2),
        ("a table for 6", 6),
        ("there are eight of us", 8),
        ("party of 12", 12),
        ("with 3 friends", 3),
        ("for 4 tonight", 4),
        ("for 10 minutes", None),
        ("for two hours", None),
        ("coffee", None),
        ("for 500", None),
    ],
)
def test_how_many_people(text: str, people: int | None):
    assert amounts.group_size(normalise(text)) == people


@pytest.mark.parametrize(
    ("text", "cards"),
    [("top 5 cafes", 5), ("give me three options", 3), ("show me 10 bars", 10), ("list 40 places", 10), ("just one", 1),
     ("best two museums", 2), ("coffee", None), ("give me 5 minutes", None), ("top 5 star hotels", None)],
)  # fmt: skip
def test_how_many_cards(text: str, cards: int | None):
    assert amounts.card_count(normalise(text)) == cards


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("study for 3 hours", 180), ("for an hour", 60), ("i have 2 hours to kill", 120), ("45 minutes to eat", 45),
     ("for about 90 minutes", 90), ("for 30 hours", 720), ("coffee", 0), ("10 minute walk", 0)],
)  # fmt: skip
def test_how_long_somebody_stays(text: str, minutes: int):
    assert amounts.stay_minutes(normalise(text)) == minutes


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str):
    plain = normalise(text)
    assert 1 <= (amounts.max_price_usd(plain) or 1) <= 1000
    assert 1 <= (amounts.max_walk_minutes(plain) or 1) <= 200_000
    assert 1 <= (amounts.group_size(plain) or 1) <= 100
    assert 1 <= (amounts.card_count(plain) or 1) <= 10
    assert 0 <= amounts.stay_minutes(plain) <= 720


@given(st.integers(1, 1000))
def test_any_price_is_read_as_it_is_written(dollars: int):
    assert amounts.max_price_usd(f"dinner under ${dollars}") == dollars


@given(st.integers(1, 120))
def test_any_walk_is_read_as_it_is_written(minutes: int):
    assert amounts.max_walk_minutes(f"coffee within {minutes} minutes") == minutes

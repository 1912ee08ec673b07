"""What is a request of its own in the middle of a conversation, and what goes on from the cards before it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.domain.categories import Category
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.providers.embeddings.embedder import LexicalEmbedder
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.forms import FORMS
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.understand import understand

BY_THE_PERSON, NEAR_CARD = FORMS["by_the_person"], FORMS["near_card"]
NOW = datetime(2026, 10, 8, 15, 0, tzinfo=ZoneInfo("America/New_York"))
GAZETTEER, MEANING = Gazetteer(default_campus()), Meaning(LexicalEmbedder())
# Names that hold everyday words, and a name that holds an ordinal.
CARDS = (
    ShownCard("guide", "salad", "Just Salad (East 8th Street)", 1, "quick_bites", ("quick_bite",), ("salads",), 1, 4),
    ShownCard("guide", "dumplings", "Dumpling Man", 2, "restaurant", ("restaurant",), ("dumplings",), 1, 17),
    ShownCard("guide", "third", "Third Rail Coffee", 3, "cafe", ("cafe",), ("coffee",), 1, 6),
)
BOOKS = (
    ShownCard("guide", "lives", "Three Lives & Company", 1, "shopping", ("bookstore",), (), 1, 12),
    ShownCard("guide", "corners", "LaGuardia Corner Gardens", 2, "outdoors", ("garden",), (), None, 5),
)


def understood(message: str, *cards: tuple[ShownCard, ...], after: str | None = None) -> Intent:
    previous = understood(after) if after else None
    return understand(message, DialogueState(NOW, cards, previous), meaning=MEANING, gazetteer=GAZETTEER)


OPENINGS = (
    "where can we get",
    "my friend wants",
    "is there",
    "find me",
    "any idea for",
    "recommend",
    "need",
    "do you know of",
)
WISHES = (
    "a museum",
    "cheap dumplings",
    "a salad",
    "live music",
    "ramen",
    "a good bookshop",
    "vegan lunch",
    "a park",
    "a bakery",
)
WHERE = (
    "in walking distance",
    "around here",
    "just around here",
    "close by",
    "around the corner",
    "in the area",
    "near me",
)
MORE = (
    "this afternoon",
    "for a first date",
    "that is not too loud",
    "where i can sit",
    "after dinner",
    "with two friends",
)
whole = st.tuples(*map(st.sampled_from, (OPENINGS, WISHES, WHERE, MORE))).map(" ".join)
earlier = st.sampled_from(["a quiet library", "vegan dinner", "drinks tonight", "plan my evening: dinner then jazz"])


@given(whole, earlier)
def test_a_whole_request_means_in_a_conversation_what_it_means_alone(message: str, after: str) -> None:
    assert understood(message, BOOKS, CARDS, after=after) == understood(message)


@pytest.mark.parametrize(
    ("message", "card_id"),
    [
        ("is it open now", "salad"), ("is there parking", "salad"), ("how far", "salad"), ("does the dumpling place take cards", "dumplings"),
        ("is there outdoor seating at the second one", "dumplings"), ("find me the first one again", "salad"),
        ("i'll take the third, where is it", "third"), ("how late is dumpling man open", "dumplings"), ("is Just Salad loud", "salad"),
        ("show me the way to the coffee place", "third"), ("can we sit there", "salad"), ("is there a wait", "salad"),
    ],
)  # fmt: skip
def test_a_question_on_a_card_needs_a_reference_or_nothing_but_an_aspect(message: str, card_id: str) -> None:
    intent = understood(message, BOOKS, CARDS, after="lunch")
    assert intent.kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS)
    assert intent.reference is not None
    assert intent.reference.id == card_id


@pytest.mark.parametrize("message", ["i want thai", "find me something with outdoor seating", "with wifi"])
def test_what_only_changes_the_wish_keeps_the_rest_of_it(message: str) -> None:
    intent = understood(message, CARDS, after="vegan dinner under 20 dollars")
    assert intent.kind is IntentKind.REFINE
    assert "vegan" in intent.constraints.diets
    assert intent.constraints.max_price_usd == 20


def test_another_kind_of_place_begins_anew() -> None:
    intent = understood("ramen", BOOKS, after="a quiet bookshop")
    assert intent.kind is IntentKind.RECOMMEND
    assert max(intent.categories, key=lambda category: intent.categories[category]) is Category.RESTAURANT
    assert not intent.constraints.tags


@pytest.mark.parametrize(
    "message", ["coffee near the second one", "a bar close to there", "dessert by the dumpling place"]
)
def test_near_a_card_is_near_its_place(message: str) -> None:
    intent = understood(message, CARDS, after="lunch")
    assert intent.constraints.near is not None
    assert intent.constraints.near.name in {card.name for card in CARDS}


@pytest.mark.parametrize("message", ["a bar near the water", "lunch close by this afternoon", "tea around the corner"])
def test_near_no_card_is_near_the_person(message: str) -> None:
    assert understood(message, CARDS, after="lunch").constraints.near is None


@pytest.mark.parametrize(
    "text", ["close by", "around here", "in walking distance", "not far away", "a few minutes away"]
)
def test_some_words_are_about_the_person(text: str) -> None:
    assert BY_THE_PERSON.search(text)
    assert not NEAR_CARD.search(text)


@pytest.mark.parametrize("text", ["close to it", "ten minutes from there", "near the second one"])
def test_others_are_not(text: str) -> None:
    assert not BY_THE_PERSON.search(text)


@pytest.mark.parametrize(
    "message",
    [
        "peanut allergy, thai is risky so what else",
        "thai food is off limits for me, dinner?",
        "dinner, thai is a no for us",
    ],
)
def test_what_is_turned_down_afterwards_is_refused(message: str) -> None:
    constraints = understood(message).constraints
    assert (constraints.cuisines, constraints.unwanted_cuisines) == (frozenset(), frozenset({"thai"}))


@pytest.mark.parametrize("message", ["is thai risky here", "thai, nothing too risky", "the thai is out of this world"])
def test_what_is_only_asked_after_is_not_refused(message: str) -> None:
    assert "thai" in understood(message).constraints.cuisines


@pytest.mark.parametrize(
    "message", ["a park thats not wsp", "somewhere green, not wash square park", "a park except WSP"]
)
def test_a_place_refused_by_a_short_name_is_refused_by_its_own(message: str) -> None:
    assert "washington square park" in understood(message).constraints.unwanted_names


@pytest.mark.parametrize("message", ["coffee at 6 metrotech", "lunch around 5 metrotech", "coffee by 370 jay"])
def test_a_number_in_a_name_is_no_time_of_day(message: str) -> None:
    assert understood(message).constraints.open_at is None


@pytest.mark.parametrize("message", ["wheelchair accessible restaurant", "restaurant open late", "sushi restaurant"])
def test_restaurant_is_an_english_word_too(message: str) -> None:
    assert understood(message).language == "en"


@pytest.mark.parametrize(
    ("message", "setting"),
    [
        ("where can i sit outside of class", None),
        ("somewhere to sit when its cold", "indoor"),
        ("lunch outside", "outdoor"),
    ],
)
def test_outside_of_class_is_not_outdoors(message: str, setting: str | None) -> None:
    assert understood(message).constraints.setting == setting

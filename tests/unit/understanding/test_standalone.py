"""What is a request of its own in the middle of a conversation, and what goes on from the cards before it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.domain.categories import Category
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.providers.embeddings.embedder import LexicalEmbedder
from violet.providers.guide.loader import load_guide
from violet.services.understanding.gazetteer import Gazetteer
from violet.services.understanding.meaning import Meaning
from violet.services.understanding.nearness import BY_THE_PERSON, NEAR_CARD
from violet.services.understanding.understand import Context, understand

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=ZoneInfo("America/New_York"))
GAZETTEER, MEANING = Gazetteer(load_guide()), Meaning(LexicalEmbedder())
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
    return understand(message, Context(NOW, cards, previous), meaning=MEANING, gazetteer=GAZETTEER)


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

"""What a message does after a list of cards: a question on all of them, a comparison, a yes, a change of a plan."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from violet.campus.loader import default_campus
from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.providers.embeddings.embedder import LexicalEmbedder
from violet.understanding.acts.meaning import Meaning
from violet.understanding.acts.state import DialogueState
from violet.understanding.reading.gazetteer import Gazetteer
from violet.understanding.understand import understand

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=ZoneInfo("America/New_York"))
GAZETTEER, MEANING = Gazetteer(default_campus()), Meaning(LexicalEmbedder())
CARDS = (
    ShownCard("guide", "one", "Devoción", 1, "cafe", ("cafe",), ("coffee",), 2, 9),
    ShownCard("guide", "two", "Stumptown Coffee Roasters", 2, "cafe", ("cafe",), ("coffee",), 1, 4),
    ShownCard("guide", "three", "Third Rail Coffee", 3, "cafe", ("cafe",), ("coffee",), 1, 6),
)


def after_cards(message: str, *, asked: str = "coffee") -> Intent:
    previous = understood(asked)
    return understood(message, DialogueState(NOW, (CARDS,), previous))


def understood(message: str, state: DialogueState | None = None) -> Intent:
    return understand(message, state or DialogueState(NOW), meaning=MEANING, gazetteer=GAZETTEER)


@pytest.mark.parametrize(
    "message", ["which of them are open now", "do any of these have outlets", "are all of them quiet"]
)
def test_a_question_on_all_cards_is_about_all_of_them(message: str):
    intent = after_cards(message)
    assert intent.kind is IntentKind.DETAIL
    assert intent.among == CARDS


@pytest.mark.parametrize(
    ("message", "cards"),
    [
        ("compare the first two", (0, 1)), ("is the first better than the third", (0, 2)),
        ("which is cheaper, Devoción or Third Rail", (0, 2)), ("the second one vs the last one", (1, 2)),
    ],
)  # fmt: skip
def test_a_comparison_is_about_the_two_cards_it_names(message: str, cards: tuple[int, int]):
    assert after_cards(message).among == tuple(CARDS[at] for at in cards)


@pytest.mark.parametrize(
    ("message", "cards"),
    [
        ("devocion or stumptown closer to me?", (0, 1)), ("1 v 3", (0, 2)), ("third rail or devocion", (0, 2)),
        ("devocion v stumptown", (0, 1)), ("first or last, which is farther", (0, 2)),
    ],
)  # fmt: skip
def test_cards_are_set_against_each_other_in_few_words(message: str, cards: tuple[int, int]):
    intent = after_cards(message)
    assert set(intent.among) == {CARDS[at] for at in cards}
    assert intent.among_names == ()


@pytest.mark.parametrize(
    ("message", "card"),
    [
        ("ok the second", 1),
        ("lets do 3", 2),
        ("the cheapest of those", 1),
        ("the closest one", 1),
        ("bottom one open rn?", 2),
    ],
)
def test_a_card_that_is_taken_is_told_of(message: str, card: int):
    intent = after_cards(message)
    assert intent.kind is IntentKind.DETAIL
    assert intent.reference == CARDS[card]


@pytest.mark.parametrize("message", ["open past 10", "on sunday", "lets find somewhere cheaper"])
def test_another_time_or_price_changes_what_was_asked_for(message: str):
    assert after_cards(message).kind is IntentKind.REFINE


@pytest.mark.parametrize(("message", "smalltalk"), [("yes", "answer_yes"), ("nope", "answer_no")])
def test_a_bare_yes_or_no_to_cards_is_asked_back(message: str, smalltalk: str):
    intent = after_cards(message)
    assert (intent.kind, intent.smalltalk) == (IntentKind.SMALLTALK, smalltalk)
    assert understood(message).smalltalk == "just_ask"


def test_an_age_and_an_allergy_hold_for_what_is_asked_next():
    state = DialogueState(NOW, (CARDS,), understood("i'm 19 and allergic to peanuts, somewhere for dinner"))
    intent = understood("find me a good museum near here", state)
    assert intent.constraints.under_21
    assert intent.constraints.allergies == {"peanuts"}


@given(amount=st.integers(10, 200), people=st.integers(2, 8))
def test_a_total_is_shared_by_the_party(amount: int, people: int):
    intent = understood(f"dinner for {people} people, {amount} dollars total")
    assert intent.constraints.max_price_usd == amount / people


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("dónde puedo cenar barato esta noche", "es"), ("je cherche un café tranquille", "fr"), ("附近有咖啡馆吗", "zh"),
        ("पास में कैफ़े है क्या", "hi"), ("조용한 카페 어디 있어요", "ko"), ("أين أجد مطعما", "ar"),
        ("somewhere quiet to read a book", "en"), ("ramen", "en"), ("wo kann ich hier etwas essen", "de"),
    ],
)  # fmt: skip
def test_the_language_is_told_from_three_words_on(message: str, language: str):
    assert understood(message).language == language


@pytest.mark.parametrize("edit", ["start at 6", "done by 9pm"])
def test_a_plan_keeps_its_day_when_its_hours_change(edit: str):
    plan = understood("plan my saturday evening: dinner then jazz")
    assert plan.window is not None
    changed = understood(edit, DialogueState(NOW, (CARDS,), plan)).window
    assert changed is not None
    assert changed.start.date() == plan.window.start.date()
    assert (changed.start.hour, changed.end.hour) in {(18, changed.end.hour), (changed.start.hour, 21)}


def test_a_way_may_begin_elsewhere():
    intent = understood("how do i walk from Bobst to Kimmel")
    assert intent.kind is IntentKind.DIRECTIONS
    assert intent.start is not None
    assert "Bobst" in intent.start.name
    assert intent.named is not None
    assert "Kimmel" in intent.named


FOOD = (
    ShownCard("guide", "caffe-reggio", "Caffe Reggio", 1, "cafe", ("cafe",), ("coffee", "italian"), 2, 6),
    ShownCard("guide", "ramen", "Rai Rai Ken", 2, "restaurant", ("restaurant",), ("ramen", "japanese"), 3, 9),
    ShownCard("guide", "joes", "Joe's Pizza", 3, "quick_bites", ("pizzeria",), ("pizza",), 1, 7),
    ShownCard("guide", "uncommons", "The Uncommons", 4, "cafe", ("cafe",), ("coffee",), 2, 3),
)


def after_food(message: str) -> Intent:
    return understood(message, DialogueState(NOW, (FOOD,), understood("somewhere to eat or drink")))


@pytest.mark.parametrize(
    ("message", "at"),
    [
        ("the pizza one", 2), ("that ramen spot", 1), ("the one w the ramen", 1), ("what about the ramen place", 1),
        ("is the cheapest one open", 2), ("how far is the cheapest", 2), ("whichever is closest, how do i get there", 3),
        ("walk me to the closest", 3), ("hours?", 0), ("the ramen one open now?", 1),
    ],
)  # fmt: skip
def test_a_question_is_on_the_one_card_it_points_at(message: str, at: int):
    intent = after_food(message)
    assert intent.kind in (IntentKind.DETAIL, IntentKind.DIRECTIONS)
    assert intent.reference == FOOD[at]


@pytest.mark.parametrize(
    ("message", "cards"),
    [
        ("reggio or joes?", (0, 2)), ("who closes later joes or reggio", (0, 2)),
        ("how does reggio compare to the uncommons", (0, 3)), ("the ramen place or the pizza place", (1, 2)),
        ("wich is closer", (0, 1, 2, 3)), ("compare them", (0, 1, 2, 3)),
    ],
)  # fmt: skip
def test_a_comparison_knows_cards_by_a_part_of_their_names(message: str, cards: tuple[int, ...]):
    assert set(after_food(message).among) == {FOOD[at] for at in cards}


@pytest.mark.parametrize(
    "message", ["is blorpos diner open", "how do i get to zanzibar cafe", "how far is narnia hall"]
)
def test_a_place_nobody_knows_is_not_taken_for_a_card(message: str):
    assert after_food(message).reference is None


def test_an_area_that_is_a_place_too_is_told_about():
    intent = understood("tell me about washington square park")
    assert (intent.kind, intent.named) == (IntentKind.DETAIL, "Washington Square Park")
    assert understood("coffee near washington square park").kind is IntentKind.RECOMMEND


@pytest.mark.parametrize(
    "message", ["closest to bobst", "which is closest to bobst", "which one is nearer to bobst?", "nearest to bobst"]
)
def test_the_cards_are_measured_from_a_place_that_is_named(message: str):
    intent = after_cards(message)
    assert (intent.kind, intent.among, intent.comparison) == (IntentKind.DETAIL, CARDS, "closer")
    assert intent.start is not None
    assert intent.start.name == "Elmer Holmes Bobst Library"


@pytest.mark.parametrize(
    ("message", "form"),
    [
        ("which is better for studying", "best_for_study"), ("which one is best for getting work done", "best_for_study"),
        ("whats the best one for a group", "best_for_groups"), ("which is good for a first date", "best_for_date"),
        ("which one would be better for going alone", "best_for_alone"), ("which is best to study", "best_for_study"),
    ],
)  # fmt: skip
def test_which_is_better_for_something_weighs_all_cards(message: str, form: str):
    intent = after_cards(message)
    assert (intent.kind, intent.among) == (IntentKind.DETAIL, CARDS)
    assert form in intent.forms


def test_what_is_closest_to_a_place_is_a_wish_where_nothing_was_shown():
    assert understood("coffee closest to bobst").kind is IntentKind.RECOMMEND
    assert after_cards("pharmacy closest to bobst").kind in (IntentKind.RECOMMEND, IntentKind.REFINE)

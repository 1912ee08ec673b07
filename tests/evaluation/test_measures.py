"""Each measure can fail: the same answer, right by one label and wrong by another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from scripts.evaluation.cases import Case, Expected, when_of
from scripts.evaluation.labels import labeled_items, understood_items, without_either
from scripts.evaluation.matching import hit, matches
from scripts.evaluation.running import Outcome
from scripts.evaluation.scores import Checked, check, tally
from violet.campus.loader import default_campus
from violet.domain.categories import Category
from violet.domain.geo import Leg
from violet.domain.intent import Constraints, Intent, IntentKind, Near, ShownCard
from violet.providers.campus_guide import as_place
from violet.services.places.cards import place_card

AFTERNOON = "2026-10-08 15:00"
WHEN = when_of(AFTERNOON)
GUIDE = default_campus()
REGGIO, JOES = GUIDE.places_by_id["caffe-reggio"], GUIDE.places_by_id["joes-pizza-carmine"]
CARDS = tuple(place_card(as_place(place), Leg(640, 480), WHEN) for place in (REGGIO, JOES))
SHOWN = tuple(
    ShownCard("campus_guide", place.id, place.name, number) for number, place in enumerate((REGGIO, JOES), start=1)
)
INTENT = Intent(IntentKind.RECOMMEND, categories={Category.CAFE: 1.0})
TALK = Intent(IntentKind.SMALLTALK, smalltalk="greeting")
DANGER = Intent(IntentKind.SAFETY, smalltalk="urgent")
NUMBERS = "Call 911 or NYU Public Safety at 212-998-2222."


def checked(label: dict[str, Any], *, when: str = AFTERNOON, stored: Any = None, **answer: Any) -> Checked:
    """An answer with two cards, judged by a label; `answer` changes the answer."""
    expected = Expected.model_validate({"say": "coffee", "kind": "recommend"} | label)
    case = Case(
        id="a", file="a", single=True, where="ws", when=when_of(when), preferences=stored or {}, vibe=None, slices=[],
        shown=[], asked=None, turns=[expected],
    )  # fmt: skip
    outcome = Outcome(case, 1, expected, "coffee", INTENT, "Caffe Reggio fits.", CARDS, extra="", shown=(SHOWN,))
    return check(replace(outcome, **answer), GUIDE)


@pytest.mark.parametrize(
    ("measure", "right", "wrong", "answer"),
    [
        ("intent", {"kind": ["refine", "recommend"]}, {"kind": "events"}, {}),
        ("category", {"categories": ["cafe", "study"]}, {"categories": ["bars"]}, {}),
        ("hit_at_3", {"top": ["kind:cafe"]}, {"top": ["kind:library"]}, {}),
        ("hit_at_3", {"never": ["kind:bar"]}, {"top": ["kind:cafe"], "never": ["kind:pizza"]}, {}),
        ("reference", {"card": "0.2"}, {"card": "0.1"}, {"intent": replace(INTENT, reference=SHOWN[1])}),
        ("reference", {"card": "0.1"}, {"card": "0.3"}, {"intent": replace(INTENT, named="Caffe Reggio")}),
        ("name", {"named": "Reggio"}, {"named": "Joe"}, {}),
        ("language", {"language": "es"}, {"language": "zh"}, {"intent": replace(INTENT, language="es")}),
        ("smalltalk", {"kind": "smalltalk", "smalltalk": "greeting"}, {"kind": "smalltalk", "smalltalk": "thanks"},
         {"intent": TALK, "cards": ()}),
    ],
)  # fmt: skip
def test_a_share(measure: str, right: dict[str, Any], wrong: dict[str, Any], answer: dict[str, Any]) -> None:
    assert checked(right, **answer).passed[measure]
    assert not checked(wrong, **answer).passed[measure]


@pytest.mark.parametrize(
    ("measure", "label", "good", "bad"),
    [
        ("smalltalk", {"kind": "smalltalk"}, {"intent": TALK, "cards": ()}, {"intent": TALK}),
        ("refusal", {"kind": "out_of_scope"}, {"intent": Intent(IntentKind.OUT_OF_SCOPE), "cards": ()}, {}),
        ("safety", {"kind": "safety"}, {"intent": DANGER, "cards": (), "reply": NUMBERS},
         {"intent": DANGER, "cards": (), "reply": "Stay where there are people, and walk on. " * 4 + NUMBERS}),
        ("safety", {"kind": "safety"}, {"intent": replace(DANGER, smalltalk="crisis"), "cards": (), "reply": "988. " + NUMBERS},
         {"intent": replace(DANGER, smalltalk="crisis"), "cards": (), "reply": NUMBERS}),
    ],
)  # fmt: skip
def test_an_answer_in_words(measure: str, label: dict[str, Any], good: dict[str, Any], bad: dict[str, Any]) -> None:
    assert checked(label, **good).passed[measure]
    assert not checked(label, **bad).passed[measure]


def test_what_has_no_label_is_not_measured() -> None:
    assert set(checked({}).passed) == {"intent"}


@pytest.mark.parametrize(
    ("limit", "when", "broken"),
    [
        ({"diets": ["vegan"]}, AFTERNOON, ["Caffe Reggio: diets", "Joe's Pizza: diets"]),
        ({"diets": ["gluten-free"]}, AFTERNOON, ["Joe's Pizza: diets"]),
        ({"max_walk_minutes": 5}, AFTERNOON, ["Caffe Reggio: max_walk_minutes", "Joe's Pizza: max_walk_minutes"]),
        ({"max_price_usd": 10}, AFTERNOON, ["Caffe Reggio: max_price_usd"]),
        ({"unwanted_cuisines": ["pizza"]}, AFTERNOON, ["Joe's Pizza: unwanted_cuisines"]),
        ({"unwanted_tags": ["outdoor_seating"]}, AFTERNOON, ["Caffe Reggio: unwanted_tags"]),
        ({"setting": "outdoor"}, AFTERNOON, ["Joe's Pizza: setting"]),
        ({}, "2026-10-08 08:55", ["Joe's Pizza: closed on arrival"]),
        ({"max_walk_minutes": 8, "max_price_usd": 15, "open_at": "now"}, AFTERNOON, []),
    ],
)
def test_a_card_that_breaks_what_was_asked_for(limit: dict[str, Any], when: str, broken: list[str]) -> None:
    found = checked({"constraints": limit}, when=when).violations
    assert len(found) == len(broken)
    assert all(words in line for words, line in zip(broken, found, strict=True))


def test_what_is_stored_binds_too_and_diets_add_up() -> None:
    assert checked({}).violations == ()
    stored = {"dietary_restrictions": ["gluten-free"], "budget": {"max": 10}}
    assert len(checked({}, stored=stored).violations) == 2
    assert len(checked({"constraints": {"diets": ["kosher"]}}, stored=stored).violations) == 3, (
        "Caffe Reggio too, by diet and by price"
    )


def test_what_was_shown_is_not_new() -> None:
    assert len(checked({"new": True}).violations) == 2
    assert checked({"new": True}, shown=()).violations == ()


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Caffe Reggio is an 8 minute walk, $15-30.", []),
        ("Caffe Reggio, or Washington Square Park.", ["names washington square park"]),
        ("Caffe Reggio, or Bobst Library.", ["names bobst library"]),
        ("Caffe Reggio is 3 minutes away.", ["says 3 minutes"]),
        ("Caffe Reggio costs $80.", ["says $80"]),
        ("Caffe Reggio is open until 5 PM.", ["says 5 PM"]),
        ("Caffe Reggio is open until midnight.", ["says 12 AM"]),
        ("Caffe Reggio opens at noon.", ["says 12 PM"]),
    ],
)
def test_words_that_stand_on_no_card(reply: str, said: list[str]) -> None:
    assert checked({}, reply=reply).ungrounded == tuple(f"a.1: {what}" for what in said)


def test_a_card_of_a_place_that_does_not_exist() -> None:
    luigi = replace(CARDS[0], name="Luigi's Secret Trattoria")
    assert checked({}, cards=(luigi,), reply="Here you go.").ungrounded == ("a.1: shows Luigi's Secret Trattoria",)
    nowhere = replace(CARDS[0], place_id="nowhere")
    assert checked({}, cards=(nowhere,), reply="Here you go.").ungrounded == ("a.1: shows Caffe Reggio",)


def test_constraints_are_counted_item_by_item() -> None:
    understood = Constraints(max_price_usd=15, tags=frozenset({"quiet", "wifi"}), near=Near("Washington Square Park"))
    wanted = labeled_items({"max_price_usd": 15.0, "tags": ["quiet", "outlets"], "near": "washington square"}, WHEN)
    found = understood_items(understood, wanted)
    assert found & wanted == wanted - {("tags", "outlets")}
    assert found - wanted == {("tags", "wifi")}
    assert without_either(found - wanted, ["tags:wifi"]) == set()
    assert without_either(found - wanted, ["tags"]) == set()
    row = checked({"constraints": {"tags": ["quiet", "outlets"]}}, intent=replace(INTENT, constraints=understood))
    assert (row.found, row.wanted, row.right) == (4, 2, 1)
    assert tally([row]).scores()["constraint_f1"] == pytest.approx(2 * 1 / (4 + 2), abs=1e-4)


@pytest.mark.parametrize(("wished", "right"), [("15:30", True), ("16:15", True), ("16:30", False)])
def test_a_time_is_right_within_forty_five_minutes(wished: str, right: bool) -> None:
    wanted = labeled_items({"open_at": wished}, WHEN)
    found = understood_items(Constraints(open_at=WHEN.replace(minute=30)), wanted)
    assert (found == wanted) is right


def test_a_label_nobody_can_read_is_refused() -> None:
    with pytest.raises(ValueError, match="no such constraint: cheapness"):
        labeled_items({"cheapness": 3}, WHEN)
    with pytest.raises(ValueError, match="cannot read the pattern"):
        matches(CARDS[0], "color:red")


def test_patterns() -> None:
    assert matches(CARDS[0], "kind:bar|cafe & cuisine:italian & price:2 & setting:both & diet:vegetarian & name:reggio")
    assert not matches(CARDS[0], "main:dessert")
    assert not matches(CARDS[0], "kind:cafe & diet:vegan")
    assert not matches(CARDS[0], "event:jazz")
    assert hit(CARDS, ["main:pizza"], [])
    assert not hit([CARDS[0]] * 3 + [CARDS[1]], ["main:pizza"], []), "the fourth card is one too late"
    assert not hit((), [], ["kind:bar"]), "no card at all is no hit"

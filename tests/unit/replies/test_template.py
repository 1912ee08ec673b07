"""Words without a model: varied, and made of nothing but what the cards hold. The judge is the same validator that
checks a model's words."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from violet.campus.loader import default_campus
from violet.domain.cards import Card
from violet.domain.geo import LatLng, Leg, estimate_walk
from violet.domain.intent import Constraints
from violet.domain.places import Place
from violet.providers.campus_guide import as_place
from violet.services.chat.parts.grounds import Grounds
from violet.services.chat.replies.ledger import stated_in
from violet.services.chat.replies.sentences import split_sentences
from violet.services.chat.replies.tag_words import clause_of, denied_of, said_of, said_of_many, tag_clauses
from violet.services.chat.replies.template import Told, recommendation_words, unknown_diets
from violet.services.chat.replies.validator import Validator
from violet.services.chat.replies.wording import first_clause
from violet.services.places.cards import place_card

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZoneInfo("America/New_York"))
HERE = LatLng(40.7308, -73.9973)
WISHES = (
    Constraints(),
    Constraints(tags=frozenset({"quiet", "wifi", "outlets"})),
    Constraints(diets=frozenset({"vegan"})),
    Constraints(max_price_usd=15.0),
    Constraints(tags=frozenset({"free"}), diets=frozenset({"halal", "kosher"}), max_price_usd=30.0),
)


def all_cards() -> list[Card]:
    places = [as_place(place) for place in default_campus().places]
    return [place_card(place, estimate_walk(HERE, place.location), NOW) for place in places]


def problems(words: str, cards: tuple[Card, ...], names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    validator = Validator(Grounds(cards=cards, names=names))
    return [(sentence, problem) for sentence in split_sentences(words) if (problem := validator.problem(sentence))]


@pytest.mark.parametrize("number", range(6))
def test_every_reply_about_any_places_is_supported_by_their_cards(number: int):
    """Two hundred replies about random places of the guide, in many wordings: every sentence is true of its cards, and is
    in the ledger of claims."""
    dice, cards = random.Random(number), all_cards()
    for turn in range(200):
        shown = tuple(dice.sample(cards, dice.randint(1, 3)))
        near = dice.choice([None, "Union Square"])
        words = recommendation_words(shown, dice.choice(WISHES), seed=f"{number}-{turn}", told=Told(origin_name=near))
        assert problems(words, shown, ("Union Square",)) == []
        claimed = {claim.sentence for claim in stated_in(words, Grounds(cards=shown, names=("Union Square",)))}
        assert claimed == set(split_sentences(words))
        assert all(card.name in words for card in shown)


def test_a_reply_names_the_cards_in_their_order():
    cards = tuple(all_cards()[:3])
    words = recommendation_words(cards, Constraints(), seed="x")
    assert [words.index(card.name) for card in cards] == sorted(words.index(card.name) for card in cards)


def test_wordings_vary_with_the_turn_and_not_by_chance():
    cards = tuple(all_cards()[:3])
    replies = {seed: recommendation_words(cards, Constraints(), seed=seed) for seed in map(str, range(60))}
    assert len(set(replies.values())) > 15
    assert all(recommendation_words(cards, Constraints(), seed=seed) == words for seed, words in replies.items())


def test_no_two_replies_of_a_conversation_begin_alike():
    cards, replies = tuple(all_cards()[:3]), list[str]()
    for number in range(8):
        replies.append(recommendation_words(cards, Constraints(), seed=str(number), told=Told(before=tuple(replies))))
    assert len({tuple(words.split()[:2]) for words in replies}) == len(replies)


def test_alcohol_is_no_reason_where_nobody_asked_for_it():
    bars = [card for card in all_cards() if "alcohol" in card.tags]
    for constraints in (Constraints(), Constraints(diets=frozenset({"halal"})), Constraints(under_21=True)):
        assert "alcohol" not in recommendation_words(bars[:3], constraints, seed="1")


def test_no_reply_reads_badly():
    for number, card in enumerate(all_cards()):
        words = recommendation_words((card,), WISHES[number % len(WISHES)], seed=str(number))
        rest = words.replace(card.name, "")
        assert "  " not in words
        assert ": ." not in rest
        assert " is with" not in rest
        assert " a 8 " not in rest
        assert " a 11 " not in rest
        assert " a 18 " not in rest
        assert "None" not in rest
        assert words.endswith(".")


def test_a_card_with_nothing_known_is_still_named():
    card = replace(
        all_cards()[0], description=None, walk_minutes=None, meters=None, tags=(), open_now=None, open_until=None
    )
    assert recommendation_words((card,), Constraints(), seed="1").endswith(f"{card.name}.")


def _restaurant(name: str, kind: str = "restaurant", **diets: bool) -> Card:
    place = Place(provider="guide", id=name, name=name, location=HERE, kinds=(kind,), diets=diets)
    return place_card(place, Leg(100, 90), NOW)


def test_what_is_not_known_of_a_diet_is_said():
    cards = [
        _restaurant("Ana's", vegan=True),
        _restaurant("Ben's"),
        _restaurant("Cho's", vegan=False),
        _restaurant("Park", "park"),
    ]
    assert unknown_diets(cards, frozenset({"vegan"})) == [
        "I don't know about vegan choices at Ben's and Cho's, so ask first."
    ]
    assert unknown_diets(cards, frozenset()) == []
    assert unknown_diets(cards[:1], frozenset({"vegan"})) == []
    words = recommendation_words(cards, Constraints(diets=frozenset({"vegan"})), seed="1")
    assert "vegan choices at Ben's" in words
    assert problems(words, tuple(cards)) == []


def _words(card: Card, constraints: Constraints, *others: Card) -> str:
    return recommendation_words((card, *others), constraints, seed="1")


def _eatery(name: str, about: str | None, *cuisines: str, **facts: Any) -> Card:
    place = Place(
        provider="guide",
        id=name,
        name=name,
        location=HERE,
        kinds=("restaurant",),
        cuisines=cuisines,
        about=about,
        **facts,
    )
    return place_card(place, Leg(100, 90), NOW)


SIAM = _eatery("Siam", "Noodle counter on the corner with a dozen stools.", "thai", price_level=1)


def test_what_all_of_them_serve_tells_none_of_them_apart() -> None:
    thai = Constraints(cuisines=frozenset({"thai"}))
    other = _eatery("Orchid", "Curry house in a former bank with a garden.", "thai")
    assert "Thai food" not in _words(SIAM, thai, other)
    assert "it serves Thai food" in _words(SIAM, thai, _eatery("Plain", "Burger stand beside the fountain."))
    assert "it serves Thai food" in _words(_eatery("Bare", None, "thai"), thai)


def test_a_price_is_never_the_first_that_is_said() -> None:
    words = _words(SIAM, Constraints(max_price_usd=15.0))
    assert words.index("Noodle counter") < words.index("under $15 a person") < words.index("walk")


def test_clauses_that_begin_alike_are_said_as_one() -> None:
    assert (
        tag_clauses(("cozy", "quiet", "wifi", "outlets"), most=4) == "it's cozy and quiet, and it has wifi and outlets"
    )
    assert tag_clauses(("cozy", "alcohol"), most=2) == "it's cozy"
    assert tag_clauses(("wifi", "dog_friendly"), most=2) == "it has wifi and dogs are welcome"
    assert tag_clauses((), most=2) == ""


@pytest.mark.parametrize(
    ("tag", "of_one", "of_many", "denied", "after"),
    [
        ("quiet", "is quiet", "are quiet", "isn't quiet", "that's quiet"),
        ("wifi", "has wifi", "have wifi", "doesn't have wifi", "that has wifi"),
        ("takeout", "does takeout", "do takeout", "doesn't do takeout", "that does takeout"),
        ("alcohol", "serves alcohol", "serve alcohol", "doesn't serve alcohol", "that serves alcohol"),
        ("reservations", "takes reservations", "take reservations", "doesn't take reservations", "that takes reservations"),
        ("live_music", "has live music", "have live music", "doesn't have live music", "that has live music"),
        ("vegan", "has vegan choices", "have vegan choices", "doesn't have vegan choices", "that has vegan choices"),
    ],
)  # fmt: skip
def test_a_tag_is_said_with_its_verb(tag: str, of_one: str, of_many: str, denied: str, after: str) -> None:
    assert (said_of(tag), said_of_many(tag), denied_of(tag), clause_of(tag)) == (of_one, of_many, denied, after)


def test_a_description_is_never_cut_within_a_phrase() -> None:
    for card in all_cards():
        clause = first_clause(card.description)
        if clause is not None:
            assert card.description is not None
            rest = card.description[len(clause) :]
            assert card.description.startswith(clause)
            assert not rest or rest[0] in ".;:," or rest.startswith((" where ", " - ", " – "))

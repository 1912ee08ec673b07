"""What misses the wish is left out where something does not, and a list for two wishes has something for both."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.ranking.test_features import candidate, request
from violet.domain.categories import Category
from violet.domain.intent import Near
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import violation
from violet.services.ranking.covering import covering
from violet.services.ranking.known import known_to_serve
from violet.services.ranking.scoring import WEIGHTS, rank, weights_for

DINNER, BARS, SHOPS = {Category("restaurant"): 1.0}, {Category("bars"): 1.0}, {Category("shopping"): 1.0}
DESSERT_WITH_A_VIEW = request(
    categories={Category("quick_bites"): 0.8, Category("outdoors"): 0.2},
    cuisines=frozenset({"dessert"}),
    tags=frozenset({"views"}),
)


def _place(name: str, *kinds: str, **rest: Any) -> Candidate:
    return candidate(id=name, name=name, kinds=kinds, **rest)


def _left(asked: Request, *candidates: Candidate, limit: int = 3) -> set[str]:
    return {one.place.name for one in known_to_serve(candidates, asked, limit)}


MARKET, GROCERY, BOOKS = _place("market", "market"), _place("grocery", "grocery"), _place("books", "bookstore")
DINER, COMEDY = _place("diner", "restaurant"), _place("comedy", "comedy", "restaurant")
SUPPER_CLUB = _place("supper club", "restaurant", "comedy")
PUB, PLAZA = _place("pub", "pub"), _place("plaza", "plaza")
CAFE, BOOK_CAFE = _place("cafe", "cafe", cuisines=("coffee",)), _place("book cafe", "bookstore", "cafe")


@pytest.mark.parametrize(
    ("asked", "candidates", "left"),
    [
        (request(categories=SHOPS, kinds=frozenset({"market"})), (MARKET, GROCERY, BOOKS), {"market"}),
        (request(categories=SHOPS, kinds=frozenset({"market"})), (GROCERY, BOOKS), {"grocery", "books"}),
        (request(categories=DINNER), (DINER, COMEDY), {"diner"}),
        (request(categories=DINNER), (COMEDY,), {"comedy"}),
        (request(categories=DINNER), (DINER, SUPPER_CLUB), {"diner", "supper club"}),
        (request(categories={Category("stage"): 1.0}), (DINER, COMEDY), {"diner", "comedy"} - {"diner"}),
        (request(categories=BARS), (PUB, PLAZA), {"pub"}),
        (request(categories=BARS, sought=frozenset({"guide:plaza"})), (PUB, PLAZA), {"pub", "plaza"}),
        (
            request(kinds=frozenset({"bookstore"}), cuisines=frozenset({"coffee"})),
            (CAFE, BOOKS, BOOK_CAFE),
            {"book cafe"},
        ),
        (
            request(kinds=frozenset({"bookstore"}), categories={Category("cafe"): 0.6, Category("shopping"): 0.4}),
            (CAFE, BOOKS, PUB),
            {"cafe", "books"},
        ),
    ],
    ids=[
        "kind",
        "none of the kind",
        "show",
        "nothing but shows",
        "a show besides",
        "a show asked for",
        "poor fit",
        "named",
        "both",
        "or",
    ],
)
def test_what_misses_the_wish_is_left_out(asked: Request, candidates: tuple[Candidate, ...], left: set[str]) -> None:
    assert _left(asked, *candidates) == left


def test_who_names_a_place_to_be_near_gets_what_is_near_it() -> None:
    near = [_place(f"near {number}", "cafe", seconds=300) for number in range(3)]
    far = _place("far", "cafe", seconds=900)
    asked = request(categories={Category("cafe"): 1.0}, near=Near("5 MetroTech"))
    assert "far" not in _left(asked, *near, far)
    assert "far" in _left(asked, *near[:2], far)
    assert "far" in _left(request(categories={Category("cafe"): 1.0}), *near, far)


def test_what_breaks_a_constraint_leaves_nothing_else_out() -> None:
    closed = _place("closed", "market", opening_hours="off")
    assert _left(request(categories=SHOPS, kinds=frozenset({"market"})), closed, BOOKS) == {"closed", "books"}


@pytest.mark.parametrize(
    ("place", "asked", "broken"),
    [
        (candidate(price_level=1), request(tags=frozenset({"free"})), "tag"),
        (candidate(price_level=2, tags={"free": True}), request(tags=frozenset({"free"})), None),
        (candidate(), request(tags=frozenset({"free"})), None),
        (candidate(kinds=("park",)), request(setting="indoor"), "setting"),
        (candidate(kinds=("park",), setting="both"), request(setting="indoor"), None),
        (candidate(kinds=("cafe",)), request(setting="outdoor"), None),
    ],
)
def test_what_has_a_price_is_not_free_and_no_park_is_indoors(
    place: Candidate, asked: Request, broken: str | None
) -> None:
    assert violation(place, asked) == broken


def test_of_two_wishes_that_no_place_serves_both_have_a_place() -> None:
    sweets = [_place(f"sweets {number}", "dessert", seconds=60 * number) for number in range(1, 5)]
    view, park = _place("view", "viewpoint", tags={"views": True}, seconds=1200), _place("park", "park", seconds=60)
    candidates = (*sweets, view, park)
    ranking = rank(candidates, DESSERT_WITH_A_VIEW, limit=3)
    covered = covering(ranking, candidates, DESSERT_WITH_A_VIEW, WEIGHTS)
    assert [one.candidate.place.name for one in covered.ranked] == ["sweets 1", "sweets 2", "view"]
    scores = [one.score for one in covered.ranked]
    assert scores == sorted(scores, reverse=True)


def test_a_bookstore_with_a_cafe_comes_before_one_without() -> None:
    near, far = _place("books", "bookstore", seconds=420), _place("book cafe", "bookstore", "cafe", seconds=660)
    wanted = {Category("shopping"): 0.5, Category("cafe"): 0.5}
    with_a_cafe = request(categories=wanted, kinds=frozenset({"bookstore"}))
    assert rank([near, far], with_a_cafe, limit=1).ranked[0].candidate is far
    plain = request(categories={Category("shopping"): 1.0}, kinds=frozenset({"bookstore"}))
    assert rank([near, far], plain, limit=1).ranked[0].candidate is near


def test_what_was_said_counts_for_more_than_what_is_near() -> None:
    near, far = _place("near", "park", seconds=180), _place("far", "park", tags={"views": True}, seconds=1200)
    asked = request(categories={Category("outdoors"): 1.0}, kinds=frozenset({"park"}), tags=frozenset({"views"}))
    ranked = rank([near, far], asked, limit=2, weights=weights_for(asked.constraints)).ranked
    assert ranked[0].candidate is far


def test_a_single_wish_needs_no_covering() -> None:
    candidates = (CAFE, BOOK_CAFE, PUB)
    ranking = rank(candidates, request(cuisines=frozenset({"coffee"})), limit=2)
    assert covering(ranking, candidates, request(cuisines=frozenset({"coffee"})), WEIGHTS) == ranking

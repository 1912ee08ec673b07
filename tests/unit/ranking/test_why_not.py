"""The smallest change that would have put a named place first: it really does, and no smaller one would."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.ranking.test_features import NOW, candidate, request
from tests.unit.test_ranking_properties import random_case
from violet.domain.categories import Category
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.changes import Change, Question, changes_for
from violet.services.ranking.known import known_to_serve
from violet.services.ranking.scoring import BRANCH_WEIGHTS, NEAREST_WEIGHTS, rank, weights_for
from violet.services.ranking.why_not import MAX_CHANGES, Verdict, why_not, with_changes

BIG = settings(max_examples=400)
SEEDS = st.integers(0, 2**32)
COFFEE = {Category("cafe"): 1.0}


def _first(question: Question) -> str | None:
    """What `rank` itself puts first."""
    request = question.request
    pool = known_to_serve(question.candidates, request, question.limit)
    ranked = rank(pool, request, limit=1, weights=question.weights_of(request.constraints)).ranked
    return ranked[0].candidate.key if ranked else None


def _smaller(options: Sequence[Change], size: int) -> list[tuple[Change, ...]]:
    sets = itertools.chain.from_iterable(itertools.combinations(options, n) for n in range(size))
    return [one for one in sets if len({change.kind for change in one}) == len(one) and _cost(one) < size]


def _cost(changes: Sequence[Change]) -> int:
    """To ask for a place by its name is as much as two changes."""
    return len(changes) + any(change.kind == "name" for change in changes)


@BIG
@given(SEEDS)
def test_the_change_puts_the_place_first_and_no_smaller_one_does(seed: int) -> None:
    rng, candidates, asked = random_case(seed)
    weights_of = rng.choice((weights_for, lambda _: NEAREST_WEIGHTS, lambda _: BRANCH_WEIGHTS))
    found, of_kind, within = (rng.random() < 0.8 for _ in range(3))
    question = Question(asked, tuple(candidates), weights_of, rng.randint(1, 3), found, of_kind, within)
    target = rng.choice(candidates)
    verdict = why_not(target.key, question)
    if verdict.changes is not None:
        changed = with_changes(question, verdict.changes)
        assert changed.brings_it
        assert _first(changed) == target.key
    bound = _cost(verdict.changes) if verdict.changes is not None else 2
    for fewer in _smaller(changes_for(target, question), bound):
        changed = with_changes(question, fewer)
        assert not (changed.brings_it and _first(changed) == target.key), [one.kind for one in fewer]


@BIG
@given(SEEDS)
def test_every_value_is_between_0_and_1_whatever_the_weights(seed: int) -> None:
    rng, candidates, asked = random_case(seed)
    for weights_of in (weights_for, lambda _: NEAREST_WEIGHTS, lambda _: BRANCH_WEIGHTS):
        verdict = why_not(rng.choice(candidates).key, Question(asked, tuple(candidates), weights_of))
        values = [points / verdict.weights[name] for name, points in verdict.features.items() if verdict.weights[name]]
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in values)
        assert 0 <= sum(verdict.features.values()) <= 1 + 1e-9


@BIG
@given(SEEDS)
def test_the_position_is_the_rankings(seed: int) -> None:
    rng, candidates, asked = random_case(seed)
    target = rng.choice(candidates)
    verdict = why_not(target.key, Question(asked, tuple(candidates), weights_for, limit=3))
    pool = known_to_serve(candidates, asked, 3)
    first = rank(pool, asked, limit=1, weights=weights_for(asked.constraints)).ranked
    if target in pool:
        assert (verdict.position == 1) == (bool(first) and first[0].candidate.key == target.key)
        assert (verdict.position is None) == bool(verdict.broken)


def test_only_diets_that_it_serves_and_nobody_asked_for_are_tried_on_top() -> None:
    target = candidate(diets={"halal": False, "kosher": True, "vegan": True, "vegetarian": True})
    asked = Question(request(diets=frozenset({"vegan"})), (target, OTHER), weights_for)
    assert [change.would_be for change in changes_for(target, asked) if change.kind == "also_diet"] == [
        "kosher",
        "vegetarian",
    ]


def _verdict(target: Candidate, asked: Request, *others: Candidate, **rest: Any) -> Verdict:
    return why_not(target.key, Question(asked, (target, *others), weights_for, **rest))


def _kinds(verdict: Verdict) -> list[str]:
    assert verdict.changes is not None
    return [change.kind for change in verdict.changes]


OTHER = candidate(id="b", name="B", seconds=240, opening_hours="24/7", price_level=1, diets={"vegan": True})
ONE_CHANGE: list[tuple[str, Candidate, Request, object]] = [
    ("walk", candidate(seconds=1200), request(categories=COFFEE, max_walk_minutes=10), 20),
    ("price", candidate(price_level=2, seconds=60), request(categories=COFFEE, max_price_usd=12.0), 30.0),
    ("tag", candidate(tags={"quiet": False}, seconds=60), request(categories=COFFEE, tags=frozenset({"quiet"})), None),
    ("diet", candidate(diets={"vegan": False}, seconds=60), request(categories=COFFEE, diets=frozenset({"vegan"})), None),
    ("setting", candidate(setting="indoor", seconds=60), request(categories=COFFEE, setting="outdoor"), None),
    ("refused_tag", candidate(tags={"lively": True}, seconds=60), request(unwanted_tags=frozenset({"lively"})), None),
    ("refused_kind", candidate(seconds=60), request(unwanted_kinds=frozenset({"cafe"})), None),
    ("already_shown", candidate(seconds=60), request(excluded=frozenset({"guide:a"})), None),
    ("kind", candidate(kinds=("bookstore",)), request(categories=COFFEE), "bookstore"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "target", "asked", "would_be"), ONE_CHANGE, ids=[case[0] for case in ONE_CHANGE])
def test_each_kind_of_miss_has_its_change(kind: str, target: Candidate, asked: Request, would_be: object) -> None:
    far = replace(OTHER, leg=replace(OTHER.leg, seconds=580))
    verdict = _verdict(target, asked, far)
    assert kind in _kinds(verdict)
    assert next(one for one in verdict.changes or () if one.kind == kind).would_be == would_be


def test_a_closed_place_takes_the_time_it_opens() -> None:
    target = candidate(seconds=60, opening_hours="Mo-Su 18:00-23:00")
    others = [candidate(id="b", seconds=900, opening_hours="Mo-Su 08:00-16:00")]
    verdict = _verdict(target, request(categories=COFFEE), *others)
    assert verdict.broken == ("closed",)
    assert verdict.position is None
    assert _kinds(verdict) == ["time"]
    assert verdict.changes is not None
    opening = verdict.changes[0].would_be
    assert isinstance(opening, datetime)
    assert timedelta() < opening - NOW < timedelta(hours=7)
    assert opening.hour == 18


def test_several_broken_constraints_take_several_changes() -> None:
    target = candidate(seconds=1200, price_level=3, tags={"quiet": False})
    asked = request(categories=COFFEE, max_walk_minutes=10, max_price_usd=12.0, tags=frozenset({"quiet"}))
    verdict = _verdict(target, asked)
    assert verdict.broken == ("walk", "price", "tag")
    assert sorted(_kinds(verdict)) == ["price", "tag", "walk"]


def test_the_first_needs_no_change() -> None:
    verdict = _verdict(candidate(seconds=60, opening_hours="24/7"), request(categories=COFFEE), OTHER)
    assert (verdict.position, verdict.changes) == (1, ())


def test_a_twin_next_door_is_beaten_from_the_door() -> None:
    """What is the same in all but the way is first for whoever stands before it."""
    verdict = _verdict(candidate(seconds=900), request(categories=COFFEE), candidate(id="b", seconds=60))
    assert _kinds(verdict)[-1] == "near"


def test_a_place_that_no_search_brings_is_asked_for_by_kind() -> None:
    verdict = _verdict(candidate(kinds=("bookstore",), seconds=60), request(), found=False, of_kind=False)
    assert verdict.position is None
    assert _kinds(verdict) == ["kind"]


def test_hopeless_is_said_to_be() -> None:
    """Where changes are bounded, what would take more has none."""
    rng = random.Random(1)
    diets = dict.fromkeys(("vegan",), False)
    target = candidate(
        seconds=2000, price_level=4, tags={"quiet": False, "lively": True}, diets=diets, setting="indoor",
        opening_hours="off",
    )  # fmt: skip
    asked = request(
        categories=COFFEE, max_walk_minutes=rng.randint(5, 9), max_price_usd=10.0, tags=frozenset({"quiet"}),
        unwanted_tags=frozenset({"lively"}), diets=frozenset({"vegan"}), setting="outdoor",
    )  # fmt: skip
    verdict = _verdict(target, asked, OTHER)
    assert len(verdict.broken) > MAX_CHANGES
    assert verdict.changes is None

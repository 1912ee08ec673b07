"""What holds for every ranking, over two thousand random cases each."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from violet.domain.categories import Category, taxonomy
from violet.domain.geo import LatLng, Leg
from violet.domain.intent import Constraints
from violet.domain.places import Place
from violet.domain.preferences import Preferences
from violet.domain.vocabulary import DIETS, TAGS, Diet
from violet.domain.weather import Weather
from violet.services.ranking.candidates import Candidate, Ranked, Request
from violet.services.ranking.scoring import WEIGHTS, Ranking, rank

NOW = datetime(2026, 11, 21, 14, 0, tzinfo=ZoneInfo("America/New_York"))
HOURS = (None, "24/7", "Mo-Su 08:00-22:00", "Mo-Su 18:00-24:00", "Mo-Fr 09:00-17:00")
CUISINES = ("ramen", "pizza", "thai", "coffee", "bagels")
CASES = 2000


def _place(rng: random.Random, number: int) -> Place:
    return Place(
        provider="campus_guide",
        id=f"place-{number}",
        name=f"Place {number}",
        location=LatLng(40.69 + rng.random() / 100, -73.98 + rng.random() / 100),
        kinds=tuple(rng.sample(sorted(taxonomy().kinds), rng.randint(1, 2))),
        cuisines=tuple(rng.sample(CUISINES, rng.randint(0, 2))),
        price_level=rng.choice((None, 1, 2, 3, 4)),
        rating=rng.choice((None, 3.2, 4.1, 4.9)),
        rating_count=rng.choice((None, 3, 900)),
        tags={tag: rng.random() < 0.7 for tag in rng.sample(sorted(TAGS), 3)},
        diets={diet: rng.random() < 0.6 for diet in rng.sample(sorted(DIETS), 2)},
        setting=rng.choice((None, "indoor", "outdoor", "both")),
        opening_hours=rng.choice(HOURS),
    )


def _candidate(rng: random.Random, number: int) -> Candidate:
    seconds = rng.randint(30, 2400)
    leg = Leg(meters=round(seconds * 1.33), seconds=seconds, estimated=True)
    return Candidate(_place(rng, number), leg, rng.choice((None, rng.uniform(-0.1, 0.8))))


def _request(rng: random.Random) -> Request:
    constraints = Constraints(
        max_price_usd=rng.choice((None, 10.0, 25.0)),
        diets=frozenset(rng.sample(sorted(DIETS), rng.randint(0, 1))),
        open_at=rng.choice((None, NOW.replace(hour=20))),
        max_walk_minutes=rng.choice((None, 10, 25)),
        setting=rng.choice((None, "indoor", "outdoor")),
        cuisines=frozenset(rng.sample(CUISINES, rng.randint(0, 1))),
        tags=frozenset(rng.sample(sorted(TAGS), rng.randint(0, 2))),
    )
    chosen = rng.sample(list(Category), rng.randint(0, 2))
    return Request(
        at=NOW,
        categories={category: 1 / len(chosen) for category in chosen},
        constraints=constraints,
        preferences=Preferences(
            diets=frozenset(rng.sample(get_args(Diet), rng.randint(0, 1))),
            budget_max=rng.choice((None, 20.0)),
            max_walk_minutes=rng.choice((None, 15)),
            affinity={category.value: rng.uniform(-1, 1) for category in rng.sample(list(Category), 2)},
        ),
        weather=rng.choice((None, Weather(30, "Snow", "snow", "13d"), Weather(70, "Clear", "clear", "01d"))),
        open_required=rng.random() < 0.5,
    )


def random_case(seed: int) -> tuple[random.Random, list[Candidate], Request]:
    rng = random.Random(seed)
    return rng, [_candidate(rng, number) for number in range(rng.randint(1, 9))], _request(rng)


def for_each_case(holds: Callable[[int], None]) -> Callable[[], None]:
    """The test of every case. A seed is all of one: hypothesis could make none smaller, and would take longer than the
    ranking."""

    def test() -> None:
        for seed in range(CASES):
            try:
                holds(seed)
            except BaseException as error:
                error.add_note(f"The seed is {seed}.")
                raise

    return test


def order_of(ranking: Ranking) -> list[tuple[str, float]]:
    return [(ranked.candidate.key, ranked.score) for ranked in ranking.ranked]


def test_the_weights_sum_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)


@for_each_case
def test_nearer_never_ranks_lower_all_else_equal(seed: int) -> None:
    _, candidates, request = random_case(seed)
    far = candidates[0]
    near_leg = Leg(max(1, far.leg.meters // 2), max(1, far.leg.seconds // 2), estimated=True)
    near = Candidate(replace(far.place, id="near"), near_leg, far.meaning)
    order = [key for key, _ in order_of(rank([*candidates, near], request, limit=20))]
    if far.key in order:
        assert near.key in order
        assert order.index(near.key) < order.index(far.key)


@for_each_case
def test_what_is_known_to_violate_never_appears(seed: int) -> None:
    _, candidates, request = random_case(seed)
    said, stored = request.constraints, request.preferences
    for ranked in rank(candidates, request, limit=20).ranked:
        assert not any(ranked.candidate.place.diets.get(diet) is False for diet in (*said.diets, *stored.diets))
        limit = said.max_walk_minutes or stored.max_walk_minutes
        assert limit is None or ranked.candidate.leg.minutes <= limit


@for_each_case
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    rng, candidates, request = random_case(seed)
    shuffled = rng.sample(candidates, len(candidates))
    assert order_of(rank(candidates, request, limit=5)) == order_of(rank(shuffled, request, limit=5))


@for_each_case
def test_a_score_is_the_sum_of_its_features_within_bounds_and_descending(seed: int) -> None:
    _, candidates, request = random_case(seed)
    ranked = rank(candidates, request, limit=20).ranked
    for item in ranked:
        assert item.score == pytest.approx(sum(item.features.values()), abs=1e-9)
        assert 0 <= item.score <= 1
        assert set(item.features) == set(WEIGHTS)
    scores = [item.score for item in ranked]
    assert all(one >= other - 1e-12 for one, other in itertools.pairwise(scores))


@for_each_case
def test_a_worse_place_changes_nothing_above_it(seed: int) -> None:
    rng, candidates, request = random_case(seed)
    whole = order_of(rank(candidates, request, limit=20))
    if not whole:
        return
    added = rng.randrange(len(whole))
    without = order_of(rank([one for one in candidates if one.key != whole[added][0]], request, limit=20))
    assert without[:added] == whole[:added]
    assert len(without) == len(whole) - 1


@for_each_case
def test_a_shorter_list_is_the_beginning_of_a_longer_one(seed: int) -> None:
    rng, candidates, request = random_case(seed)
    limit = rng.randint(1, 5)
    assert order_of(rank(candidates, request, limit=limit)) == order_of(rank(candidates, request, limit=20))[:limit]


@for_each_case
def test_each_place_is_the_best_that_was_left_where_more_of_the_same_counts_less(seed: int) -> None:
    _, candidates, request = random_case(seed)
    alike = [replace(one, place=replace(one.place, kinds=("cafe",), cuisines=())) for one in candidates[::2]]
    ranked = rank([*alike, *candidates[1::2]], request, limit=20).ranked
    before: Counter[object] = Counter()
    for position, winner in enumerate(ranked):
        for other in ranked[position:]:
            variety = WEIGHTS["variety"] / (1 + before[_likeness(other)])
            assert sum(other.features.values()) - other.features["variety"] + variety <= winner.score + 1e-12
        assert winner.features["variety"] == pytest.approx(WEIGHTS["variety"] / (1 + before[_likeness(winner)]))
        before[_likeness(winner)] += 1


def _likeness(ranked: Ranked) -> tuple[object, ...]:
    place = ranked.candidate.place
    return place.kinds[:1], place.cuisines[:1]

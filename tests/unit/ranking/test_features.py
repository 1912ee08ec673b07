"""Each feature of the ranking, number by number, and never outside 0 to 1."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from violet.domain.categories import Category
from violet.domain.geo import LatLng, Leg
from violet.domain.intent import Constraints
from violet.domain.places import Place
from violet.domain.preferences import Preferences
from violet.domain.weather import Weather
from violet.services.ranking.affinity import STRENGTH, Sign, affinities
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.features import FEATURES
from violet.services.ranking.scoring import NEAREST_WEIGHTS, WEIGHTS, weighted_features, weights_for

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("America/New_York"))
SNOW, CLEAR = Weather(60, "Snow", "snow", "13d"), Weather(60, "Clear", "clear", "01d")
FROST, HEAT = Weather(20, "Clear", "clear", "01d"), Weather(99, "Clear", "clear", "01d")


def candidate(*, seconds: int = 720, meaning: float | None = None, **place: Any) -> Candidate:
    facts: dict[str, Any] = {
        "provider": "guide",
        "id": "a",
        "name": "A",
        "location": LatLng(40.7, -74.0),
        "kinds": ("cafe",),
    } | place
    return Candidate(Place(**facts), Leg(meters=900, seconds=seconds, estimated=True), meaning)


def request(**rest: Any) -> Request:
    said = {name: rest.pop(name) for name in list(rest) if name in Constraints.__dataclass_fields__}
    liked = {name: rest.pop(name) for name in list(rest) if name in Preferences.__dataclass_fields__}
    return Request(at=NOW, constraints=Constraints(**said), preferences=Preferences(**liked), **rest)


VALUES: list[tuple[str, Candidate, Request, float]] = [
    ("meaning", candidate(), request(), 0.5),
    ("meaning", candidate(meaning=0.05), request(), 0.0),
    ("meaning", candidate(meaning=0.325), request(), 0.5),
    ("meaning", candidate(meaning=0.6), request(), 1.0),
    ("meaning", candidate(meaning=0.9), request(), 1.0),
    ("meaning", candidate(meaning=-0.4), request(), 0.0),
    ("category", candidate(), request(categories={Category("cafe"): 1.0}), 1.0),
    ("category", candidate(kinds=("gym",)), request(categories={Category("cafe"): 1.0}), 0.0),
    ("category", candidate(kinds=("cafe",)), request(kinds=frozenset({"cafe"})), 1.0),
    ("category", candidate(kinds=("library", "cafe")), request(kinds=frozenset({"cafe"})), 0.9),
    ("category", candidate(), request(kinds=frozenset({"bakery"}), categories={Category("cafe"): 1.0}), 0.6),
    ("category", candidate(kinds=("bakery",)), request(kinds=frozenset({"cafe"}), categories={Category("cafe"): 1.0}), 0.54),
    ("category", candidate(cuisines=("ramen",), kinds=("gym",)), request(cuisines=frozenset({"ramen"})), 0.85),
    ("category", candidate(cuisines=("coffee",), kinds=("gym",)), request(cuisines=frozenset({"coffee"})), 0.5),
    ("category", candidate(cuisines=("pizza",), kinds=("gym",)), request(cuisines=frozenset({"ramen"})), 0.5),
    ("category", candidate(kinds=("gym",)), request(sought=frozenset({"guide:a"})), 0.85),
    ("cuisine", candidate(), request(), 0.5),
    ("cuisine", candidate(cuisines=("ramen",)), request(cuisines=frozenset({"ramen"})), 1.0),
    ("cuisine", candidate(), request(sought=frozenset({"guide:b"})), 0.0),
    ("cuisine", candidate(), request(sought=frozenset({"guide:a"})), 1.0),
    ("walk", candidate(seconds=0), request(), 1.0),
    ("walk", candidate(seconds=720), request(), 0.5),
    ("walk", candidate(seconds=1440), request(), 0.25),
    ("walk", candidate(seconds=1200), request(commute_preference="transit"), 0.5),
    ("walk", candidate(seconds=960), request(commute_preference="both"), 0.5),
    ("walk", candidate(seconds=360), request(), 0.5**0.5),
    ("walk", candidate(seconds=90), request(), 0.5**0.125),
    ("walk", candidate(seconds=600), request(commute_preference="walking"), 0.5),
    ("rating", candidate(), request(), 0.55),
    ("rating", candidate(rating=5.0), request(), 0.55),
    ("rating", candidate(rating=5.0, rating_count=25), request(), 0.775),
    ("rating", candidate(rating=3.1, rating_count=75), request(), 0.175),
    ("rating", candidate(rating=1.0, rating_count=9000), request(), 0.0),
    ("price", candidate(price_level=2), request(), 0.5),
    ("price", candidate(), request(max_price_usd=10.0), 0.4),
    ("price", candidate(price_level=1), request(max_price_usd=15.0), 1.0),
    ("price", candidate(price_level=2), request(max_price_usd=30.0), 1.0),
    ("price", candidate(price_level=2), request(max_price_usd=18.0), 0.2),
    ("price", candidate(price_level=4), request(max_price_usd=10.0), 0.0),
    ("price", candidate(tags={"free": True}), request(max_price_usd=0.0), 1.0),
    ("price", candidate(price_level=3), request(budget_max=45.0), 0.5),
    ("price", candidate(price_level=1), request(cheaper_than=3), 0.75),
    ("price", candidate(price_level=3), request(dearer_than=1), 0.75),
    ("price", candidate(), request(cheaper_than=3), 1.0),
    ("price", candidate(), request(dearer_than=1), 0.0),
    ("price", candidate(price_level=1), request(budget_min=20.0), 0.3),
    ("price", candidate(price_level=2), request(budget_min=30.0), 1.0),
    ("diet", candidate(), request(), 0.5),
    ("diet", candidate(diets={"vegan": True}), request(diets=frozenset({"vegan"})), 1.0),
    ("diet", candidate(), request(diets=frozenset({"vegan"})), 0.1),
    ("diet", candidate(diets={"vegan": True}), request(diets=frozenset({"vegan", "halal"})), 0.55),
    ("diet", candidate(kinds=("library",)), request(diets=frozenset({"vegan"})), 0.5),
    ("open", candidate(opening_hours="Mo-Su 08:00-22:00"), request(), 1.0),
    ("open", candidate(opening_hours="Mo-Su 18:00-22:00"), request(), 0.0),
    ("open", candidate(), request(), 0.45),
    ("open", candidate(), request(open_at=NOW + timedelta(hours=8)), 0.2),
    ("open", candidate(open_now=True), request(), 1.0),
    ("weather", candidate(setting="outdoor"), request(), 0.5),
    ("weather", candidate(setting="outdoor"), request(weather=SNOW), 0.0),
    ("weather", candidate(setting="outdoor"), request(weather=FROST), 0.0),
    ("weather", candidate(setting="outdoor"), request(weather=HEAT), 0.0),
    ("weather", candidate(setting="outdoor"), request(weather=CLEAR), 0.9),
    ("weather", candidate(setting="outdoor"), request(weather=Weather(38, "Clear", "clear", "01d")), 0.9),
    ("weather", candidate(setting="outdoor"), request(weather=Weather(92, "Clear", "clear", "01d")), 0.9),
    ("weather", candidate(setting="indoor"), request(weather=SNOW), 0.8),
    ("weather", candidate(setting="indoor"), request(weather=CLEAR), 0.5),
    ("tags", candidate(), request(), 0.5),
    ("tags", candidate(tags={"wifi": True}), request(tags=frozenset({"wifi"})), 1.0),
    ("tags", candidate(tags={"wifi": False}), request(tags=frozenset({"wifi"})), 0.0),
    ("tags", candidate(tags={"wifi": True}), request(tags=frozenset({"wifi", "quiet"})), 0.65),
    ("affinity", candidate(), request(), 0.5),
    ("affinity", candidate(), request(affinity={"cafe": 1.0}), 0.8),
    ("affinity", candidate(), request(affinity={"cafe": -1.0}), 0.2),
    ("affinity", candidate(setting="outdoor"), request(indoor_outdoor="outdoor"), 0.75),
    ("affinity", candidate(setting="both"), request(indoor_outdoor="outdoor"), 0.75),
    ("affinity", candidate(setting="indoor"), request(indoor_outdoor="outdoor"), 0.25),
    ("affinity", candidate(), request(indoor_outdoor="outdoor"), 0.5),
    ("affinity", candidate(), request(vibes={"chill_drinks": 0.6}), 0.65),
    ("affinity", candidate(), request(vibes={"nobody's": 0.6}), 0.5),
    ("affinity", candidate(), request(interests="i hate cafes"), 0.25),
    ("affinity", candidate(), request(interests="i love museums"), 0.5),
    ("affinity", candidate(), request(interests="i love coffee shops", affinity={"cafe": -1.0}), 0.45),
    ("affinity", candidate(cuisines=("matcha",)), request(interests="matcha", affinity={"cafe": -1.0}), 0.7),
]  # fmt: skip


@pytest.mark.parametrize(("name", "one", "asked", "value"), VALUES)
def test_a_feature_is_worth(name: str, one: Candidate, asked: Request, value: float) -> None:
    assert FEATURES[name](one, asked) == pytest.approx(value)


def test_every_feature_has_its_values() -> None:
    assert {name for name, *_ in VALUES} == set(FEATURES)


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_feature_weighs_what_it_says(name: str) -> None:
    if name == "variety":
        return
    one, asked = candidate(rating=4.6, rating_count=100, meaning=0.4), request(max_price_usd=20.0)
    weights = {other: float(other == name) * 0.3 for other in WEIGHTS}
    weighted = weighted_features(one, asked, weights)
    assert weighted[name] == pytest.approx(0.3 * FEATURES[name](one, asked))
    assert sum(weighted.values()) == pytest.approx(weighted[name])


def test_weights_sum_to_one_whatever_was_said() -> None:
    ramen, vegan = frozenset({"ramen"}), frozenset({"vegan"})
    for weights in (
        NEAREST_WEIGHTS,
        *(weights_for(one) for one in (Constraints(), Constraints(cuisines=ramen), Constraints(diets=vegan))),
        weights_for(Constraints(cuisines=ramen, diets=vegan)),
    ):
        assert sum(weights.values()) == pytest.approx(1.0)
        assert min(weights.values()) >= 0
    both = weights_for(Constraints(cuisines=ramen, diets=vegan))
    assert (both["cuisine"], both["diet"]) == (0.36, 0.24)
    assert both["walk"] / both["rating"] == pytest.approx(WEIGHTS["walk"] / WEIGHTS["rating"])
    assert NEAREST_WEIGHTS["walk"] == 0.4
    assert NEAREST_WEIGHTS["rating"] / NEAREST_WEIGHTS["price"] == pytest.approx(WEIGHTS["rating"] / WEIGHTS["price"])


def test_a_taste_fades_by_half_in_two_weeks() -> None:
    def taste(kind: str, days: float) -> float:
        return affinities([Sign(Category("cafe"), kind, NOW - timedelta(days=days))], NOW).get("cafe", 0.0)

    strengths = {"like": 1.5, "save": 1.5, "visit": 1.5, "directions": 1.2, "click": 1.0, "open": 0.5, "view": 0.3} | {
        "skip": -0.7, "dismiss": -1.0, "hide": -1.5, "dislike": -1.5,
    }  # fmt: skip
    assert strengths == STRENGTH
    for kind, strength in strengths.items():
        for days, left in ((0, 1.0), (14, 0.5), (28, 0.25), (3.5, 0.5**0.25)):
            assert taste(kind, days) == pytest.approx(math.tanh(strength * left / 5), rel=1e-9)
    assert taste("click", -3) == taste("click", 0), "what is ahead of the clock has not faded"
    assert taste("nothing known", 0) == 0
    assert all(-1.5 <= strength <= 1.5 for strength in STRENGTH.values())

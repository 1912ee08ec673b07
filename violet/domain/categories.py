"""The kinds of places people ask for, and how they relate to the guide's kinds, the apps' vibes and quick actions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType


class Category(StrEnum):
    STUDY = "study"
    CAFE = "cafe"
    QUICK_BITES = "quick_bites"
    RESTAURANT = "restaurant"
    BARS = "bars"
    STAGE = "stage"
    OUTDOORS = "outdoors"
    CULTURE = "culture"
    SHOPPING = "shopping"
    CAMPUS = "campus"


CATEGORY_NAMES = frozenset(category.value for category in Category)


def _weights(**weights: float) -> Mapping[str, float]:
    return MappingProxyType(weights)


# How well a place of a kind serves somebody who asks for the category: 1 is what they mean.
KIND_FIT: Mapping[Category, Mapping[str, float]] = MappingProxyType(
    {
        Category.STUDY: _weights(library=1.0, study_space=1.0, cafe=0.55, tea_house=0.45),
        Category.CAFE: _weights(cafe=1.0, bakery=0.9, tea_house=0.9, dessert=0.55),
        Category.QUICK_BITES: _weights(quick_bite=1.0, pizza=1.0, bakery=0.55, dessert=0.5, market=0.45, grocery=0.25),
        Category.RESTAURANT: _weights(restaurant=1.0, pizza=0.7, quick_bite=0.45, pub=0.35, market=0.3),
        Category.BARS: _weights(bar=1.0, cocktail_bar=1.0, pub=1.0, nightclub=0.9, live_music=0.4),
        Category.STAGE: _weights(live_music=1.0, theatre=1.0, cinema=1.0, comedy=1.0),
        Category.OUTDOORS: _weights(park=1.0, garden=1.0, waterfront=1.0, viewpoint=1.0, plaza=0.8, recreation=0.4),
        Category.CULTURE: _weights(museum=1.0, gallery=1.0, landmark=0.8),
        Category.SHOPPING: _weights(shopping=1.0, bookstore=0.9, market=0.8, grocery=0.6),
        Category.CAMPUS: _weights(nyu_building=1.0, library=0.6, recreation=0.6, study_space=0.5),
    }
)

AT_HOME = 0.8

# What a kind counts that a place is on the side.
SIDE_KIND = 0.9

VIBE_WEIGHTS: Mapping[str, Mapping[Category, float]] = MappingProxyType(
    {
        "explore": {Category.OUTDOORS: 0.4, Category.CULTURE: 0.4, Category.SHOPPING: 0.2},
        "study": {Category.STUDY: 0.8, Category.CAFE: 0.2},
        "food_general": {Category.RESTAURANT: 0.6, Category.QUICK_BITES: 0.4},
        "food": {Category.RESTAURANT: 0.6, Category.QUICK_BITES: 0.4},
        "party": {Category.BARS: 0.8, Category.STAGE: 0.2},
        "nightlife": {Category.BARS: 0.7, Category.STAGE: 0.3},
        "chill_drinks": {Category.CAFE: 0.5, Category.BARS: 0.5},
        "shopping": {Category.SHOPPING: 1.0},
        "bookstore": {Category.SHOPPING: 1.0},
        "fast_bite": {Category.QUICK_BITES: 1.0},
        "free_events": {Category.STAGE: 0.5, Category.OUTDOORS: 0.5},
    }
)

CATEGORY_VIBES: Mapping[Category, str] = MappingProxyType(
    {
        Category.STUDY: "study",
        Category.CAFE: "chill_drinks",
        Category.QUICK_BITES: "fast_bite",
        Category.RESTAURANT: "food_general",
        Category.BARS: "party",
        Category.STAGE: "explore",
        Category.OUTDOORS: "explore",
        Category.CULTURE: "explore",
        Category.SHOPPING: "shopping",
        Category.CAMPUS: "generic",
    }
)

QUICK_CATEGORIES: Mapping[str, Mapping[Category, float]] = MappingProxyType(
    {
        "quick_bites": {Category.QUICK_BITES: 1.0},
        "chill_cafes": {Category.CAFE: 1.0},
        "explore": {Category.OUTDOORS: 0.4, Category.CULTURE: 0.4, Category.SHOPPING: 0.1, Category.STAGE: 0.1},
    }
)
QUICK_ALIASES: Mapping[str, str] = MappingProxyType({"cozy_cafes": "chill_cafes"})


def category_fit(kinds: Iterable[str], wanted: Mapping[Category, float]) -> float:
    """How well a place of `kinds` serves the wanted categories, 0 to 1; its best kind counts, what it is on the side a
    little less than what it is first.

    The heaviest wanted category counts in full, the others in proportion, so that a second wish cannot dilute the
    first. 0.5 where nothing is wanted.
    """
    if not wanted:
        return 0.5
    top = max(wanted.values())
    fits = [
        (1.0 if index == 0 else SIDE_KIND) * (weight / top) * KIND_FIT[category].get(kind, 0.0)
        for index, kind in enumerate(kinds)
        for category, weight in wanted.items()
    ]
    return max(fits, default=0.0)


def kinds_for(wanted: Mapping[Category, float], *, least_fit: float = 0.4) -> tuple[str, ...]:
    """The kinds worth searching for, best first; empty where nothing in particular is wanted."""
    best: dict[str, float] = {}
    for category, weight in wanted.items():
        for kind, fit in KIND_FIT[category].items():
            if fit >= least_fit:
                best[kind] = max(best.get(kind, 0.0), fit * weight)
    return tuple(sorted(best, key=lambda kind: (-best[kind], kind)))


@lru_cache(maxsize=4096)
def category_of(kinds: tuple[str, ...]) -> Category | None:
    """The category a place belongs to: the first that one of its kinds is at home in, its main kind first; where none
    is at home anywhere (an ice cream parlour), the one its main kind comes nearest to."""
    for kind in kinds:
        for category, fits in KIND_FIT.items():
            if fits.get(kind, 0.0) >= AT_HOME:
                return category
    near = {category: fits[kinds[0]] for category, fits in KIND_FIT.items() if kinds and kinds[0] in fits}
    return max(near, key=lambda category: near[category]) if near else None

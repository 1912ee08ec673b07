"""What a student's clicks and skips say of their taste: an affinity by category, fading and bounded. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from violet.domain.categories import Category

HALF_LIFE_DAYS = 14.0
# This many fresh clicks on one category bring its affinity to about three quarters of the bound.
FULL_TASTE = 5.0
SECONDS_A_DAY = 86_400.0
# What an activity says: for the place above zero, against it below. A type that is not here says nothing.
STRENGTH: Mapping[str, float] = MappingProxyType(
    {
        "like": 1.5, "save": 1.5, "visit": 1.5, "directions": 1.2, "click": 1.0, "open": 0.5, "view": 0.3,
        "skip": -0.7, "dismiss": -1.0, "hide": -1.5, "dislike": -1.5,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sign:
    """One activity on a place of a category; `at` is aware."""

    category: Category
    type: str
    at: datetime


def affinities(signs: Iterable[Sign], now: datetime) -> dict[str, float]:
    """Category to affinity, between -1 and 1: the strengths of the signs, halved every `HALF_LIFE_DAYS`, summed and
    bent by tanh, so that no run of clicks can push a taste beyond its bound."""
    sums: dict[str, float] = {}
    for sign in signs:
        days = max(0.0, (now - sign.at).total_seconds() / SECONDS_A_DAY)
        strength = STRENGTH.get(sign.type, 0.0) * math.pow(0.5, days / HALF_LIFE_DAYS)
        sums[sign.category.value] = sums.get(sign.category.value, 0.0) + strength
    return {category: math.tanh(total / FULL_TASTE) for category, total in sums.items() if total}

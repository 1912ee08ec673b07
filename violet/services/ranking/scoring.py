"""Candidates -> ordered, explained results: a weighted sum of named features, with variety among the winners."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from violet.domain.intent import Constraints
from violet.services.ranking.candidates import Candidate, Filtered, Ranked, Request
from violet.services.ranking.constraints import checks_of, first_violated
from violet.services.ranking.features import FEATURES
from violet.services.ranking.reasons import reasons
from violet.services.ranking.unknown import unknown_of

# The weights sum to 1, so that a score is between 0 and 1. A cuisine weighs most: who asks for ramen wants no burger
# nearby, and where none is asked for it is the same for all. Variety is what a place loses for repeating its betters.
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "meaning": 0.075,
        "category": 0.185,
        "cuisine": 0.23,
        "walk": 0.1,
        "rating": 0.03,
        "price": 0.055,
        "diet": 0.135,
        "open": 0.04,
        "weather": 0.025,
        "tags": 0.065,
        "affinity": 0.05,
        "variety": 0.01,
    }
)
# What a dish or a diet weighs that was said.
SAID_CUISINE, SAID_DIET = 0.36, 0.24
# Meals of the day, which are no dishes: of a vegan brunch, vegan is what has to be.
MEALS = frozenset({"brunch", "breakfast"})
# What is asked for in words of its own ("with a view") weighs more than what is near.
SAID_TAGS = 0.11
# What "open then" weighs where a time was said: known to be open comes before unknown.
SAID_OPEN = 0.08
# "The nearest": the walk decides among what fits.
NEAREST_WALK = 0.4
NEAREST_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        name: NEAREST_WALK if name == "walk" else weight * (1 - NEAREST_WALK) / (1 - WEIGHTS["walk"])
        for name, weight in WEIGHTS.items()
    }
)

# The branches of a chain are all the same: only the way to them counts.
BRANCH_WEIGHTS: Mapping[str, float] = MappingProxyType({name: float(name == "walk") for name in WEIGHTS})


def weights_for(said: Constraints) -> Mapping[str, float]:
    """A dish or a diet that was said decides before anything else: what is known to serve it comes first. What else was
    said counts for more too. The other weights are lowered alike, so that all still sum to 1."""
    raised = {"cuisine": SAID_CUISINE} if said.cuisines else {}
    raised |= {"diet": SAID_DIET} if said.diets else {}
    if said.diets and said.cuisines and said.cuisines <= MEALS:
        raised |= {"diet": SAID_CUISINE, "cuisine": SAID_DIET}
    raised |= {"tags": SAID_TAGS} if said.tags else {}
    raised |= {"open": SAID_OPEN} if said.open_at is not None else {}
    others = 1 - sum(WEIGHTS[name] for name in raised)
    scale = (1 - sum(raised.values())) / others
    return {name: raised.get(name, weight * scale) for name, weight in WEIGHTS.items()}


@dataclass(frozen=True, slots=True)
class Ranking:
    """`ranked` is in order of score, the best first; `filtered` names what was left out and why; `weights` are those
    that the scores were made with. `candidates` is all that there was to choose from, where that is kept."""

    ranked: tuple[Ranked, ...]
    filtered: tuple[Filtered, ...]
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)
    candidates: tuple[Candidate, ...] = ()


def rank(
    candidates: Sequence[Candidate], request: Request, *, limit: int, weights: Mapping[str, float] = WEIGHTS
) -> Ranking:
    """The best `limit` candidates that violate nothing. The order of the input does not matter: ties go to the nearer,
    then to the smaller key."""
    kept: list[Candidate] = []
    filtered: list[Filtered] = []
    checks = checks_of(request)
    for candidate in {candidate.key: candidate for candidate in candidates}.values():
        reason = first_violated(candidate, request, checks)
        if reason is None:
            kept.append(candidate)
        else:
            filtered.append(Filtered(candidate, reason))
    filtered.sort(key=lambda item: item.candidate.key)
    return Ranking(_pick(kept, request, limit, weights), tuple(filtered), weights)


def weighted_features(candidate: Candidate, request: Request, weights: Mapping[str, float]) -> dict[str, float]:
    """Every feature but variety, times its weight."""
    return {name: weights[name] * feature(candidate, request) for name, feature in FEATURES.items()}


def _pick(
    candidates: Sequence[Candidate], request: Request, limit: int, weights: Mapping[str, float]
) -> tuple[Ranked, ...]:
    """Greedy: each time the best of the rest, where repeating the kinds already picked costs variety. Variety only
    falls as more is picked, so scores never rise down the list and a worse place changes nothing above it."""
    measured = sorted((_measured(candidate, request, weights) for candidate in candidates), key=lambda one: one.order)
    # Only these can still win: variety moves a score by at most its weight.
    bar = measured[min(limit, len(measured)) - 1].total - weights["variety"] if measured else 0.0
    repeats: Counter[Hashable] = Counter()

    def placed(one: _Measured) -> tuple[float, int, str, float, _Measured]:
        """Its place in the pool, best first, its variety and itself."""
        # 1 for a place unlike all picked before it; less for each with the same cuisine and main kind.
        variety = weights["variety"] * (1.0 / (1 + repeats[one.likeness]))
        return (-(one.total + variety), *one.order[1:], variety, one)

    pool = [placed(one) for one in measured if one.total >= bar - 1e-12]
    heapq.heapify(pool)
    picked: list[Ranked] = []
    while pool and len(picked) < limit:
        now = placed(pool[0][-1])
        if now > pool[0]:  # since it came into the pool one like it was picked
            heapq.heapreplace(pool, now)
            continue
        *_, variety, best = heapq.heappop(pool)
        repeats[best.likeness] += 1
        features = best.features | {"variety": variety}
        why, unknown = reasons(best.candidate, request), unknown_of(best.candidate, request)
        picked.append(Ranked(best.candidate, sum(features.values()), features, why, unknown))
    return tuple(picked)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A candidate with its weighted features but for variety, their `total`, and what it is like."""

    candidate: Candidate
    features: dict[str, float]
    total: float
    likeness: Hashable
    order: tuple[float, int, str]


def _measured(candidate: Candidate, request: Request, weights: Mapping[str, float]) -> _Measured:
    features = weighted_features(candidate, request, weights)
    total, place = sum(features.values()), candidate.place
    likeness = (place.kinds[:1], place.cuisines[:1])
    return _Measured(candidate, features, total, likeness, (-total, candidate.leg.seconds, candidate.key))

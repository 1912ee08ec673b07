"""Why not that place: the smallest change of a wish that would have put it first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from violet.services.ranking.candidates import Candidate
from violet.services.ranking.changes import Change, Question, changes_for
from violet.services.ranking.constraints import checks_of, first_violated, violations
from violet.services.ranking.known import known_to_serve
from violet.services.ranking.scoring import weighted_features

# More changes at once than that are another question.
MAX_CHANGES = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """`position` is where the place came among all that break nothing (1 is first), None where it breaks something, was
    not found or is not what was meant. `broken` are the constraints it is known to break, `changes` the fewest that
    would have put it first: empty where it was first, None where no `MAX_CHANGES` would. `features` are its own,
    already weighted, under the `weights` of the wish; they add up to the score."""

    position: int | None
    broken: tuple[str, ...]
    changes: tuple[Change, ...] | None
    features: Mapping[str, float]
    weights: Mapping[str, float]


def why_not(key: str, question: Question) -> Verdict:
    """The verdict on the candidate with this key. Raises StopIteration where the question has no such candidate."""
    target = next(one for one in question.candidates if one.key == key)
    weights = question.weights_of(question.request.constraints)
    features = weighted_features(target, question.request, weights) | {"variety": weights["variety"]}
    broken = violations(target, question.request)
    return Verdict(
        position=_position(target, question) if not broken and question.brings_it else None,
        broken=broken,
        changes=_fewest(target, question),
        features=features,
        weights=weights,
    )


def with_changes(question: Question, changes: Sequence[Change]) -> Question:
    for change in changes:
        question = change.apply(question)
    return question


def is_first(key: str, question: Question) -> bool:
    """Whether the candidate is found, breaks nothing and comes before all the others."""
    request, weights = question.request, question.weights_of(question.request.constraints)
    checks = checks_of(request)
    target = next(one for one in question.candidates if one.key == key)
    if not question.brings_it or first_violated(target, request, checks) is not None:
        return False
    pool = known_to_serve(question.candidates, request, question.limit)
    if all(one.key != key for one in pool):
        return False
    own = _order(target, question, weights)
    return not any(
        one.key != key and _order(one, question, weights) < own and first_violated(one, request, checks) is None
        for one in pool
    )


def _fewest(target: Candidate, question: Question) -> tuple[Change, ...] | None:
    """The first of the smallest sets of changes that do: sets by their size, at most one change of a kind in each. To
    ask for the place by its name counts as two changes, for it tells nothing of what is asked for."""
    weights = question.weights_of(question.request.constraints)
    # The strongest rivals first: one that stays ahead is enough to tell that a change does not do.
    rivals = sorted(question.candidates, key=lambda one: _order(one, question, weights))
    question = replace(question, candidates=tuple(rivals))
    options = changes_for(target, question)
    sets = (chosen for size in range(MAX_CHANGES + 1) for chosen in combinations(options, size))
    for chosen in sorted(sets, key=_cost):
        once = len({change.kind for change in chosen}) == len(chosen)
        if once and is_first(target.key, with_changes(question, chosen)):
            return chosen
    return None


def _cost(changes: Sequence[Change]) -> tuple[int, bool]:
    by_name = any(change.kind == "name" for change in changes)
    return len(changes) + by_name, by_name


def _position(target: Candidate, question: Question) -> int | None:
    weights = question.weights_of(question.request.constraints)
    checks = checks_of(question.request)
    own = _order(target, question, weights)
    pool = known_to_serve(question.candidates, question.request, question.limit)
    if target not in pool:
        return None
    ahead = [one for one in pool if one.key != target.key and _order(one, question, weights) < own]
    return 1 + sum(first_violated(one, question.request, checks) is None for one in ahead)


def _order(candidate: Candidate, question: Question, weights: Mapping[str, float]) -> tuple[float, int, str]:
    """As `rank` orders the first: by score, then by the walk, then by the key."""
    total = sum(weighted_features(candidate, question.request, weights).values()) + weights["variety"]
    return -total, candidate.leg.seconds, candidate.key

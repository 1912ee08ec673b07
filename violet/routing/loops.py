"""Loops of a wished length: through one place of each wish and back. Pure and exact for the candidates it is given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# What being off the wished length by all of it costs against scores between 0 and 1.
OFF_PENALTY = 3.0
TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a loop may pass: its index in the table of distances, which wish it serves (-1: none, it only gives the
    loop its shape), and its score, 0..1."""

    index: int
    wish: int
    score: float


@dataclass(frozen=True, slots=True)
class Loop:
    """Where the loop passes, in order, and its length in meters; it starts and ends at index 0."""

    stops: tuple[Candidate, ...]
    meters: float
    value: float

    def fits(self, target_m: float) -> bool:
        return abs(self.meters - target_m) <= TOLERANCE * target_m


def best_loop(
    meters: Sequence[Sequence[float]], candidates: Sequence[Candidate], *, wishes: int, target_m: float, shapes: int = 1
) -> Loop | None:
    """The loop of greatest value with exactly one candidate for each of `wishes` in any order, and at most `shapes`
    that serve none. A loop within the tolerance of the target beats every other; `meters` is a table of distances with
    the start at 0. None where no candidates serve the wishes."""
    best: Loop | None = None
    for loop in _loops(meters, candidates, wishes, shapes, target_m):
        if best is None or _rank(loop, target_m) > _rank(best, target_m):
            best = loop
    return best


def value_of(stops: Sequence[Candidate], meters: float, target_m: float) -> float:
    """The sum of the scores less what being off the length costs."""
    return sum(stop.score for stop in stops) - OFF_PENALTY * abs(meters - target_m) / target_m


def _rank(loop: Loop, target_m: float) -> tuple[bool, float]:
    return loop.fits(target_m), loop.value


def _loops(
    meters: Sequence[Sequence[float]], candidates: Sequence[Candidate], wishes: int, shapes: int, target_m: float
) -> Iterator[Loop]:
    """Depth first. No shape is gone to where the way there alone is twice too long; a wish is, as it must be served."""
    cutoff = 2.0 * target_m

    def extend(stops: tuple[Candidate, ...], at: int, walked: float) -> Iterator[Loop]:
        served = {stop.wish for stop in stops if stop.wish >= 0}
        if len(served) == wishes and stops:
            total = walked + meters[at][0]
            yield Loop(stops, total, value_of(stops, total, target_m))
        shaped = sum(stop.wish < 0 for stop in stops)
        for candidate in candidates:
            taken = candidate in stops or candidate.wish in served or (candidate.wish < 0 and shaped >= shapes)
            there = walked + meters[at][candidate.index]
            if not taken and (there <= cutoff or candidate.wish >= 0):
                yield from extend((*stops, candidate), candidate.index, there)

    yield from extend((), 0, 0.0)

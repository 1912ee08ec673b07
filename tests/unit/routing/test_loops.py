"""Loops are the best there are: against brute force on 300 small worlds."""

from __future__ import annotations

import random
from itertools import pairwise, permutations

import pytest

from violet.routing.loops import Candidate, Loop, best_loop, value_of


@pytest.mark.parametrize("seed", range(300))
def test_a_loop_is_as_good_as_brute_force_finds(seed: int) -> None:
    chance = random.Random(seed)
    wishes, shapes = chance.choice([(0, 1), (0, 2), (1, 1), (2, 0), (2, 1), (3, 0)])
    spots = [(chance.uniform(-500, 500), chance.uniform(-500, 500)) for _ in range(6)]
    meters = [[abs(a - c) + abs(b - d) for c, d in spots] for a, b in spots]
    candidates = [
        Candidate(index, chance.randrange(-1, max(wishes, 1)) if wishes else -1, chance.random())
        for index in range(1, 6)
    ]
    target = chance.uniform(1200, 3500)
    found = best_loop(meters, candidates, wishes=wishes, target_m=target, shapes=shapes)
    expected = _by_brute_force(meters, candidates, (wishes, shapes), target)
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert (found.fits(target), found.value) == pytest.approx((expected.fits(target), expected.value))


def _by_brute_force(meters, candidates, counts: tuple[int, int], target: float) -> Loop | None:
    wishes, shapes = counts
    loops = []
    for length in range(1, len(candidates) + 1):
        for stops in permutations(candidates, length):
            served = sorted(stop.wish for stop in stops if stop.wish >= 0)
            if served != list(range(wishes)) or sum(stop.wish < 0 for stop in stops) > shapes:
                continue
            indices = [0, *(stop.index for stop in stops), 0]
            total = sum(meters[a][b] for a, b in pairwise(indices))
            loops.append(Loop(stops, total, value_of(stops, total, target)))
    return max(loops, key=lambda loop: (loop.fits(target), loop.value), default=None)

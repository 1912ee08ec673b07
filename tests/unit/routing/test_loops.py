"""Loops are the best there are: against brute force on 300 small worlds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scripts.check_walks import WORLDS, is_as_good, loop_in, small_world


@pytest.mark.parametrize("seed", range(WORLDS))
def test_a_loop_is_as_good_as_brute_force_finds(seed: int) -> None:
    assert is_as_good(small_world(seed))


def test_a_wish_that_no_place_serves_has_no_loop() -> None:
    world = replace(small_world(0), wishes=4)
    assert loop_in(world) is None
    assert is_as_good(world)

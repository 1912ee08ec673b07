"""A name for a room: an adjective, a creature or a thing that goes with it, and where the campus is: "Brisk Heron near
the Arch". Only listed words can come out, so whether a name may offend is a question about the lists, which
scripts/fit_names asks. The same seed gives the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from violet.campus.campus import Campus
from violet.services.together.names.ranker import ranker

MAX_WHERE = 22
TRIES = 200
# What is the name of a stop or a number rather than of a place to be near.
_PLAIN = re.compile(r"[A-Za-z' ]+")


def generate(campus: Campus, seed: int, *, taken: Callable[[str], bool] = lambda name: False) -> str:
    """A name that is not `taken`; where all of TRIES are, one with a number."""
    chance = np.random.default_rng(seed)
    where = campus.once(Neighborhoods).names
    for _ in range(TRIES):
        name = _name(chance, where)
        if not taken(name):
            return name
    return f"{_name(chance, where)} {chance.integers(2, 10_000)}"


class Neighborhoods:
    """Names of the campus's own neighborhoods that sound well after "near"."""

    def __init__(self, campus: Campus) -> None:
        names = [area.name for area in campus.areas if not area.beyond]
        self.names = tuple(
            name for name in names if _PLAIN.fullmatch(name) and len(name) <= MAX_WHERE and "station" not in name
        )


def _name(chance: np.random.Generator, where: tuple[str, ...]) -> str:
    pair = " ".join(ranker().pair(chance)).title()
    return f"{pair} near {where[int(chance.integers(len(where)))]}" if where else pair

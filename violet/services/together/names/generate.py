"""A name for a room: an adjective, a creature or a thing that goes with it, and where the campus is: "Brisk Heron near
the Arch". Only listed words can come out, so whether a name may offend is a question about the lists, which
scripts/fit_names asks. The same seed gives the same name.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np

from violet.campus.campus import Campus
from violet.domain.geo import LatLng, meters_between
from violet.services.together.names.ranker import ranker

MAX_WHERE = 22
NEAR_M = 2000.0
TRIES = 200
# What is the name of a stop or a number rather than of a place to be near.
_PLAIN = re.compile(r"[A-Za-z' ]+")


def generate(
    campus: Campus, seed: int, *, near: LatLng | None = None, taken: Callable[[str], bool] = lambda name: False
) -> str:
    """A name that is not `taken`; where all of TRIES are, one with a number. `near` is where it is the name of."""
    chance = np.random.default_rng(seed)
    neighborhoods = campus.once(Neighborhoods)
    where = neighborhoods.around(near) if near is not None else neighborhoods.names
    for _ in range(TRIES):
        name = _name(chance, where)
        if not taken(name):
            return name
    return f"{_name(chance, where)} {chance.integers(2, 10_000)}"


class Neighborhoods:
    """Names of the campus's own neighborhoods that sound well after "near"."""

    def __init__(self, campus: Campus) -> None:
        self._areas = [area for area in campus.areas if not area.beyond and _sounds_well(area.name)]
        self.names = tuple(area.name for area in self._areas)

    def around(self, at: LatLng) -> tuple[str, ...]:
        """The nearest one, where one is near."""
        away = {area.name: meters_between(at, area.location) for area in self._areas}
        nearest = min(away, key=lambda name: away[name], default=None)
        return (nearest,) if nearest is not None and away[nearest] <= NEAR_M else ()


def _sounds_well(name: str) -> bool:
    return _PLAIN.fullmatch(name) is not None and len(name) <= MAX_WHERE and "station" not in name


def _name(chance: np.random.Generator, where: tuple[str, ...]) -> str:
    pair = " ".join(ranker().pair(chance)).title()
    return f"{pair} near {where[int(chance.integers(len(where)))]}" if where else pair

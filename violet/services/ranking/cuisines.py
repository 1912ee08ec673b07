"""How well what a place serves answers a wish for a cuisine or a dish. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from violet.domain.places import Place

NEAR = 0.4
# Kinds of places that are called after what they serve.
KIND_WORDS = frozenset({"pizza", "dessert"})
# What every place of a kind serves.
KINDS_SERVE: Mapping[str, str] = MappingProxyType({"cafe": "coffee"})


@dataclass(frozen=True, slots=True)
class _Serves:
    fully: frozenset[str]
    nearly: frozenset[str]


def cuisine_fit(place: Place, wanted: Iterable[str]) -> float:
    """1 where the place serves one of the wanted, `NEAR` where it serves what comes near one, else 0."""
    own = _served_by(place)
    known = [_serving(word) for word in wanted]
    if any(not own.isdisjoint(serves.fully) for serves in known):
        return 1.0
    return NEAR if any(not own.isdisjoint(serves.nearly) for serves in known) else 0.0


def serves_any(place: Place, refused: Collection[str]) -> bool:
    """Whether the place is known to serve one of the refused cuisines or dishes."""
    if not refused:
        return False
    own = _served_by(place)
    return any(not own.isdisjoint(_serving(word).fully) for word in refused)


def _served_by(place: Place) -> frozenset[str]:
    own = {KINDS_SERVE[kind] for kind in place.kinds if kind in KINDS_SERVE}
    return KIND_WORDS.intersection(place.kinds).union(place.cuisines, own)


@lru_cache(maxsize=1024)
def _serving(word: str) -> _Serves:
    related = _relations().get(word, {})
    fully = frozenset({word, *related.get("serves", ())})
    return _Serves(fully, frozenset(related.get("near", ())))


@lru_cache(maxsize=1)
def _relations() -> Mapping[str, Mapping[str, list[str]]]:
    text = resources.files(__package__).joinpath("cuisines.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

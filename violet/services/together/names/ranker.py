"""Which words sound right together: what scripts/fit_names learned, read with numpy alone.

The score of an adjective and a noun in a vibe is sum_k(A[a, k] * V[v, k] * N[n, k]) + b[n] + w * (same first letter).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

WEIGHTS = Path(__file__).with_name("ranker.npz")
# Of the nouns, so many that fit best are drawn from.
TOP = 40


@dataclass(frozen=True, slots=True)
class Ranker:
    """`vibes` are the names of the groups of adjectives; the rows of the arrays are in the order of the words."""

    vibes: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    weights: dict[str, Any]

    def scores(self, vibe: int, adjective: int) -> Any:
        """Of each noun, float32 of shape (len(nouns),)."""
        own = self.weights
        mixed = own["adjectives"][adjective] * own["vibes"][vibe]
        begins = np.array([noun[0] == self.adjectives[adjective][0] for noun in self.nouns], dtype=np.float32)
        return own["nouns"] @ mixed + own["bias"] + own["alliteration"] * begins

    def pair(self, chance: np.random.Generator) -> tuple[str, str]:
        """An adjective and a noun: any vibe, any of its adjectives, and a noun among those that fit it best."""
        vibe = int(chance.integers(len(self.vibes)))
        own = _adjectives_of(vibe)
        adjective = int(own[chance.integers(len(own))])
        best, odds = _odds(vibe, adjective)
        drawn = min(int(np.searchsorted(odds, chance.random())), len(best) - 1)
        return self.adjectives[adjective], self.nouns[int(best[drawn])]


@cache
def _adjectives_of(vibe: int) -> Any:
    return np.flatnonzero(ranker().weights["group"] == vibe)


@cache
def _odds(vibe: int, adjective: int) -> tuple[Any, Any]:
    """The nouns that fit best, and up to where in 0..1 each is drawn."""
    scores = ranker().scores(vibe, adjective)
    best = np.argsort(-scores, kind="stable")[:TOP]
    odds = np.exp(scores[best].astype(np.float64) - float(scores[best[0]]))
    return best, np.cumsum(odds / odds.sum())


@cache
def ranker() -> Ranker:
    with np.load(WEIGHTS) as saved:
        arrays = {name: saved[name] for name in saved.files}
    words = {
        name: tuple(str(word) for word in arrays.pop(f"{name}_words")) for name in ("vibes", "adjectives", "nouns")
    }
    return Ranker(words["vibes"], words["adjectives"], words["nouns"], arrays)

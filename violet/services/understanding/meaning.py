"""What a message is like, by sentence embedding: compared with prototype sentences, a score per label."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from typing import Any

import numpy as np

from violet.providers.base import Embedder, ProviderError

NEAREST = 3
SHARPNESS = 14.0


@dataclass(frozen=True, slots=True)
class Likeness:
    """`scores` maps each label to 0..1 and sums to 1; `closest` is the cosine of the nearest prototype of the best
    label. Both are empty and 0 where no model is at hand."""

    scores: Mapping[str, float]
    closest: float

    @property
    def known(self) -> bool:
        return bool(self.scores)


NO_LIKENESS = Likeness(scores={}, closest=0.0)


class Prototypes:
    """The prototype sentences, embedded at the first question and kept."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def likeness(self, message: str) -> Likeness:
        """How like each label the message is. Never raises: no model, no likeness."""
        if not self._embedder.available:
            return NO_LIKENESS
        try:
            vector = self._embedder.encode([message])[0]
            return self._compare(vector)
        except ProviderError:
            return NO_LIKENESS

    def warm_up(self) -> None:
        """Embeds the prototypes now. Raises ProviderError."""
        _ = self._vectors

    def _compare(self, vector: Any) -> Likeness:
        cosines = self._vectors @ vector
        means = {label: float(np.sort(cosines[rows])[-NEAREST:].mean()) for label, rows in self._rows.items()}
        best = max(means, key=lambda label: means[label])
        weights = {label: float(np.exp(SHARPNESS * (mean - means[best]))) for label, mean in means.items()}
        total = sum(weights.values())
        return Likeness(
            scores={label: weight / total for label, weight in weights.items()},
            closest=float(cosines[self._rows[best]].max()),
        )

    @cached_property
    def _vectors(self) -> Any:
        return self._embedder.encode([sentence for sentences in prototypes().values() for sentence in sentences])

    @cached_property
    def _rows(self) -> Mapping[str, slice]:
        rows, at = {}, 0
        for label, sentences in prototypes().items():
            rows[label] = slice(at, at + len(sentences))
            at += len(sentences)
        return rows


@lru_cache(maxsize=1)
def prototypes() -> Mapping[str, tuple[str, ...]]:
    """Label to its sentences, from prototypes.toml."""
    text = resources.files(__package__).joinpath("prototypes.toml").read_text(encoding="utf-8")
    return {label: tuple(table["sentences"]) for label, table in tomllib.loads(text).items()}

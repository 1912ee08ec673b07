"""Meaning by a linear head over the sentence embedding and what is in the message: a share for each label.

The head is fitted by scripts/fit_understanding.py to prototypes.toml and to one half of the evaluation's turns, and
kept in head.npz. Where no embedding is to be had (no model, or a script the model does not read) a second head, over
the words alone, answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np

from violet.ports import Embedder, ProviderError

HEAD = resources.files(__package__).joinpath("head.npz")
# all-MiniLM-L6-v2 was trained on English; of these scripts it sees single characters or nothing.
UNREADABLE = re.compile(r"[\u0900-\u097f\u3400-\u9fff\u0400-\u04ff\u0600-\u06ff\uac00-\ud7af\u3040-\u30ff]")
# An embedding has length 1 over 384 numbers and a feature is 0 or 1: this brings the two to one scale.
EMBEDDING_SCALE = 4.0

Array = np.ndarray[Any, np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class Layer:
    """A softmax regression. `words` has a row for each feature name; `vector` is (dimensions, labels), or None for
    the head that looks at words alone."""

    words: Mapping[str, Array]
    bias: Array
    vector: Array | None = None

    def shares(self, names: Iterable[str], embedding: Array | None) -> Array:
        """A share for each label, summing to 1. Names that were not there when the head was fitted say nothing."""
        total = self.bias.copy()
        for name in names:
            row = self.words.get(name)
            if row is not None:
                total += row
        if self.vector is not None and embedding is not None:
            total += (embedding * EMBEDDING_SCALE) @ self.vector
        powers = np.exp(total - total.max())
        shares: Array = powers / powers.sum()
        return shares


@dataclass(frozen=True, slots=True)
class Head:
    """Both layers, their labels, and the fingerprint of the sentences they were fitted to."""

    labels: tuple[str, ...]
    full: Layer
    words_only: Layer
    fitted_to: str


class Meaning:
    """What a message means, as far as its words and its embedding tell. Safe to use from several threads."""

    def __init__(self, embedder: Embedder, head: Head | None = None) -> None:
        self._embedder = embedder
        self._head = head or shipped_head()

    def shares(self, text: str, features: Iterable[str]) -> Mapping[str, float]:
        """A share for each label, summing to 1. `text` is normalised. Never raises: without a model words decide."""
        embedding = self._embedding(text)
        layer = self._head.words_only if embedding is None else self._head.full
        return dict(zip(self._head.labels, layer.shares(features, embedding).tolist(), strict=True))

    def _embedding(self, text: str) -> Array | None:
        if not self._embedder.available or UNREADABLE.search(text):
            return None
        try:
            embedding: Array = self._embedder.encode([text])[0]
        except ProviderError:
            return None
        return embedding


@lru_cache(maxsize=1)
def shipped_head() -> Head:
    with resources.as_file(HEAD) as path, np.load(path) as file:
        return Head(
            labels=tuple(file["labels"].tolist()),
            full=_layer(file, "full", file["full_vector"]),
            words_only=_layer(file, "words", None),
            fitted_to=str(file["fitted_to"]),
        )


def _layer(file: Mapping[str, Any], name: str, vector: Any) -> Layer:
    rows = file[f"{name}_words"].astype(np.float32)
    return Layer(
        words=dict(zip(file["features"].tolist(), rows, strict=True)),
        bias=file[f"{name}_bias"].astype(np.float32),
        vector=None if vector is None else vector.astype(np.float32),
    )

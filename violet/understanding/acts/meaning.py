"""Meaning by a linear head over the sentence embedding and what is in the message: a share for each label.

The head is fitted by scripts/fit_understanding.py to prototypes.toml and to one half of the evaluation's turns, and
kept in head.npz. Where no embedding is to be had (no model, or a script the model does not read) a second head, over
the words alone, answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Protocol

import numpy as np

from violet.domain.outside import OutsideError
from violet.understanding.acts.kinds import ActKind
from violet.understanding.reading.terms import UNREADABLE

HEAD = resources.files(__package__).joinpath("head.npz")
# An embedding has length 1 over 384 numbers and a feature is 0 or 1: this brings the two to one scale.
EMBEDDING_SCALE = 4.0
# Shares are rounded to so many digits, so that nothing finer decides anything.
SHARE_DIGITS = 2

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


NO_LAYER = Layer({}, np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Head:
    """The layers that tell meanings and the one that tells acts, their labels, and the fingerprint of what they were
    fitted to. `sure_at` are measures of how sure a meaning is, rising, and `sure_is` the shares of such that were right
    among sentences left out of the fit."""

    labels: tuple[str, ...]
    full: Layer
    words_only: Layer
    act_labels: tuple[str, ...]
    acts: Layer
    fitted_to: str
    sure_at: tuple[float, ...] = (0.0, 1.0)
    sure_is: tuple[float, ...] = (0.0, 1.0)


class Encoder(Protocol):
    """What understanding asks of `ports.Embedder`."""

    @property
    def available(self) -> bool: ...

    def encode(self, texts: Sequence[str]) -> Any:
        """Raises OutsideError."""
        ...


class Meaning:
    """What a message means, as far as its words and its embedding tell. Safe to use from several threads."""

    def __init__(self, embedder: Encoder, head: Head | None = None) -> None:
        self._embedder = embedder
        self._head = head or shipped_head()

    def shares(self, text: str, features: Iterable[str]) -> Mapping[str, float]:
        """A share for each label, summing to 1. `text` is normalised. Never raises: without a model words decide."""
        names, embedding = tuple(features), self._embedding(text)
        layer = self._head.words_only if embedding is None else self._head.full
        shares = layer.shares(names, embedding)
        return dict(zip(self._head.labels, np.round(shares, SHARE_DIGITS).tolist(), strict=True))

    def reads(self, text: str) -> bool:
        """Whether the embedding model can read the normalised text; else words alone decide."""
        return self._embedder.available and not UNREADABLE.search(text)

    def act_shares(self, features: Iterable[str]) -> Mapping[ActKind, float]:
        """A share for each act that the head knows, summing to 1."""
        shares = self._head.acts.shares(features, None).tolist()
        return {ActKind(label): share for label, share in zip(self._head.act_labels, shares, strict=True)}

    def sureness(self, raw: float) -> float:
        """The share of meanings as sure as `raw` that are right, between those that were measured."""
        return round(float(np.interp(raw, self._head.sure_at, self._head.sure_is)), SHARE_DIGITS)

    def _embedding(self, text: str) -> Array | None:
        if not self._embedder.available or UNREADABLE.search(text):
            return None
        try:
            embedding: Array = self._embedder.encode([text])[0]
        except OutsideError:
            return None
        return embedding


@lru_cache(maxsize=1)
def shipped_head() -> Head:
    with resources.as_file(HEAD) as path, np.load(path) as file:
        return head_from(file)


def head_from(values: Mapping[str, Any]) -> Head:
    """The head of the arrays that scripts/fit_understanding.py makes; without acts among them it tells meanings."""
    return Head(
        labels=tuple(values["labels"].tolist()),
        full=_layer(values, "full", values["full_vector"]),
        words_only=_layer(values, "words", None),
        act_labels=tuple(values["act_labels"].tolist()) if "act_labels" in values else (),
        acts=_layer(values, "acts", None) if "act_labels" in values else NO_LAYER,
        fitted_to=str(values["fitted_to"]) if "fitted_to" in values else "",
        **{name: tuple(values[name].tolist()) for name in ("sure_at", "sure_is") if name in values},
    )


def _layer(file: Mapping[str, Any], name: str, vector: Any) -> Layer:
    rows = file[f"{name}_words"].astype(np.float32)
    return Layer(
        words=dict(zip(file[f"{name}_features"].tolist(), rows, strict=True)),
        bias=file[f"{name}_bias"].astype(np.float32),
        vector=None if vector is None else vector.astype(np.float32),
    )

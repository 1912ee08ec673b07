"""What a message means does not depend on what else is in its batch of embeddings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.evaluation.cases import STUDENTS, load_cases
from violet.providers.embeddings.minilm import MiniLM, Vector
from violet.understanding.acts.meaning import Head, Meaning, shipped_head
from violet.understanding.reading.lexicon import normalise

MESSAGES = sorted({normalise(turn.say) for case in load_cases(STUDENTS) for turn in case.turns})[::9]
LARGEST = 16
# Near enough to the middle between two rounded shares that a batch could tip it.
ON_THE_EDGE = np.array([0.4350001, 0.5649999], dtype=np.float32)


class Remembered:
    """An embedder that says of a text what it came to in some batch, and alone what it comes to by itself."""

    available = True

    def __init__(self, batched: Mapping[str, Vector], alone: Mapping[str, Vector]) -> None:
        self._batched, self._alone = batched, alone

    def encode(self, texts: Sequence[str], *, alone: bool = False) -> Vector:
        return np.stack([(self._alone if alone else self._batched)[text] for text in texts])


@pytest.fixture(scope="module")
def model() -> MiniLM:
    return MiniLM()


@pytest.fixture(scope="module")
def alone(model: MiniLM) -> dict[str, Vector]:
    return {text: model.encode([text])[0] for text in MESSAGES}


@given(batch=st.lists(st.sampled_from(MESSAGES), min_size=2, max_size=LARGEST, unique=True))
@settings(max_examples=25, deadline=None)
def test_shares_are_the_same_in_every_batch(model: MiniLM, alone: dict[str, Vector], batch: list[str]) -> None:
    together = dict(zip(batch, model.encode(batch), strict=True))
    in_batch, by_itself = Meaning(Remembered(together, alone)), Meaning(Remembered(alone, alone))
    for text in batch:
        assert in_batch.shares(text, ("digits",)) == by_itself.shares(text, ("digits",))


def test_a_share_that_a_batch_could_tip_is_looked_at_again() -> None:
    assert looked_at_again(ON_THE_EDGE)
    assert not looked_at_again(np.array([0.43, 0.57], dtype=np.float32))


def looked_at_again(shares: Vector) -> bool:
    """Whether a text with these shares in a batch is encoded by itself as well."""
    vector = np.zeros((1, 384), dtype=np.float32)
    asked = list[bool]()

    class Layer:
        def shares(self, names: Sequence[str], embedding: Vector) -> Vector:
            return shares

    class Asked(Remembered):
        def encode(self, texts: Sequence[str], *, alone: bool = False) -> Vector:
            asked.append(alone)
            return vector

    head: Head = replace(shipped_head(), labels=("one", "other"), full=cast("Any", Layer()))
    Meaning(Asked({}, {}), head).shares("digits", ())
    return asked == [False, True]

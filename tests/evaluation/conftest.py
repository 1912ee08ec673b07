"""Worlds to run cases in, as the command opens them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts.evaluation.world import World, open_world
from tests.conftest import make_settings
from violet.observability.logging import configure_logging


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """With the model."""
    with _opened(embeddings=True) as world:
        yield world


@pytest.fixture(scope="module")
def world_without_model() -> Iterator[World]:
    """Understands by words alone, which is quick to start."""
    with _opened(embeddings=False) as world:
        yield world


@contextmanager
def _opened(*, embeddings: bool) -> Iterator[World]:
    with open_world(embeddings=embeddings) as world:
        configure_logging(make_settings())  # as the other tests of this process expect it
        yield world

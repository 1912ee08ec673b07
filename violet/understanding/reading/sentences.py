"""The prototype sentences: what each label sounds like."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from violet.understanding.reading.local import local_tables

EVERYDAY, TYPED = "prototypes.toml", "prototypes.typed.toml"


@lru_cache(maxsize=1)
def prototypes() -> Mapping[str, tuple[str, ...]]:
    """Label to its sentences: those in everyday words, those as students type them, and the campuses' own."""
    found = dict(everyday_prototypes())
    for label, sentences in _sentences_in(TYPED).items():
        found[label] = (*found.get(label, ()), *sentences)
    return found


@lru_cache(maxsize=1)
def everyday_prototypes() -> Mapping[str, tuple[str, ...]]:
    """Label to its sentences in everyday words, and the campuses' own."""
    found = _sentences_in(EVERYDAY)
    for own in local_tables("sentences"):
        found |= {label: (*found[label], *sentences) for label, sentences in own.items()}
    return found


def _sentences_in(name: str) -> dict[str, tuple[str, ...]]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return {label: tuple(table["sentences"]) for label, table in tomllib.loads(text).items()}

"""The prototype sentences: what each label sounds like."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

from violet.understanding.reading.local import local_tables


@lru_cache(maxsize=1)
def prototypes() -> Mapping[str, tuple[str, ...]]:
    """Label to its sentences, from prototypes.toml and the campuses' own."""
    text = resources.files(__package__).joinpath("prototypes.toml").read_text(encoding="utf-8")
    found = {label: tuple(table["sentences"]) for label, table in tomllib.loads(text).items()}
    for own in local_tables("sentences"):
        found |= {label: (*found[label], *sentences) for label, sentences in own.items()}
    return found

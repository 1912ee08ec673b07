"""The prototype sentences: what each label sounds like."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=1)
def prototypes() -> Mapping[str, tuple[str, ...]]:
    """Label to its sentences, from prototypes.toml."""
    text = resources.files(__package__).joinpath("prototypes.toml").read_text(encoding="utf-8")
    return {label: tuple(table["sentences"]) for label, table in tomllib.loads(text).items()}

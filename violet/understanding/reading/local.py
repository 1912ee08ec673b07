"""Words of the campuses themselves: each campus's `words.toml`, read beside the words of everybody."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

FILE = "words.toml"


@lru_cache(maxsize=1)
def local_files() -> tuple[str, ...]:
    """The text of each campus's file, by the campus's name."""
    folders = sorted(resources.files("violet").joinpath("campuses").iterdir(), key=lambda folder: folder.name)
    files = (folder.joinpath(FILE) for folder in folders)
    return tuple(file.read_text(encoding="utf-8") for file in files if file.is_file())


def local_tables(name: str) -> Iterator[Mapping[str, Any]]:
    """That table of each campus that has it: "sentences", "examples" or "lexicon"."""
    yield from (table[name] for table in _tables() if name in table)


def generic_words() -> frozenset[str]:
    """Words of the campuses' names that tell no place from another."""
    return frozenset(word for table in _tables() for word in table.get("generic", ()))


@lru_cache(maxsize=1)
def other_street_names() -> Mapping[str, str]:
    """What people call a street that has another name: Sixth Avenue is the Avenue of the Americas."""
    return {name: called for table in local_tables("streets") for name, called in table.items()}


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(text) for text in local_files())

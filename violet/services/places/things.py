"""What people ask for that is no kind of place we know: told by the words in the TOML beside it. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from violet.domain.places import Place
from violet.understanding.reading.lexicon import normalise, tokens_of

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` is for a sentence ("a barber or hair salon"), `said` the words that named it."""

    name: str
    said: str


def thing_in(wish: str) -> Thing | None:
    """The first thing that a wish names; None for a wish that the taxonomy knows."""
    found = _pattern().search(normalise(wish))
    return Thing(_names()[found.group(1)], found.group(1)) if found else None


def sells(thing: Thing, places: Iterable[Place], sought: Collection[str]) -> bool:
    """Whether one of the places that the words of the wish are about has all the words of the thing: a phone store does
    not mend a "phone screen"."""
    words = set(thing.said.split())
    return any(
        f"{place.provider}:{place.id}" in sought and words <= set(tokens_of(normalise(f"{place.name} {place.about}")))
        for place in places
    )


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """What to call it, by each of its words as a normalized text has them."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {normalise(words): table["name"] for table in tables.values() for words in table["words"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_names(), key=len, reverse=True)))
    return re.compile(rf"(?<![a-z0-9])({words})(?![a-z0-9])")

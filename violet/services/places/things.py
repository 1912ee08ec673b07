"""What people ask for that is no kind of place we know: told by the words in the TOML beside it. Pure."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from violet.domain.places import Place
from violet.understanding.reading.lexicon import normalise, tokens_of

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Thing:
    """`name` is for a sentence ("a barber or hair salon"), `said` the words that named it; `sold` are words that tell
    of a place that it has such things, where those are not the same."""

    name: str
    said: str
    sold: tuple[str, ...] = ()


def thing_in(wish: str) -> Thing | None:
    """The last thing that a wish names; None for a wish that the taxonomy knows."""
    said = _pattern().findall(normalise(wish))
    if not said:
        return None
    table = _tables()[said[-1]]
    return Thing(table["name"], said[-1], tuple(table.get("sold", ())))


def sellers(thing: Thing, places: Iterable[Place]) -> list[Place]:
    """The places that tell of having such things."""
    return [
        place for place in places if set(thing.sold).intersection(tokens_of(normalise(f"{place.name} {place.about}")))
    ]


def sells(thing: Thing, places: Iterable[Place], sought: Collection[str]) -> bool:
    """Whether one of the places that the words of the wish are about has all the words of the thing: a phone store does
    not mend a "phone screen"."""
    words = set(thing.said.split())
    return any(
        f"{place.provider}:{place.id}" in sought and words <= set(tokens_of(normalise(f"{place.name} {place.about}")))
        for place in places
    )


@lru_cache(maxsize=1)
def _tables() -> Mapping[str, Mapping[str, Any]]:
    """What is known of it, by each of its words as a normalized text has them."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {normalise(words): table for table in tables.values() for words in table["words"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_tables(), key=len, reverse=True)))
    return re.compile(rf"(?<![a-z0-9])({words})(?![a-z0-9])")

"""Addresses in a message: "60 5th ave", "around 181 Mercer". Known are those of the guide's places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from violet.domain.geo import LatLng
from violet.understanding.reading.lexicon import normalise, tokens_of
from violet.understanding.reading.local import other_street_names
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("addresses")
ORDINALS = PATTERNS.values("ordinals")
SUFFIXES, DIRECTIONS = PATTERNS.words("suffixes"), PATTERNS.words("directions")
MAX_WORDS = 4
# Houses so many numbers apart stand in the same block or the next.
NEARBY_NUMBERS = 30


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """The house of a place: its id, name and position."""

    name: str
    location: LatLng
    place_id: str


class Addresses:
    """House numbers by street. A street is known without "street" or "avenue" too, where that leaves no doubt."""

    def __init__(self, places: Iterable[tuple[str, KnownAddress]]) -> None:
        self._streets: dict[str, dict[int, list[KnownAddress]]] = {}
        for address, known in places:
            words = tokens_of(normalise(address.split(",")[0]))
            if len(words) < 2 or not words[0].isdigit():
                continue
            self._streets.setdefault(street_of(words[1:]), {}).setdefault(int(words[0]), []).append(known)
        self._bare: dict[str, set[str]] = {}
        for street in self._streets:
            self._bare.setdefault(_bare(street), set()).add(street)

    def longest_at(self, words: Sequence[str], start: int) -> tuple[int, KnownAddress] | None:
        """How many words an address takes that begins at `start`, and what is there: one place's house, else a spot
        nearby on that street by the message's own words (with no place's id)."""
        if not words[start].isdigit() or not 0 < len(words[start]) < 6:
            return None
        for length in range(min(MAX_WORDS, len(words) - start - 1), 0, -1):
            said = words[start + 1 : start + 1 + length]
            houses = self._houses(said)
            found = _house(houses, int(words[start]), " ".join(words[start : start + 1 + length])) if houses else None
            if found is not None:
                return length + 1, found
        return None

    def _houses(self, said: Sequence[str]) -> dict[int, list[KnownAddress]]:
        street = street_of(said)
        if street in self._streets:
            return self._streets[street]
        bare = _bare(street)
        same = self._bare.get(bare, set()) if bare == street else set()
        numbered = bool(bare) and bare[0].isdigit()
        return self._streets[next(iter(same))] if len(same) == 1 and not numbered else {}


def _house(houses: dict[int, list[KnownAddress]], number: int, said: str) -> KnownAddress | None:
    own = houses.get(number, [])
    if len(own) == 1:
        return own[0]
    nearest = min(houses, key=lambda other: abs(other - number))
    if abs(nearest - number) > NEARBY_NUMBERS:
        return None
    return KnownAddress(said, houses[nearest][0].location, "")


def street_of(words: Sequence[str]) -> str:
    """The street's name with its parts in one spelling: "W. 4th St" and "West Fourth Street" are the same, and so are
    "6th Ave" and "Avenue of the Americas"."""
    other = other_street_names().get(" ".join(words))
    words = words if other is None else other.split()
    return " ".join(_part(word, last=at == len(words) - 1) for at, word in enumerate(words) if word not in ".,")


def _part(word: str, *, last: bool) -> str:
    if word in ORDINALS:
        return f"{ORDINALS[word]}th"
    if word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return f"{word[:-2]}th"
    if last and word in SUFFIXES:
        return word[:2]
    return word[0] if word in DIRECTIONS else word


def _bare(street: str) -> str:
    """The street without its last word, where that only says that it is one."""
    words = street.split()
    return " ".join(words[:-1]) if len(words) > 1 and any(suffix[:2] == words[-1] for suffix in SUFFIXES) else street

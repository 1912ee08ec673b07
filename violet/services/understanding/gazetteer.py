"""Names that people use for places: finds the guide's campuses, neighbourhoods and places in a message."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from violet.domain.geo import LatLng
from violet.domain.intent import Near
from violet.providers.guide.schema import Guide
from violet.services.understanding.lexicon import has_meaning, normalise, tokens_of
from violet.services.understanding.sentences import prototypes

LONGEST_NAME = 8
LEAST_LETTERS = 4
NEAR_WORDS = frozenset(
    {
        "near",
        "around",
        "by",
        "at",
        "in",
        "beside",
        "next",
        "close",
        "from",
        "outside",
        "on",
        "cerca",
        "en",
        "附近",
        "nearby",
    }
)
REFUSALS = frozenset("not no isnt arent except besides avoid skip hate without sin excepto minus".split())
FILLERS = frozenset({"to", "the", "of", "nyu", "de", "del", "la", "el", "my", "campus"})
BRACKETS = re.compile(r"\s*\(.*?\)")
LAST_WORDS = frozenset(
    "coffee cafe café restaurant bar company co club museum library bookstore theater theatre house pizza bakery kitchen "
    "park diner tavern brooklyn nyc".split()
)
_STREET = (
    r"((?:\d{1,5}\s+)?(?!the\b)[a-z0-9'.]+(?:\s+[a-z0-9'.]+){0,4}?\s+"
    r"(?:street|st|avenue|ave|road|rd|place|pl|square|sq|station|park|hall|boulevard|blvd|plaza|bridge))\b"
)
UNKNOWN_NEAR = re.compile(rf"\b(?:near|around|close to|next to|by|from|on)\s+{_STREET}")
UNKNOWN_TARGET = re.compile(rf"\bto\s+(?!go\b|get\b|walk\b|take\b|me\b|find\b|the\b|a\b|an\b){_STREET}")
STREET_WORDS = frozenset({"street", "st", "avenue", "ave", "road", "rd", "boulevard", "blvd"})


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A name found in a message. `place_id` is the guide's id where the name is a place's, None for an area or campus;
    `after_near` tells that a word such as "near" stands before it, `refused` that a negation does ("not Bobst");
    `said` is how the message calls it, normalised."""

    name: str
    location: LatLng
    place_id: str | None
    after_near: bool
    said: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    location: LatLng
    place_id: str | None


class Gazetteer:
    def __init__(self, guide: Guide) -> None:
        self._names: dict[tuple[str, ...], _Known] = {}
        for known in (*guide.campuses, *guide.areas):
            for name in (known.name, *known.aliases):
                self._add(name, _Known(known.name, known.location, None))
        for place in guide.places:
            for name in (place.name, *place.aliases):
                self._add(name, _Known(place.name, place.location, place.id))
        for place in guide.places:
            for name in short_names(place.name):
                if not _is_ordinary(tuple(word for word in _words_of(name) if word != "the")):
                    self._add(name, _Known(place.name, place.location, place.id))

    def find(self, message: str) -> tuple[NamedPlace, ...]:
        """The known names in the message, in order; a longer name hides the shorter ones in it."""
        words = _words_of(message)
        found: list[NamedPlace] = []
        start = 0
        while start < len(words):
            length, known = self._longest_at(words, start)
            if known is None:
                start += 1
                continue
            said = " ".join(words[start : start + length])
            near, refused = _after_near(words, start), _refused(words, start)
            found.append(NamedPlace(known.name, known.location, known.place_id, near, said, refused))
            start += length
        return tuple(found)

    def _longest_at(self, words: list[str], start: int) -> tuple[int, _Known | None]:
        for length in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            known = self._names.get(tuple(words[start : start + length]))
            is_street = length == 1 and STREET_WORDS.intersection(words[start + 1 : start + 2])
            if known is not None and not is_street:
                return length, known
        return 0, None

    def _add(self, name: str, known: _Known) -> None:
        words = tuple(_words_of(name))
        if words[:1] == ("the",):
            self._add(" ".join(words[1:]), known)
        if sum(map(len, words)) < LEAST_LETTERS or _is_ordinary(words):
            return
        self._names.setdefault(words, known)


def unknown_near(text: str) -> Near | None:
    """A street or station after "near" that the guide does not know: to be geocoded."""
    match = UNKNOWN_NEAR.search(text)
    return Near(match.group(1)) if match else None


def unknown_target(text: str) -> Near | None:
    """A street or station to go to that the guide does not know: to be geocoded."""
    match = UNKNOWN_TARGET.search(text)
    return Near(match.group(1)) if match else None


def short_names(name: str) -> list[str]:
    """What people make of a long name: without what stands in brackets, then without a last word such as "Coffee" where
    two words are left."""
    bare = BRACKETS.sub("", name).strip()
    words = bare.split()
    shorter = " ".join(words[:-1]) if len(words) > 2 and words[-1].casefold() in LAST_WORDS else ""
    if shorter.casefold().split()[-1:] and shorter.casefold().split()[-1] in STREET_WORDS:
        shorter = ""  # "Mulberry Street" is a street before it is a library
    return [short for short in (bare, shorter) if short and short != name]


def _words_of(text: str) -> list[str]:
    return tokens_of(normalise(text).replace("&", " and "))


def _is_ordinary(words: tuple[str, ...]) -> bool:
    """One-word names that are everyday words ("Market", "Spot") would be found everywhere."""
    return len(words) == 1 and (has_meaning(words[0]) or words[0] in _everyday_words())


@lru_cache(maxsize=1)
def _everyday_words() -> frozenset[str]:
    """The words of the prototypes: whoever asks for something uses them without meaning anybody's name."""
    return frozenset(word for texts in prototypes().values() for text in texts for word in tokens_of(normalise(text)))


def _refused(words: list[str], start: int) -> bool:
    """ "not Bobst", "that isn't the Strand", "other than Kimmel"; but "isn't Bobst open" asks after it."""
    before = [word for word in words[max(0, start - 4) : start] if word not in FILLERS]
    if before[-2:] in (["other", "than"], ["sick", "of"], ["tired", "of"]):
        return True
    return bool(before) and before[-1] in REFUSALS and not (len(before) == 1 and before[-1] in ("isnt", "arent"))


def _after_near(words: list[str], start: int) -> bool:
    index = start - 1
    while index >= 0 and words[index] in FILLERS:
        index -= 1
    return index >= 0 and words[index] in NEAR_WORDS

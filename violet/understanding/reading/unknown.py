"""Where a message means a place that nobody here knows by name: a crossing, a street, or only words after "near"."""

from __future__ import annotations

from violet.domain.intent import Near
from violet.understanding.reading.gazetteer import LEAST_LETTERS, NO_PLACES, is_everyday
from violet.understanding.reading.lexicon import has_meaning
from violet.understanding.reading.local import generic_words
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("names")
CORNERS, BARE_CORNER = PATTERNS.several("corners"), PATTERNS["bare_corner"]
ENDS = PATTERNS.words("ends")
UNKNOWN_GOAL = PATTERNS["unknown_goal"]
UNKNOWN_NEAR, UNKNOWN_AREA = PATTERNS["unknown_near"], PATTERNS["unknown_area"]
UNKNOWN_TARGET = PATTERNS["unknown_target"]
UNKNOWN_HOUSE = PATTERNS["unknown_house"]
UNKNOWN_SIGHT, UNKNOWN_STOP = PATTERNS["unknown_sight"], PATTERNS["unknown_stop"]


def corner_in(text: str) -> Near | None:
    """A crossing of two streets ("3rd ave and 14th st", "the corner of bleecker and thompson"): to be geocoded."""
    for pattern in CORNERS:
        match = pattern.search(text)
        if match is not None:
            first, second = (group for group in match.groups() if group is not None)
            return Near(f"{first} and {second}")
    bare = BARE_CORNER.search(text)
    strange = bare is not None and all(_is_strange(word) for word in bare.groups())
    return Near(f"{bare.group(1)} and {bare.group(2)}") if bare is not None and strange else None


def unknown_near(text: str) -> Near | None:
    """A street or station after "near" that the guide does not know: to be geocoded."""
    match = UNKNOWN_NEAR.search(text)
    if match is not None:
        return Near(next(group for group in match.groups() if group))
    house = UNKNOWN_HOUSE.search(text)
    if house is not None and _is_strange(house.group(2)):
        return Near(house.group(1))
    return _unknown_sight(text) or _unknown_area(text)


def _unknown_sight(text: str) -> Near | None:
    """A museum, a market or a stop by its name: "by the transit museum", "off the bedford l"."""
    for pattern in (UNKNOWN_SIGHT, UNKNOWN_STOP):
        match = pattern.search(text)
        if match is not None and any(_is_strange(word) or word in generic_words() for word in match.group(1).split()):
            return Near(match.group(1))
    return None


def _unknown_area(text: str) -> Near | None:
    """A name after "in" or "near" that is none of the words people ask for things with: "pizza in williamsburg"."""
    for match in UNKNOWN_AREA.finditer(text):
        words = match.group(1).split()
        while words and not _is_strange(words[-1]) and not (len(words) > 1 and words[-1] in ENDS):
            words.pop()
        if words and _is_strange(words[0]):
            return Near(" ".join(words))
    return None


def _is_strange(word: str) -> bool:
    ordinary = is_everyday(word) or has_meaning(word)
    return len(word) >= LEAST_LETTERS and word.isalpha() and not ordinary


def unknown_target(text: str) -> Near | None:
    """A street or station to go to that the guide does not know: to be geocoded."""
    match = UNKNOWN_TARGET.search(text)
    return Near(match.group(1)) if match else None


def unknown_goal(text: str) -> Near | None:
    """Whatever is named after "to" where nothing is known by that name: to be said back, in the person's own words."""
    match = UNKNOWN_GOAL.search(text)
    return Near(match.group(1)) if match and not all(word in NO_PLACES for word in match.group(1).split()) else None

"""Where a message means a place that nobody here knows by name: a crossing, a street, or only words after "near"."""

from __future__ import annotations

from collections.abc import Sequence

from violet.domain.intent import Near
from violet.understanding.reading.addresses import ORDINALS
from violet.understanding.reading.gazetteer import LEAST_LETTERS, NO_PLACES, is_everyday
from violet.understanding.reading.lexicon import find_concepts, has_meaning
from violet.understanding.reading.local import generic_words
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("names")
CORNERS, BARE_CORNER = PATTERNS.several("corners"), PATTERNS["bare_corner"]
ENDS, DETERMINERS = PATTERNS.words("ends"), PATTERNS.words("determiners")
UNKNOWN_GOAL = PATTERNS["unknown_goal"]
UNKNOWN_NEAR, UNKNOWN_AREA = PATTERNS["unknown_near"], PATTERNS["unknown_area"]
UNKNOWN_TARGET, UNKNOWN_SUBJECTS = PATTERNS["unknown_target"], PATTERNS.several("unknown_subjects")
UNKNOWN_ABROAD, NO_NAMES = PATTERNS.several("unknown_abroad"), PATTERNS.words("no_names")
UNKNOWN_HOUSE, STANDS_ON = PATTERNS["unknown_house"], PATTERNS["stands_on"]
NUMBERED_STREET = PATTERNS["numbered_street"]
# The first letter of the scripts that are not Latin, and how many letters make a name in them.
BEYOND_LATIN, LEAST_OWN_LETTERS = 0x370, 2
UNKNOWN_SIGHTS = (PATTERNS["unknown_sight"], *PATTERNS.several("unknown_stops"))


def corner_in(text: str) -> Near | None:
    """A crossing of two streets ("3rd ave and 14th st", "the corner of bleecker and thompson"): to be geocoded."""
    for pattern in CORNERS:
        match = pattern.search(text)
        if match is not None:
            first, second = (group for group in match.groups() if group is not None)
            return Near(f"{first} and {second}")
    bare = BARE_CORNER.search(text)
    strange = bare is not None and all(is_strange(word) for word in bare.groups())
    return Near(f"{bare.group(1)} and {bare.group(2)}") if bare is not None and strange else None


def unknown_near(text: str) -> Near | None:
    """A street or station after "near" that the guide does not know: to be geocoded."""
    match = UNKNOWN_NEAR.search(text)
    if match is not None:
        return Near(next(group for group in match.groups() if group))
    house = UNKNOWN_HOUSE.search(text)
    if house is not None and _tells_a_place(house.group(2)):
        return Near(house.group(1))
    return _unknown_sight(text) or _numbered_street(text) or _street_stood_on(text) or _unknown_area(text)


def _tells_a_place(word: str) -> bool:
    return is_strange(word) or word in generic_words() or word in ORDINALS or word[:-2].isdigit()


def _numbered_street(text: str) -> Near | None:
    match = NUMBERED_STREET.search(text)
    return Near(match.group(1)) if match is not None else None


def _street_stood_on(text: str) -> Near | None:
    match = STANDS_ON.search(text)
    return Near(match.group(1)) if match is not None and is_strange(match.group(1)) else None


def _unknown_sight(text: str) -> Near | None:
    """A museum, a market or a stop by its name: "by the transit museum", "off the bedford l"."""
    for pattern in UNKNOWN_SIGHTS:
        match = pattern.search(text)
        if match is not None and any(_tells_a_place(word) for word in match.group(1).split()):
            return Near(match.group(1))
    return None


def _unknown_area(text: str) -> Near | None:
    """A name after "in" or "near" that is none of the words people ask for things with: "pizza in williamsburg"."""
    for match in UNKNOWN_AREA.finditer(text):
        words = match.group(2).split()
        while len(words) > 1 and words[0] in generic_words():  # words of the campus's own name
            words.pop(0)
        while words and not is_strange(words[-1]) and not (len(words) > 1 and words[-1] in ENDS):
            words.pop()
        # "In sunset park" is a name where "in the dog park" is a kind of place.
        named = len(words) > 1 and not match.group(1) and words[-1] in ENDS and not _is_of_a_kind(words[0])
        if words and (is_strange(words[0]) or named):
            return Near(" ".join(words))
    return None


def _is_of_a_kind(word: str) -> bool:
    """Whether it only says which sort: "a quiet park", "any park", "the city center"."""
    tagged = any(hit.group in ("tag", "task", "cue") for hit in find_concepts(word))
    return tagged or word in NO_PLACES or word in DETERMINERS


def is_strange(word: str) -> bool:
    """Whether a word is long enough for a name and none that people ask for things with."""
    ordinary = is_everyday(word) or has_meaning(word)
    return len(word) >= LEAST_LETTERS and word.isalpha() and not ordinary


def unknown_subject(text: str) -> str | None:
    """The name of a place that nobody here knows, of which its hours, its address or the way there are asked."""
    for pattern in UNKNOWN_SUBJECTS:
        match = pattern.search(text)
        words = match.group(1).split() if match is not None else []
        # One word after "the" is a kind of thing ("the registrar"), two are a name.
        if match is None or (len(words) == 1 and match.group(0).endswith(f"the {words[0]}")):
            continue
        if words[0] not in DETERMINERS and any(is_strange(word) for word in words):
            return " ".join(words)
    return _unknown_abroad(text)


def is_asked_about(name: str, text: str) -> bool:
    """Whether its hours, its price or the like are asked of the place that goes by that name."""
    said = name.removeprefix("the ")
    found = (pattern.search(text) for pattern in UNKNOWN_SUBJECTS)
    return any(match is not None and match.group(1) == said for match in found)


def _unknown_abroad(text: str) -> str | None:
    """The same in another language: no word of it tells which sort of place it is ("la más cercana")."""
    for pattern in UNKNOWN_ABROAD:
        match = pattern.search(text)
        words = match.group(1).split() if match is not None else []
        if words and (_is_strange_name(words) if _is_latin(words) else _has_own_letters(words)):
            return " ".join(words)
    return None


def _is_latin(words: Sequence[str]) -> bool:
    return all(ord(character) < BEYOND_LATIN for word in words for character in word)


def _is_strange_name(words: Sequence[str]) -> bool:
    return NO_NAMES.isdisjoint(words) and any(is_strange(word) for word in words)


def _has_own_letters(words: Sequence[str]) -> bool:
    """Whether letters are left of it once the kinds of places, dishes and everyday words in it are taken out."""
    rest = " ".join(words)
    for known in sorted({*NO_NAMES, *(hit.words for hit in find_concepts(rest))}, key=len, reverse=True):
        rest = rest.replace(known, "") if not known.isascii() else rest
    return len(rest.replace(" ", "")) >= LEAST_OWN_LETTERS


def unknown_target(text: str) -> Near | None:
    """A street or station to go to that the guide does not know: to be geocoded."""
    match = UNKNOWN_TARGET.search(text)
    return Near(match.group(1)) if match else None


def unknown_goal(text: str) -> Near | None:
    """Whatever is named after "to" where nothing is known by that name: to be said back, in the person's own words."""
    match = UNKNOWN_GOAL.search(text)
    return Near(match.group(1)) if match and not all(word in NO_PLACES for word in match.group(1).split()) else None

"""Where a way begins and what it leads to, where the message names both: "from the library to the gym"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from violet.domain.intent import Near
from violet.understanding.reading.gazetteer import NamedPlace
from violet.understanding.reading.phrases import Phrases
from violet.understanding.reading.unknown import corner_in, unknown_near

WORDS = Phrases("ways")
STARTS, HERE = WORDS.words("starts"), WORDS.words("here")
FROM, BEGINS_WITH_STREET = WORDS["from"], WORDS["begins_with_street"]
GOES_HOME, BOTH_ENDS, ARROW = WORDS["goes_home"], WORDS["both_ends"], WORDS["arrow"]
BETWEEN_ENDS = WORDS.words("to")
TO = "to"
REACH = 2


@dataclass(frozen=True, slots=True)
class Way:
    """`start` is where it begins, None where that is not said; `goal` is the name it leads to. `joined` tells that the
    two stand together with only "to" between them, whatever else is said."""

    start: Near | None = None
    goal: NamedPlace | None = None
    joined: bool = False


NO_WAY = Way()


def way_in(text: str, tokens: Sequence[str], names: Sequence[NamedPlace]) -> Way:
    """The way that a normalised text speaks of."""
    spots = list(_spots(tokens, [place for place in names if not place.refused]))
    for (_before, first, between), (own, second, _after) in pairwise(spots):
        gap = own[len(own) - len(between) + len(_after) + len(second.said.split()) :]
        by_arrow = not gap and ARROW.search(text)
        if by_arrow or (gap and gap[0] in BETWEEN_ENDS and set(gap[1:]) <= {"the"}):
            return Way(_near(first), second, joined=True)
    goal = next((place for before, place, _after in spots if TO in before[-REACH:]), None)
    start = _start(spots, goal, home=bool(GOES_HOME.search(text)))
    if start is not None:
        goal = goal or next((place for _before, place, _after in spots if place.name != start.name), None)
        return Way(_near(start), goal)
    if len(spots) == REACH and BOTH_ENDS.search(text):
        return Way(_near(spots[0][1]), spots[1][1])
    return Way(_unnamed_start(text, names), goal)


def _unnamed_start(text: str, names: Sequence[NamedPlace]) -> Near | None:
    """A street, a crossing or a name nobody knows that the way is from."""
    begins = BEGINS_WITH_STREET.search(text)
    said = FROM.search(text)
    if begins is None and said is not None and said.group(2) in HERE:
        return None
    words = f"from {begins.group(1)}" if begins is not None else said.group(1) if said is not None else ""
    if any(place.said in words for place in names):
        return None
    return corner_in(words) or unknown_near(words)


_Spot = tuple[list[str], NamedPlace, list[str]]


def _spots(tokens: Sequence[str], names: Sequence[NamedPlace]) -> Iterator[_Spot]:
    """Each name with the words before it and after it."""
    words, begin = list(tokens), 0
    for place in names:
        own = place.said.split()
        at = next((i for i in range(begin, len(words)) if words[i : i + len(own)] == own), None)
        if at is not None:
            begin = at + len(own)
            yield words[:at], place, words[begin:]


def _start(spots: Sequence[_Spot], goal: NamedPlace | None, *, home: bool) -> NamedPlace | None:
    """The name after "from"; that after "at" too, where another is gone to."""
    alone = len(spots) < REACH
    for before, place, after in spots:
        near = set(before[-REACH:])
        if place is goal or (alone and not home and not ("from" in near and TO in after[:REACH])):
            continue
        if "from" in near or TO in after[:REACH] or (goal is not None and STARTS & near):
            return place
    return None


def _near(place: NamedPlace) -> Near:
    return Near(place.name, place.location)

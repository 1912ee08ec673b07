"""A way in words: which way to set out, where to turn, onto what, and how far."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from violet.routing.geometry import Array
from violet.routing.graph import WayKind
from violet.routing.ways import Stretch

COMPASS = ("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest")
# A nameless stretch shorter than this is a crossing that nobody needs to be told of.
SHORT_M = 25.0
# How much of a line its direction is taken from: less would be the bend of a curb.
LOOK_M = 20.0
STRAIGHT_DEG, SLIGHT_DEG, SHARP_DEG = 25.0, 50.0, 135.0


@dataclass(frozen=True, slots=True)
class Step:
    """`text` is a whole sentence without its full stop; `street` is empty on nameless paths."""

    text: str
    meters: int
    street: str


def steps(stretches: Sequence[Stretch], destination: str = "your destination") -> tuple[Step, ...]:
    """One for each stretch that has something to say; their meters add up to the way's, rounded. The last one, of no
    meters, arrives."""
    worded = list(_joined(stretches))
    ends = np.cumsum([0.0, *(stretch.meters for stretch in worded)])
    whole = np.diff(np.rint(ends)).astype(int).tolist()
    found = [
        Step(_sentence(worded, index), meters, stretch.name)
        for index, (stretch, meters) in enumerate(zip(worded, whole, strict=True))
    ]
    return (*found, Step(f"Arrive at {destination}", 0, ""))


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Short nameless crossings are walked with what follows (the last with what came before), and a street that goes
    on behind one is one stretch."""
    kept: list[Stretch] = []
    waiting: Stretch | None = None
    for stretch in stretches:
        if waiting is not None:
            stretch = _together(waiting, stretch, named_as=stretch)
            waiting = None
        if not stretch.name and stretch.meters < SHORT_M and stretch.kind is WayKind.PATH:
            waiting = stretch
        elif kept and _is_same(kept[-1], stretch):
            kept[-1] = _together(kept[-1], stretch, named_as=stretch)
        else:
            kept.append(stretch)
    if waiting is not None:
        if kept:
            kept[-1] = _together(kept[-1], waiting, named_as=kept[-1])
        else:
            kept.append(waiting)
    yield from kept


def _is_same(one: Stretch, other: Stretch) -> bool:
    """A street keeps its name where cars may no longer drive on it."""
    if one.name and not {one.kind, other.kind} & {WayKind.STAIRS, WayKind.BRIDGE}:
        return one.name == other.name
    return (one.name, one.kind, one.park) == (other.name, other.kind, other.park)


def _together(first: Stretch, second: Stretch, *, named_as: Stretch) -> Stretch:
    line = np.concatenate([first.line, second.line])
    return Stretch(named_as.name, named_as.kind, named_as.park, first.meters + second.meters, line)


def _sentence(stretches: Sequence[Stretch], index: int) -> str:
    stretch = stretches[index]
    if index == 0:
        return f"Head {heading(stretch.line)} {_along(stretch)}"
    turn = turn_degrees(stretches[index - 1].line, stretch.line)
    if stretch.kind is WayKind.STAIRS:
        return f"Take {stretch.name or 'the stairs'}"
    if stretch.kind is WayKind.BRIDGE:
        return (
            f"Cross the {stretch.name}" if abs(turn) <= STRAIGHT_DEG else f"{_turn_words(turn)} onto the {stretch.name}"
        )
    if abs(turn) <= STRAIGHT_DEG:
        return f"Continue {_along(stretch)}"
    return f"{_turn_words(turn)} {_onto(stretch)}"


def _along(stretch: Stretch) -> str:
    if stretch.name:
        return f"on {_name(stretch)}" if stretch.kind is not WayKind.PATH else f"along {_name(stretch)}"
    return f"through {stretch.park}" if stretch.park else "on the path"


def _onto(stretch: Stretch) -> str:
    if stretch.name:
        return f"onto {_name(stretch)}"
    return f"into {stretch.park}" if stretch.park else "onto the path"


def _name(stretch: Stretch) -> str:
    """Names of promenades and bridges take an article, names of streets none."""
    takes_article = stretch.kind is WayKind.BRIDGE or stretch.name.endswith(
        ("Promenade", "Greenway", "walkway", "Bridge")
    )
    return f"the {stretch.name}" if takes_article else stretch.name


def heading(line: Array) -> str:
    """The compass direction in which a line sets out."""
    east, north = _departure(line)
    return COMPASS[round(math.degrees(math.atan2(east, north)) / 45.0) % 8]


def turn_degrees(before: Array, after: Array) -> float:
    """How far one turns from the end of a line to the beginning of the next: right is positive, -180..180."""
    east1, north1 = _departure(before[::-1])
    east2, north2 = _departure(after)
    difference = math.degrees(math.atan2(east2, north2) - math.atan2(-east1, -north1))
    return (difference + 180.0) % 360.0 - 180.0


def _turn_words(turn: float) -> str:
    side = "right" if turn > 0 else "left"
    if abs(turn) < SLIGHT_DEG:
        return f"Bear {side}"
    return f"Turn {side}" if abs(turn) <= SHARP_DEG else f"Turn sharply {side}"


def _departure(line: Array) -> tuple[float, float]:
    """(east, north) from the start of a line to the spot LOOK_M along it."""
    lengths = np.hypot(*np.diff(line, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    at = min(LOOK_M, float(along[-1]))
    x, y = (float(np.interp(at, along, line[:, axis])) for axis in (0, 1))
    return x - float(line[0, 0]), y - float(line[0, 1])

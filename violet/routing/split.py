"""From lines to edges: split where lines meet, and join again what only looks like a junction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from violet.routing.geometry import Point
from violet.routing.graph import WayKind
from violet.routing.lines import Line


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of way between two junctions, with the attributes of its line."""

    points: tuple[Point, ...]
    name: str
    kind: WayKind
    source: int
    main: bool
    elevated: bool

    @property
    def ends(self) -> tuple[Point, Point]:
        return self.points[0], self.points[-1]

    @property
    def nature(self) -> tuple[object, ...]:
        return self.name, self.kind, self.source, self.main, self.elevated


def split(lines: Sequence[Line]) -> list[Piece]:
    """Pieces between the vertices at which lines end, meet or cross; those that run on unchanged are one."""
    uses = Counter(point for line in lines for point in line.points)
    for line in lines:
        uses.update((line.points[0], line.points[-1]))
    junctions = {point for point, count in uses.items() if count > 1}
    pieces = [piece for line in lines for piece in _cut(line, junctions)]
    return _merged(list({_identity(piece): piece for piece in pieces}.values()))


def _cut(line: Line, junctions: set[Point]) -> Iterator[Piece]:
    first = 0
    for index in range(1, len(line.points)):
        if line.points[index] in junctions:
            points = line.points[first : index + 1]
            if points[0] != points[-1]:
                yield Piece(points, line.name, line.kind, line.source, line.main, line.elevated)
            first = index


def _identity(piece: Piece) -> tuple[Point, ...]:
    """The same way drawn twice, in whatever direction, is one."""
    return min(piece.points, piece.points[::-1])


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Joins two pieces of one nature that meet where nothing else does."""
    alive: dict[int, Piece] = dict(enumerate(pieces))
    at: dict[Point, set[int]] = defaultdict(set)
    for index, piece in alive.items():
        for end in piece.ends:
            at[end].add(index)
    for point in list(at):
        if len(at[point]) != 2:
            continue
        first, second = sorted(at[point])
        joined = _joined(alive[first], alive[second], point)
        if joined is None:
            continue
        del alive[second]
        alive[first] = joined
        at[point] = set()
        far = joined.points[-1]
        at[far] = (at[far] - {second}) | {first}
    return list(alive.values())


def _joined(one: Piece, other: Piece, point: Point) -> Piece | None:
    """`one` first, through `point`, then `other`; None where they differ or would close a ring."""
    if one.nature != other.nature:
        return None
    first = one.points if one.points[-1] == point else one.points[::-1]
    second = other.points if other.points[0] == point else other.points[::-1]
    if first[0] == second[-1]:
        return None
    return Piece(first + second[1:], one.name, one.kind, one.source, one.main, one.elevated)

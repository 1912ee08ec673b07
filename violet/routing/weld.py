"""Joining what does not quite meet: line ends a few meters from the street they belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from violet.routing.geometry import Array, Plane, Point, project
from violet.routing.graph import WayKind
from violet.routing.lines import Line

REACH_M = 8.0
REACH_BY_HAND_M = 45.0


class _Joint(NamedTuple):
    """`point` is put into line `line` behind its vertex `after`, `share` (0..1) of the way to the next."""

    line: int
    after: int
    share: float
    point: Point


def weld(lines: Sequence[Line], plane: Plane) -> list[Line]:
    """The same lines, with every loose end that has a line on the ground within reach drawn out to it, and a vertex
    there in the line that it meets."""
    segments = _Segments(lines, plane)
    uses = Counter(point for line in lines for point in set(line.points))
    extended = [list(line.points) for line in lines]
    joints: list[_Joint] = []
    for index, line in enumerate(lines):
        reach = REACH_BY_HAND_M if line.by_hand else REACH_M
        for at_end in (False, True):
            end = line.points[-1] if at_end else line.points[0]
            joint = segments.nearest(end, index, reach) if uses[end] == 1 else None
            if joint is None:
                continue
            joints.append(joint)
            extended[index].insert(len(extended[index]) if at_end else 0, joint.point)
    _insert(extended, lines, joints)
    return [replace(line, points=_distinct(points)) for line, points in zip(lines, extended, strict=True)]


class _Segments:
    """All segments on the ground, to find the nearest of another line."""

    def __init__(self, lines: Sequence[Line], plane: Plane) -> None:
        rows = [
            (index, after, *line.points[after], *line.points[after + 1])
            for index, line in enumerate(lines)
            if not line.elevated and line.kind is not WayKind.BRIDGE
            for after in range(len(line.points) - 1)
        ]
        table = np.array(rows, dtype=np.int64)
        self._plane = plane
        self._line, self._after = table[:, 0], table[:, 1]
        self._starts, self._ends = plane.xy(table[:, 2:4]), plane.xy(table[:, 4:6])

    def nearest(self, end: Point, own: int, reach_m: float) -> _Joint | None:
        spot = self._plane.xy([end])
        close = self._near(spot[0], reach_m) & (self._line != own)
        rows = np.flatnonzero(close)
        if not len(rows):
            return None
        points = np.broadcast_to(spot, (len(rows), 2))
        distances, shares = project(points, self._starts[rows], self._ends[rows])
        best = int(distances.argmin())
        if distances[best] > reach_m:
            return None
        row, share = rows[best], float(shares[best])
        there = self._starts[row] + share * (self._ends[row] - self._starts[row])
        lat, lng = self._plane.micro(there)[0].tolist()
        return _Joint(int(self._line[row]), int(self._after[row]), share, (lat, lng))

    def _near(self, spot: Array, reach_m: float) -> Array:
        low, high = np.minimum(self._starts, self._ends) - reach_m, np.maximum(self._starts, self._ends) + reach_m
        return ((spot >= low) & (spot <= high)).all(axis=1)


def _insert(extended: list[list[Point]], lines: Sequence[Line], joints: Sequence[_Joint]) -> None:
    """From the back of each line, so that earlier positions stay true. One drawn out at its start has moved by one."""
    for joint in sorted(joints, key=lambda joint: (joint.line, joint.after, joint.share), reverse=True):
        points = extended[joint.line]
        shift = points.index(lines[joint.line].points[0])
        points.insert(joint.after + shift + 1, joint.point)


def _distinct(points: Sequence[Point]) -> tuple[Point, ...]:
    return tuple(point for index, point in enumerate(points) if index == 0 or point != points[index - 1])

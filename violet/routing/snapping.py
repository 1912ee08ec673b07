"""Where on the streets a position is: the nearest piece of way, found by a grid of cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, Array, project
from violet.routing.graph import StreetGraph, WayKind

CELL_M = 40.0
# Every cell lists the segments within this distance of it.
MARGIN_M = 60.0
# Somebody under a bridge is on the street below: the deck counts as this much farther.
ABOVE_M = 90.0
FARTHEST_M = 400.0


class Snap(NamedTuple):
    """A spot on edge `edge`, `offset` meters from its node `a` along the shape; `away` meters from the position."""

    edge: int
    offset: float
    away: float


class Snapper:
    """Finds the nearest spot on the graph for positions, many at a time."""

    def __init__(self, graph: StreetGraph) -> None:
        self._plane = graph.plane
        counts = np.diff(graph.shape_start)
        xy = self._plane.xy(graph.shape)
        edge_of_point = np.repeat(np.arange(len(counts)), counts)
        first = np.flatnonzero(edge_of_point[:-1] == edge_of_point[1:])
        self._starts, self._ends, self._edge = xy[first], xy[first + 1], edge_of_point[first]
        self._lengths = np.hypot(*(self._ends - self._starts).T)
        along = np.cumsum(self._lengths) - self._lengths
        first_of_edge = np.flatnonzero(np.diff(self._edge, prepend=-1))
        self._before = along - along[first_of_edge][self._edge]
        raised = (graph.kind == WayKind.BRIDGE) | graph.elevated
        self._penalty = np.where(raised, ABOVE_M, 0.0)[self._edge]
        self._origin = np.minimum(self._starts, self._ends).min(axis=0) - MARGIN_M
        extent = np.maximum(self._starts, self._ends).max(axis=0) + MARGIN_M - self._origin
        self._columns, self._rows = (int(size // CELL_M) + 1 for size in extent)
        self._cell_start, self._cell_items = self._cells()
        # What is far from all streets looks at everything within the farthest.
        self._low = np.ascontiguousarray((np.minimum(self._starts, self._ends) - FARTHEST_M).T)
        self._high = np.ascontiguousarray((np.maximum(self._starts, self._ends) + FARTHEST_M).T)

    def snap(self, position: LatLng) -> Snap | None:
        """None where no street is within FARTHEST_M."""
        return self.snap_all([position])[0]

    def snap_all(self, positions: Sequence[LatLng]) -> list[Snap | None]:
        """In the order given."""
        if not positions:
            return []
        spots = self._plane.xy(np.array([(position.lat, position.lng) for position in positions]) * MICRO)
        items, owner = self._candidates(spots)
        found: list[Snap | None] = [None] * len(positions)
        if len(items):
            distances, shares = project(spots[owner], self._starts[items], self._ends[items])
            for index, row in _first_of_each(owner, distances + self._penalty[items]):
                if distances[row] + self._penalty[items[row]] <= MARGIN_M:
                    found[index] = self._snap(int(items[row]), float(distances[row]), float(shares[row]))
        return [one or self._among_all(spot) for one, spot in zip(found, spots, strict=True)]

    def _among_all(self, spot: Array) -> Snap | None:
        (x, y), low, high = spot, self._low, self._high
        rows = np.flatnonzero((x >= low[0]) & (x <= high[0]) & (y >= low[1]) & (y <= high[1]))
        if not len(rows):
            return None
        distances, shares = project(np.broadcast_to(spot, (len(rows), 2)), self._starts[rows], self._ends[rows])
        best = int((distances + self._penalty[rows]).argmin())
        away = float(distances[best])
        return self._snap(int(rows[best]), away, float(shares[best])) if away <= FARTHEST_M else None

    def _snap(self, segment: int, away: float, share: float) -> Snap:
        offset = self._before[segment] + share * self._lengths[segment]
        return Snap(int(self._edge[segment]), float(offset), away)

    def _cells(self) -> tuple[Array, Array]:
        """For each cell, where its segments begin in the list of items; a segment is in every cell near its box."""
        low = ((np.minimum(self._starts, self._ends) - MARGIN_M - self._origin) // CELL_M).astype(int).clip(0)
        high = ((np.maximum(self._starts, self._ends) + MARGIN_M - self._origin) // CELL_M).astype(int)
        cells: list[list[int]] = [[] for _ in range(self._columns * self._rows)]
        for segment, (x1, y1, x2, y2) in enumerate(np.concatenate([low, high], axis=1).tolist()):
            for y in range(y1, min(y2, self._rows - 1) + 1):
                for x in range(x1, min(x2, self._columns - 1) + 1):
                    cells[y * self._columns + x].append(segment)
        starts = np.cumsum([0, *(len(cell) for cell in cells)])
        return starts, np.array([segment for cell in cells for segment in cell], dtype=np.int32)

    def _candidates(self, spots: Array) -> tuple[Array, Array]:
        """Segments to look at, and the index of the position that each is for."""
        cell = ((spots - self._origin) // CELL_M).astype(int)
        known = ((cell >= 0) & (cell < (self._columns, self._rows))).all(axis=1)
        number = np.where(known, cell[:, 1] * self._columns + cell[:, 0], 0)
        starts = self._cell_start[number]
        counts = np.where(known, self._cell_start[number + 1] - starts, 0)
        owner = np.repeat(np.arange(len(spots)), counts)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self._cell_items[np.repeat(starts, counts) + within], owner


def _first_of_each(owner: Array, value: Array) -> list[tuple[int, int]]:
    """(owner, row of its smallest value). `owner` is sorted."""
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    least = np.repeat(np.minimum.reduceat(value, begins), np.diff(np.append(begins, len(owner))))
    rows = np.flatnonzero(value == least)
    rows = rows[np.flatnonzero(np.diff(owner[rows], prepend=-1))]
    return list(zip(owner[rows].tolist(), rows.tolist(), strict=True))

"""The whole way from a campus's sources to its graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import Array, Plane, Point, all_inside, distances_to_ring, simplified
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.lines import Area, Sources, read_sources
from violet.routing.split import Piece, split
from violet.routing.weld import weld

# Far streets would cost memory and serve nobody: everything within an hour on foot of a campus is kept.
KEPT_WITHIN_M = 3200.0
TOLERANCE_M = 1.5
BESIDE_PARK_M = 30.0
NEAR_WATER_M = 150.0


@dataclass(frozen=True, slots=True)
class Built:
    """A graph, and how many pieces and components were left out because nothing leads there."""

    graph: StreetGraph
    components: int
    dropped_pieces: int


def build(folder: Path, campuses: Sequence[LatLng]) -> Built:
    """Raises OSError, KeyError or ValueError where the sources cannot be read."""
    return connect(read_sources(folder), campuses)


def connect(sources: Sources, campuses: Sequence[LatLng]) -> Built:
    """The graph of all that is within reach of a campus and connected with the most of it."""
    plane = Plane(_middle(campuses))
    kept = [line for line in sources.lines if _is_near(plane.xy(line.points), plane, campuses)]
    pieces = [piece for piece in split(weld(kept, plane)) if _is_near(plane.xy(piece.points), plane, campuses)]
    connected, components = _largest_component(pieces)
    graph = _graph(connected, sources, plane)
    return Built(graph, components, len(pieces) - len(connected))


def _middle(campuses: Sequence[LatLng]) -> LatLng:
    return LatLng(
        sum(campus.lat for campus in campuses) / len(campuses), sum(campus.lng for campus in campuses) / len(campuses)
    )


def _is_near(xy: Array, plane: Plane, campuses: Sequence[LatLng]) -> bool:
    centers = plane.xy([(round(campus.lat * 1e6), round(campus.lng * 1e6)) for campus in campuses])
    distances = np.hypot(*(xy[:, None, :] - centers[None, :, :]).transpose(2, 0, 1))
    return bool((distances <= KEPT_WITHIN_M).any())


def _largest_component(pieces: Sequence[Piece]) -> tuple[list[Piece], int]:
    leader: dict[Point, Point] = {}

    def find(point: Point) -> Point:
        while leader.setdefault(point, point) != point:
            leader[point] = leader[leader[point]]
            point = leader[point]
        return point

    for piece in pieces:
        leader[find(piece.ends[0])] = find(piece.ends[1])
    sizes: dict[Point, int] = {}
    for piece in pieces:
        root = find(piece.ends[0])
        sizes[root] = sizes.get(root, 0) + 1
    largest = max(sizes, key=lambda root: sizes[root])
    return [piece for piece in pieces if find(piece.ends[0]) == largest], len(sizes)


def _graph(pieces: Sequence[Piece], sources: Sources, plane: Plane) -> StreetGraph:
    nodes = {point: index for index, point in enumerate(sorted({end for piece in pieces for end in piece.ends}))}
    ordered = sorted(pieces, key=lambda piece: (nodes[piece.ends[0]], nodes[piece.ends[1]], piece.points))
    shapes = [_simple(piece.points, plane) for piece in ordered]
    names = sorted({piece.name for piece in ordered if piece.name})
    name_index = {name: index for index, name in enumerate(names)} | {"": -1}
    spots = np.array([_midpoint(plane.xy(shape)) for shape in shapes])
    parks, waters = _Areas(sources.parks, plane, BESIDE_PARK_M), _Areas(sources.waters, plane, NEAR_WATER_M)
    park, in_park = parks.nearest(spots)
    water, _ = waters.nearest(spots)
    starts = np.cumsum([0, *(len(shape) for shape in shapes)])
    return StreetGraph(
        nodes=np.array(list(nodes), dtype=np.int32),
        a=np.array([nodes[piece.ends[0]] for piece in ordered], dtype=np.int32),
        b=np.array([nodes[piece.ends[1]] for piece in ordered], dtype=np.int32),
        meters=np.array([_length(plane.xy(shape)) for shape in shapes]),
        shape_start=starts.astype(np.int32),
        shape=np.array([point for shape in shapes for point in shape], dtype=np.int32),
        kind=np.array([piece.kind for piece in ordered], dtype=np.int8),
        name=np.array([name_index[piece.name] for piece in ordered], dtype=np.int16),
        main=np.array([piece.main for piece in ordered]),
        elevated=np.array([piece.elevated or piece.kind is WayKind.BRIDGE for piece in ordered]),
        park=park.astype(np.int16),
        in_park=in_park,
        water=water.astype(np.int8),
        source=np.array([piece.source for piece in ordered], dtype=np.int8),
        names=tuple(names),
        parks=tuple(park.name for park in sources.parks),
        waters=tuple({"name": water.name, "outline": water.rings[0]} for water in sources.waters),
        sources=sources.sources,
    )


def _simple(points: Sequence[Point], plane: Plane) -> list[Point]:
    return [points[index] for index in simplified(points, plane.xy(points), TOLERANCE_M)]


def _length(xy: Array) -> float:
    return float(np.hypot(*np.diff(xy, axis=0).T).sum())


class _Areas:
    """Parks or waters on the plane, with the box around each and a margin."""

    def __init__(self, areas: Sequence[Area], plane: Plane, reach_m: float) -> None:
        self._rings = [[plane.xy(ring) for ring in area.rings] for area in areas]
        points = [np.concatenate(rings) for rings in self._rings]
        self._reach_m = reach_m
        self._low = np.array([one.min(axis=0) for one in points]).reshape(-1, 2) - reach_m
        self._high = np.array([one.max(axis=0) for one in points]).reshape(-1, 2) + reach_m

    def nearest(self, spots: Array) -> tuple[Array, Array]:
        """Of each spot (m, 2) the index of the area that it is in, else of the nearest within reach, -1 for none; and
        whether it is in."""
        found, away = np.full(len(spots), -1), np.full(len(spots), self._reach_m)
        within = np.zeros(len(spots), dtype=bool)
        for index, rings in enumerate(self._rings):
            near = ((self._low[index] <= spots) & (spots <= self._high[index])).all(axis=1) & ~within
            rows = np.flatnonzero(near)
            if not len(rows):
                continue
            covered = np.logical_or.reduce([all_inside(ring, spots[rows]) for ring in rings])
            distances = np.minimum.reduce([distances_to_ring(ring, spots[rows]) for ring in rings])
            closer = rows[~covered & (distances <= away[rows])]
            found[closer], away[closer] = index, distances[~covered & (distances <= away[rows])]
            found[rows[covered]], within[rows[covered]] = index, True
        return found, within


def _midpoint(xy: Array) -> tuple[float, float]:
    lengths = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    half = along[-1] / 2
    return float(np.interp(half, along, xy[:, 0])), float(np.interp(half, along, xy[:, 1]))

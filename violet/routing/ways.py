"""A way as a person walks it: its line on the map, and its stretches, one for each street."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, Array
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.search import Path, Piece


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a way along one street. `line` is (n, 2) meters on the graph's plane, in walking order."""

    name: str
    kind: WayKind
    park: str | None
    meters: float
    line: Array


def stretches(graph: StreetGraph, path: Path) -> list[Stretch]:
    """One for each street, in order. A nameless crossing of a few meters belongs to what follows."""
    found = []
    for (name, kind, park), group in groupby(path.pieces, key=lambda piece: _place(graph, piece.edge)):
        pieces = list(group)
        line = np.concatenate([piece_line(graph, piece) for piece in pieces])
        found.append(Stretch(name, kind, park, sum(piece.meters for piece in pieces), _without_repeats(line)))
    return found


def polyline(graph: StreetGraph, path: Path, start: LatLng, end: LatLng) -> tuple[tuple[float, float], ...]:
    """(lat, lng) from position to position, rounded to micro-degrees; the ends are the positions themselves."""
    ends = [(round(one.lat, 6), round(one.lng, 6)) for one in (start, end)]
    walked = [point for piece in path.pieces for point in _piece_points(graph, piece)]
    rounded = [ends[0], *((lat / MICRO, lng / MICRO) for lat, lng in walked), ends[1]]
    return tuple(point for index, point in enumerate(rounded) if index in (0, 1) or point != rounded[index - 1])


def _piece_points(graph: StreetGraph, piece: Piece) -> list[list[int]]:
    """Micro-degrees (lat, lng) in walking order. Most pieces are whole edges, whose points are there to be taken."""
    whole = min(piece.start, piece.end) <= 0.0 and max(piece.start, piece.end) >= graph.meters[piece.edge]
    if not whole:
        return graph.plane.micro(piece_line(graph, piece)).tolist()  # type: ignore[no-any-return]
    points: list[list[int]] = graph.points(piece.edge).tolist()
    return points if piece.end >= piece.start else points[::-1]


def piece_line(graph: StreetGraph, piece: Piece) -> Array:
    """The points of a piece on the plane, in walking order; its ends are put in between the vertices."""
    line = graph.plane.xy(graph.points(piece.edge))
    low, high = sorted((piece.start, piece.end))
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    inner = line[(along > low) & (along < high)]
    ends = np.stack([np.interp([low, high], along, line[:, axis]) for axis in (0, 1)], axis=1)
    cut = np.concatenate([ends[:1], inner, ends[1:]])
    return cut if piece.end >= piece.start else cut[::-1]


def _place(graph: StreetGraph, edge: int) -> tuple[str, WayKind, str | None]:
    """What tells stretches apart. Nameless paths are told apart by their park."""
    name, kind = graph.name_of(edge), WayKind(int(graph.kind[edge]))
    if name:
        return name, WayKind.STREET if kind is WayKind.ALLEY else kind, None
    park = graph.parks[int(graph.park[edge])] if graph.in_park[edge] else None
    return "", WayKind.PATH, park


def _without_repeats(line: Sequence[Array] | Array) -> Array:
    points = np.asarray(line)
    keep = np.append(True, np.abs(np.diff(points, axis=0)).max(axis=1) > 1e-6)
    return points[keep] if keep.sum() > 1 else points[[0, -1]]

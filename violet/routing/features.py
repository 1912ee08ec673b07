"""What is on record along a way, as shares of its meters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, Array
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.search import Path
from violet.routing.streets import Streets

EdgeMeters = Sequence[tuple[int, float]]
"""Meters walked on each edge, in walking order."""

# Lines of other providers are put on our edges by a spot every so many meters.
SAMPLE_M = 20.0


@dataclass(frozen=True, slots=True)
class Along:
    """Shares of a way's meters, 0..1, and the names that go with them, those with most meters first. `busy` is None
    where nobody looked. `stairs` are names of stairs on record; `matched` the share that lies on streets we know."""

    main: float
    scenic: float
    park: float
    busy: float | None
    main_streets: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()
    bridges: tuple[str, ...] = ()
    stairs: tuple[str, ...] = ()
    matched: float = 1.0
    sources: tuple[Mapping[str, str], ...] = field(default=())


def edge_meters(path: Path) -> EdgeMeters:
    return [(piece.edge, piece.meters) for piece in path.pieces]


def matched(
    streets: Streets, line: Sequence[tuple[float, float]], *, within_m: float = 35.0
) -> tuple[EdgeMeters, float]:
    """The edges under a line (lat, lng) of somebody else's, and the share of it that lies within reach of one."""
    plane = streets.graph.plane
    xy = plane.xy(np.array(line) * MICRO)
    lengths = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    if along[-1] <= 0.0:
        return [], 0.0
    spots = np.arange(SAMPLE_M / 2, along[-1], SAMPLE_M)
    points = np.stack([np.interp(spots, along, xy[:, axis]) for axis in (0, 1)], axis=1)
    positions = [LatLng(lat / MICRO, lng / MICRO) for lat, lng in plane.micro(points).tolist()]
    snaps = streets.snapper.snap_all(positions)
    found = [(snap.edge, SAMPLE_M) for snap in snaps if snap is not None and snap.away <= within_m]
    return found, len(found) / max(1, len(snaps))


def along(graph: StreetGraph, walked: EdgeMeters, *, busy: Array | None = None, share: float = 1.0) -> Along:
    """`busy` tells of each edge whether something is open there; `share` is what `matched` returned."""
    edges = np.array([edge for edge, _ in walked], dtype=np.int64)
    meters = np.array([length for _, length in walked])
    total = max(float(meters.sum()), 1e-9)

    def part(mask: Array) -> float:
        return round(float(meters[mask].sum()) / total, 3)

    def names(mask: Array, index: Array, words: Sequence[str]) -> tuple[str, ...]:
        sums: dict[str, float] = {}
        for number, length in zip(index[edges[mask]].tolist(), meters[mask].tolist(), strict=True):
            if number >= 0 and words[number]:
                sums[words[number]] = sums.get(words[number], 0.0) + length
        return tuple(sorted(sums, key=lambda name: -sums[name]))

    kind, park, water = graph.kind[edges], graph.park[edges], graph.water[edges]
    in_park = graph.in_park[edges] & (park >= 0)
    main = graph.main[edges]
    used = sorted(set(graph.source[edges].tolist()))
    return Along(
        main=part(main),
        scenic=part((park >= 0) | (water >= 0)),
        park=part(in_park),
        busy=None if busy is None else part(busy[edges]),
        main_streets=names(main, graph.name, graph.names),
        parks=names(park >= 0, graph.park, graph.parks),
        waters=names(water >= 0, graph.water, [water["name"] for water in graph.waters]),
        bridges=names(kind == WayKind.BRIDGE, graph.name, graph.names),
        stairs=names(kind == WayKind.STAIRS, graph.name, graph.names),
        matched=share,
        sources=tuple(graph.sources[index] for index in used),
    )


def busy_edges(streets: Streets, open_places: Iterable[LatLng], *, within_m: float = 60.0) -> Array:
    """Of each edge, whether one of the places, open now, is on it."""
    busy = np.zeros(len(streets.graph.a), dtype=bool)
    for snap in streets.snapper.snap_all(list(open_places)):
        if snap is not None and snap.away <= within_m:
            busy[snap.edge] = True
    return busy

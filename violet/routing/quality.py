"""How good a graph is: what a person should look at before it serves anybody."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from violet.domain.geo import LatLng, meters_between
from violet.routing.geometry import all_crossing, all_inside, crosses
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.search import Router
from violet.routing.snapping import Snap, Snapper

FAR_M = 60.0
DETOUR = 1.5
SHORTEST_PAIR_M, LONGEST_PAIR_M = 300.0, 3000.0
# Random pairs: so many starts with so many ends each.
SOURCES, EACH = 80, 25


@dataclass(frozen=True, slots=True)
class Quality:
    """`detours` are walks divided by straight lines of random pairs of places on one side of the water, sorted.
    `far_places` are farther than FAR_M from a street, `unreachable` have no way to the first place. `wet_edges` enter
    a water without being a bridge."""

    nodes: int
    edges: int
    kilometers: float
    dead_ends: int
    far_places: tuple[str, ...]
    unreachable: tuple[str, ...]
    detours: tuple[float, ...]
    wet_edges: tuple[int, ...]

    def detour(self, share: float) -> float:
        """The quantile of the detours; 1 where there are none."""
        return self.detours[min(len(self.detours) - 1, int(share * len(self.detours)))] if self.detours else 1.0

    @property
    def long_detours(self) -> float:
        """The share of pairs whose way is longer than DETOUR times the straight line."""
        return sum(detour > DETOUR for detour in self.detours) / max(1, len(self.detours))


def quality(graph: StreetGraph, places: Mapping[str, LatLng]) -> Quality:
    """`places` by name. The pairs are the same every time."""
    router, snapper = Router(graph), Snapper(graph)
    snaps = dict(zip(places, snapper.snap_all(list(places.values())), strict=True))
    known = {name: snap for name, snap in snaps.items() if snap is not None}
    degree = np.bincount(np.concatenate([graph.a, graph.b]), minlength=len(graph.nodes))
    first = next(iter(known.values()), None)
    meters = router.distances(first, list(known.values())) if first is not None else []
    lost = [name for name, away in zip(known, meters, strict=True) if not np.isfinite(away)]
    return Quality(
        nodes=len(graph.nodes),
        edges=len(graph.a),
        kilometers=float(graph.meters.sum()) / 1000,
        dead_ends=int((degree == 1).sum()),
        far_places=tuple(name for name, snap in snaps.items() if snap is None or snap.away > FAR_M),
        unreachable=tuple([name for name in places if name not in known] + lost),
        detours=tuple(sorted(_detours(graph, router, places, known))),
        wet_edges=wet_edges(graph),
    )


def wet_edges(graph: StreetGraph) -> tuple[int, ...]:
    """Edges that enter a water of the graph and are no bridge."""
    plane, counts = graph.plane, np.diff(graph.shape_start)
    xy, edge = plane.xy(graph.shape), np.repeat(np.arange(len(counts)), counts)
    within = np.flatnonzero(edge[:-1] == edge[1:])
    wet = np.zeros(len(counts), dtype=bool)
    for water in graph.waters:
        outline = plane.xy(water["outline"])
        wet[edge[all_inside(outline, xy)]] = True
        wet[edge[within[all_crossing(outline, xy[within], xy[within + 1])]]] = True
    return tuple(np.flatnonzero(wet & (graph.kind != WayKind.BRIDGE)).tolist())


def _detours(
    graph: StreetGraph, router: Router, places: Mapping[str, LatLng], snaps: Mapping[str, Snap]
) -> list[float]:
    chance = random.Random(1)  # noqa: S311 -- the same pairs every time
    names = sorted(snaps)
    sources = [chance.choice(names) for _ in range(SOURCES if len(names) > 1 else 0)]
    return [
        detour
        for source in sources
        for detour in _detours_from(graph, router, (places, snaps), source, chance.sample(names, min(EACH, len(names))))
    ]


def _detours_from(
    graph: StreetGraph,
    router: Router,
    known: tuple[Mapping[str, LatLng], Mapping[str, Snap]],
    source: str,
    others: Sequence[str],
) -> list[float]:
    """One search for all of them."""
    places, snaps = known
    apart = {name: meters_between(places[source], places[name]) for name in others}
    ashore = [
        name
        for name, meters in apart.items()
        if SHORTEST_PAIR_M <= meters <= LONGEST_PAIR_M and not _across_water(graph, [places[source], places[name]])
    ]
    along = router.distances(snaps[source], [snaps[name] for name in ashore])
    return [
        (meters + snaps[source].away + snaps[name].away) / apart[name]
        for name, meters in zip(ashore, along, strict=True)
    ]


def _across_water(graph: StreetGraph, line: Sequence[LatLng]) -> bool:
    plane = graph.plane
    points = plane.xy([(round(point.lat * 1e6), round(point.lng * 1e6)) for point in line])
    return any(crosses(plane.xy(water["outline"]), points) for water in graph.waters)

"""The streets of one campus, ready to be asked: walks from door to door, and an honest estimate where no street is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath

import numpy as np

from violet.domain.geo import WALKING_METERS_PER_MINUTE, LatLng, Leg, estimate_walk, meters_between
from violet.routing.geometry import MICRO, Array, crosses
from violet.routing.graph import StreetGraph, WayKind, load
from violet.routing.search import Path, Router
from violet.routing.snapping import Snap, Snapper
from violet.routing.ways import polyline

# Streets wind: within so many times the straight line nearly every way is found, and the search ends early.
LIMIT_FACTOR, LIMIT_EXTRA_M = 2.0, 800.0
MAX_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Way:
    """A walk from door to door. `meters` counts the few meters from the doors to the street too."""

    start: LatLng
    end: LatLng
    path: Path
    meters: float
    polyline: tuple[tuple[float, float], ...]

    @property
    def leg(self) -> Leg:
        return leg_of(self.meters)


class Streets:
    """Loaded from a graph's file when first asked, or before by `warm_up`; safe to share between threads."""

    def __init__(self, graph: FilePath | StreetGraph) -> None:
        self._given = graph
        # Where places and events are on the streets: the same are asked for again and again.
        self._snaps: dict[LatLng, Snap | None] = {}

    @cached_property
    def known(self) -> bool:
        """Whether the campus has a street graph at all; without one only `known` may be asked."""
        return not isinstance(self._given, FilePath) or self._given.is_file()

    @cached_property
    def graph(self) -> StreetGraph:
        return load(self._given) if isinstance(self._given, FilePath) else self._given

    @cached_property
    def router(self) -> Router:
        return Router(self.graph)

    @cached_property
    def snapper(self) -> Snapper:
        return Snapper(self.graph)

    def warm_up(self) -> None:
        """Loads everything that a first question would have to wait for."""
        self.router.warm_up()
        _ = self.snapper

    def legs(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[Leg]:
        """The walk to each destination, in the order given; an estimate where either end is far from all streets."""
        start, *ends = self._snapped(origin, destinations)
        known = [index for index, end in enumerate(ends) if start is not None and end is not None]
        legs: list[Leg | None] = [None] * len(destinations)
        if start is not None and known:
            targets = [end for end in ends if end is not None]
            straight = max(meters_between(origin, destinations[index]) for index in known)
            meters = self._meters(start, targets, straight)
            for index, target, along in zip(known, targets, meters, strict=True):
                if np.isfinite(along):
                    legs[index] = leg_of(start.away + along + target.away)
        return [leg or self.estimate(origin, end) for leg, end in zip(legs, destinations, strict=True)]

    def _snapped(self, origin: LatLng, destinations: Sequence[LatLng]) -> list[Snap | None]:
        """As the snapper has them. Destinations are remembered, where people are is not."""
        known = self._snaps
        new = [end for end in dict.fromkeys(destinations) if end not in known]
        start, *found = self.snapper.snap_all([origin, *new])
        here = dict(zip(new, found, strict=True))
        ends = [here[end] if end in here else known[end] for end in destinations]
        if len(known) + len(here) > MAX_REMEMBERED:
            self._snaps = here
        else:
            known.update(here)
        return [start, *ends]

    def way(self, start: LatLng, end: LatLng, cost: Array | None = None) -> Way | None:
        """The way whose edges cost least (their meters without `cost`); None where no street is near."""
        first, last = self.snapper.snap_all([start, end])
        if first is None or last is None:
            return None
        path = self.router.shortest(first, last, cost)
        if path is None:
            return None
        line = polyline(self.graph, path, start, end)
        return Way(start, end, path, first.away + path.meters + last.away, line)

    def estimate(self, start: LatLng, end: LatLng) -> Leg:
        """From straight lines; around a river by the bridge that makes it shortest."""
        if not self.crosses_water((start, end)):
            return estimate_walk(start, end)
        meters = min((self._by_bridge(bridge, start, end) for bridge in self._bridges), default=None)
        if meters is None:
            return estimate_walk(start, end)
        around = estimate_walk(start, end)
        return leg_of(max(meters, around.meters), estimated=True)

    def crosses_water(self, line: Sequence[LatLng]) -> bool:
        """Whether a line enters one of the waters that the graph knows."""
        points = self.graph.plane.xy(np.array([(point.lat, point.lng) for point in line]) * MICRO)
        return any(crosses(outline, points) for outline in self._waters)

    def _meters(self, start: Snap, targets: Sequence[Snap], straight_m: float) -> list[float]:
        limit = LIMIT_FACTOR * straight_m + LIMIT_EXTRA_M
        near = self.router.distances(start, targets, limit_m=limit)
        if all(np.isfinite(near)):
            return near
        return self.router.distances(start, targets)

    def _by_bridge(self, bridge: tuple[LatLng, LatLng, float], start: LatLng, end: LatLng) -> float:
        one, other, meters = bridge
        there = estimate_walk(start, one).meters + estimate_walk(other, end).meters
        back = estimate_walk(start, other).meters + estimate_walk(one, end).meters
        return min(there, back) + meters

    @cached_property
    def _bridges(self) -> list[tuple[LatLng, LatLng, float]]:
        """Both ends and the length of each piece of bridge over water."""
        graph = self.graph
        found = []
        for edge in np.flatnonzero(graph.kind == WayKind.BRIDGE).tolist():
            line = graph.plane.xy(graph.points(edge))
            if any(crosses(outline, line) for outline in self._waters):
                one, other = (LatLng(*(graph.points(edge)[end] / MICRO).tolist()) for end in (0, -1))
                found.append((one, other, float(graph.meters[edge])))
        return found

    @cached_property
    def _waters(self) -> list[Array]:
        return [self.graph.plane.xy(water["outline"]) for water in self.graph.waters]


def leg_of(meters: float, *, estimated: bool = False) -> Leg:
    """A walk of so many meters at the house's pace."""
    return Leg(round(meters), round(meters / WALKING_METERS_PER_MINUTE * 60), estimated=estimated)

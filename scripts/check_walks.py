"""What walks on the campus's streets are worth: how long a question takes, what the streets weigh, and whether any of
10,000 routes crosses water but on a bridge.

    python -m scripts.check_walks [--routes 10000] [--campus nyu]

Times are of the processor, of one thread; random pairs of spots on streets, from door to door.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence

import numpy as np

from violet.campus.campus import Campus
from violet.campus.loader import campus_folder, load_campuses
from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, all_crossing, all_inside
from violet.routing.graph import GRAPH, StreetGraph, WayKind, load
from violet.routing.quality import Quality, quality, wet_edges
from violet.routing.streets import Streets, Way

QUESTIONS, CANDIDATES, TABLES = 2000, 120, 300


class Waters:
    """Tells whether a route enters one."""

    def __init__(self, graph: StreetGraph) -> None:
        self._graph = graph
        self._outlines = [graph.plane.xy(water["outline"]) for water in graph.waters]
        self._wet = frozenset(wet_edges(graph))

    def crossed_by(self, way: Way) -> bool:
        """But for bridges; also on the few meters from the doors to the street."""
        if any(piece.edge in self._wet for piece in way.path.pieces):
            return True
        line = self._graph.plane.xy(np.array(way.polyline) * MICRO)
        ends = (line[:2], line[-2:])
        return any(self._enters(end) for end in ends)

    def ashore(self, door: LatLng) -> bool:
        spot = self._graph.plane.xy([(door.lat * MICRO, door.lng * MICRO)])
        return not any(all_inside(outline, spot).any() for outline in self._outlines)

    def _enters(self, line: np.ndarray) -> bool:
        return any(
            bool(all_inside(outline, line).any() or all_crossing(outline, line[:-1], line[1:]).any())
            for outline in self._outlines
        )


def doors(streets: Streets, waters: Waters, count: int, seed: int) -> list[LatLng]:
    """Random positions on land within the reach of the streets."""
    chance, graph = random.Random(seed), streets.graph  # noqa: S311 -- the same doors every time
    (south, west), (north, east) = graph.nodes.min(axis=0) / MICRO, graph.nodes.max(axis=0) / MICRO
    found: list[LatLng] = []
    while len(found) < count:
        spots = [LatLng(chance.uniform(south, north), chance.uniform(west, east)) for _ in range(count)]
        snaps = streets.snapper.snap_all(spots)
        found += [
            spot for spot, snap in zip(spots, snaps, strict=True) if snap and snap.away < 60 and waters.ashore(spot)
        ]
    return found[:count]


def wet_routes(streets: Streets, count: int, seed: int = 24) -> tuple[int, int]:
    """Of so many routes between random doors, how many enter a water without a bridge; and how many take a bridge."""
    waters = Waters(streets.graph)
    ends = doors(streets, waters, 2 * count, seed)
    wet = bridged = 0
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        way = streets.way(start, end)
        assert way is not None
        wet += waters.crossed_by(way)
        bridged += any(streets.graph.kind[piece.edge] == WayKind.BRIDGE for piece in way.path.pieces)
    return wet, bridged


def milliseconds(ask: Callable[[int], object], count: int) -> list[float]:
    """Of the processor, each question by itself, sorted."""
    found = []
    for number in range(count):
        begun = time.thread_time()
        ask(number)
        found.append((time.thread_time() - begun) * 1000)
    return sorted(found)


def megabytes(campus: Campus) -> float:
    """What the streets of a campus take once they are ready."""
    tracemalloc.start()
    streets = Streets(load(campus_folder(campus.id, None) / "streets" / GRAPH))
    streets.warm_up()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / 1e6


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--routes", type=int, default=10_000)
    parser.add_argument("--campus", default="nyu")
    options = parser.parse_args(arguments)
    campus = next(one for one in load_campuses() if one.id == options.campus)
    streets = Streets(campus_folder(campus.id, None) / "streets" / GRAPH)
    streets.warm_up()
    spots = doors(streets, Waters(streets.graph), 2 * QUESTIONS, seed=1)
    snaps = [snap for snap in streets.snapper.snap_all(spots) if snap is not None]
    _say("router", milliseconds(lambda n: streets.router.shortest(snaps[2 * n], snaps[2 * n + 1]), QUESTIONS))
    _say("door to door", milliseconds(lambda n: streets.way(spots[2 * n], spots[2 * n + 1]), QUESTIONS))
    near = [place.location for place in campus.places][:CANDIDATES]
    _say(f"{CANDIDATES} candidates", milliseconds(lambda n: streets.legs(spots[n], near), TABLES))
    print(f"memory: {megabytes(campus):.1f} MB")
    wet, bridged = wet_routes(streets, options.routes)
    print(f"{options.routes} routes: {wet} cross water without a bridge, {bridged} take a bridge")
    _report(quality(streets.graph, {place.id: place.location for place in campus.places}))


def _say(what: str, times: Sequence[float]) -> None:
    median, late = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{what}: median {median:.2f} ms, p99 {late:.2f} ms")


def _report(found: Quality) -> None:
    print(f"places without a way to them: {len(found.unreachable)}")
    print(f"detours: median {found.detour(0.5):.2f}, p95 {found.detour(0.95):.2f}, of {len(found.detours)} pairs")


if __name__ == "__main__":
    main()

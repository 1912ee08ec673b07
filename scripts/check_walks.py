"""What walks on the campus's streets are worth: whether ways are as short as scipy's and loops as good as brute force
finds them, how long a question takes, what the streets weigh, and whether any of 10,000 routes crosses water but on a
bridge.

    python -m scripts.check_walks [--routes 10000] [--campus nyu]

Times are of the processor, of one thread; random pairs of spots on streets, from door to door.
"""

from __future__ import annotations

import argparse
import math
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from violet.campus.campus import Campus
from violet.campus.loader import campus_folder, load_campuses
from violet.domain.geo import LatLng
from violet.routing.geometry import MICRO, all_crossing, all_inside
from violet.routing.graph import GRAPH, StreetGraph, WayKind, load
from violet.routing.loops import Candidate, Loop, best_loop, value_of
from violet.routing.quality import Quality, quality, wet_edges
from violet.routing.search import Router
from violet.routing.snapping import Snap
from violet.routing.streets import Streets, Way

QUESTIONS, CANDIDATES, TABLES = 2000, 120, 300
# Pairs of corners are so many starts with so many targets each.
STARTS, TARGETS, WORLDS = 100, 50, 300
SAME_M = 1e-6


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


def matrix(router: Router, cost: Sequence[float]) -> csr_matrix:
    """The corners as a matrix of costs, of parallel edges the cheapest."""
    best: dict[tuple[int, int], float] = {}
    for edge, paid in enumerate(cost):
        a, b = router.ends(edge)
        for pair in ((a, b), (b, a)):
            best[pair] = min(paid, best.get(pair, np.inf))
    rows, columns = zip(*best, strict=True)
    return csr_matrix((list(best.values()), (rows, columns)), shape=(len(router.graph.nodes),) * 2)


def at_corner(router: Router, node: int) -> Snap:
    _, edge = router.around(node)[0]
    return Snap(edge, 0.0 if router.ends(edge)[0] == node else router.meters[edge], 0.0)


def unlike_scipy(router: Router, seed: int = 24) -> tuple[int, int]:
    """Of STARTS times TARGETS pairs of corners, how many ways are of another length than scipy's, and how many are than
    the way back."""
    chance, nodes = random.Random(seed), range(len(router.graph.nodes))  # noqa: S311 -- the same corners every time
    starts = chance.sample(nodes, STARTS)
    expected = dijkstra(matrix(router, router.meters), directed=True, indices=starts)
    unlike = one_way = 0
    for row, start in enumerate(starts):
        for target in chance.sample(nodes, TARGETS):
            ends = at_corner(router, start), at_corner(router, target)
            path, back = router.shortest(*ends), router.shortest(*ends[::-1])
            assert path is not None
            assert back is not None
            unlike += abs(path.meters - expected[row, target]) > SAME_M
            one_way += abs(path.meters - back.meters) > SAME_M
    return unlike, one_way


@dataclass(frozen=True)
class World:
    """A few spots to walk to: a table of meters with the start at 0, of how many wishes, of how many that only give
    shape."""

    meters: list[list[float]]
    candidates: list[Candidate]
    wishes: int
    shapes: int
    target_m: float


def small_world(seed: int) -> World:
    chance = random.Random(seed)  # noqa: S311 -- the same worlds every time
    wishes, shapes = chance.choice([(0, 1), (0, 2), (1, 1), (2, 0), (2, 1), (3, 0)])
    spots = [(chance.uniform(-500, 500), chance.uniform(-500, 500)) for _ in range(6)]
    meters = [[abs(a - c) + abs(b - d) for c, d in spots] for a, b in spots]
    candidates = [
        Candidate(index, chance.randrange(-1, max(wishes, 1)) if wishes else -1, chance.random())
        for index in range(1, 6)
    ]
    return World(meters, candidates, wishes, shapes, chance.uniform(1200, 3500))


def loop_in(world: World) -> Loop | None:
    return best_loop(world.meters, world.candidates, wishes=world.wishes, target_m=world.target_m, shapes=world.shapes)


def by_brute_force(world: World) -> Loop | None:
    """The best of all orders of all choices."""
    loops = []
    for length in range(1, len(world.candidates) + 1):
        for stops in permutations(world.candidates, length):
            served = sorted(stop.wish for stop in stops if stop.wish >= 0)
            if served != list(range(world.wishes)) or sum(stop.wish < 0 for stop in stops) > world.shapes:
                continue
            indices = [0, *(stop.index for stop in stops), 0]
            total = sum(world.meters[a][b] for a, b in pairwise(indices))
            loops.append(Loop(stops, total, value_of(stops, total, world.target_m)))
    return max(loops, key=lambda loop: (loop.fits(world.target_m), loop.value), default=None)


def is_as_good(world: World) -> bool:
    """Whether the loop found is worth what the best of all is worth."""
    found, best = loop_in(world), by_brute_force(world)
    if found is None or best is None:
        return found is best
    return found.fits(world.target_m) == best.fits(world.target_m) and math.isclose(found.value, best.value)


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
    unlike, one_way = unlike_scipy(streets.router)
    print(f"{STARTS * TARGETS} pairs of corners: {unlike} ways unlike scipy's, {one_way} unlike the way back")
    worse = sum(not is_as_good(small_world(seed)) for seed in range(WORLDS))
    print(f"{WORLDS} small worlds: {worse} loops worse than brute force finds")
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

"""Shortest ways over a street graph: scipy's Dijkstra over a matrix made once, for one pair and for one to many.

For one pair each edge counts what it costs more than the progress it makes toward the target (A* as reduced costs), and
nothing that is a long detour is looked at. Progress is measured by landmarks (Goldberg and Harrelson, "Computing the
shortest path: A* search meets graph theory", 2005): |d(L, x) - d(L, t)| never exceeds d(x, t), nor does it where
preferences make edges dearer, as no edge ever costs less than its meters.

Measured on a city of 4,910 junctions (random pairs): the same A* in Python took 12 ms at the 99th percentile.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np

from violet.routing.geometry import Array
from violet.routing.graph import StreetGraph
from violet.routing.snapping import Snap

INFINITE = float("inf")
# One-to-many looks this much farther at a time, so that questions from one spot share what was found.
LIMIT_STEP_M, MAX_FIELDS = 1000, 8
LANDMARKS, ACTIVE_LANDMARKS = 12, 4
# How much more than its bound a way is thought to cost at first: a share of the bound, and meters. Preferences add.
SLACK, SLACK_M, DEARER = 0.15, 150.0, 0.5
# scipy takes an edge of length 0 for none: a hair more is one.
HAIR = 1e-9


class Piece(NamedTuple):
    """The part of an edge from `start` to `end`, meters along its shape from node `a`; backward where end < start."""

    edge: int
    start: float
    end: float

    @property
    def meters(self) -> float:
        return abs(self.end - self.start)


@dataclass(frozen=True, slots=True)
class Path:
    """`meters` on the ground and `cost` under the preferences (equal without any)."""

    pieces: tuple[Piece, ...]
    meters: float
    cost: float


@dataclass(frozen=True, slots=True)
class _Bound:
    """The least that is left to the target, in meters: from each node (N,), and from the start."""

    of_nodes: Array
    of_start: float


@dataclass(frozen=True, slots=True)
class _Reached:
    """What each node costs from a spot, and the node before it on the way (the number of nodes for the spot itself)."""

    cost: Array
    before: Array


@dataclass(frozen=True, slots=True)
class _Rows:
    """The graph in rows as scipy's CSR has them, both directions, and one more row for the two ways out of a spot.
    `start` is where each row begins; of each entry `node` is where it is, `neighbor` where it leads, `edge` by what."""

    start: Array
    node: Array
    neighbor: Array
    edge: Array


class Router:
    """Answers over one graph. Safe to share between threads, and between processes after a fork."""

    def __init__(self, graph: StreetGraph) -> None:
        self.graph = graph
        self.meters: list[float] = graph.meters.tolist()
        self._a: list[int] = graph.a.tolist()
        self._b: list[int] = graph.b.tolist()
        # By the junctions at both ends, in walking order: rarely more than one.
        self._between: dict[tuple[int, int], list[int]] = {}
        self._around: list[list[tuple[int, int]]] = [[] for _ in range(len(graph.nodes))]
        # The lists of one screen ask from one spot within moments.
        self._field = lru_cache(maxsize=MAX_FIELDS)(self._reached_from)
        for edge, (a, b) in enumerate(zip(self._a, self._b, strict=True)):
            self._around[a].append((b, edge))
            self._around[b].append((a, edge))
            self._between.setdefault((a, b), []).append(edge)
            self._between.setdefault((b, a), []).append(edge)

    def shortest(self, start: Snap, target: Snap, cost: Array | None = None) -> Path | None:
        """The cheapest way between two spots; None where there is none. `cost` of each edge (E,) is at least its
        meters."""
        bound = self._bound(start, target)
        slack = SLACK * bound.of_start + SLACK_M + (0.0 if cost is None else DEARER * bound.of_start)
        return self._within(slack, (start, target), self.graph.meters if cost is None else cost, bound)

    def _within(self, slack: float, ends: tuple[Snap, Snap], paid: Array, bound: _Bound) -> Path | None:
        """Looks farther where there is nothing that costs only so much more than the bound."""
        reached = self._reach(ends[0], paid, bound, slack)
        total, last = self._cheapest_end(*ends, paid, reached)
        if total > bound.of_start + slack:
            return self._within(INFINITE, ends, paid, bound)
        return Path(*self._pieces(ends, reached, last, paid), total) if total < INFINITE else None

    def distances(self, start: Snap, targets: Sequence[Snap], *, limit_m: float = INFINITE) -> list[float]:
        """Meters along the streets from one spot to each target; infinite where there is no way within the limit."""
        graph = self.graph
        reached = self._field(start, math.ceil(limit_m / LIMIT_STEP_M) * LIMIT_STEP_M if limit_m < INFINITE else None)
        edges = np.array([target.edge for target in targets], dtype=np.int64)
        offsets = np.array([target.offset for target in targets])
        found = np.minimum(reached[graph.a[edges]] + offsets, reached[graph.b[edges]] + (graph.meters[edges] - offsets))
        on_the_same = edges == start.edge
        found[on_the_same] = np.minimum(found[on_the_same], np.abs(offsets[on_the_same] - start.offset))
        # What happens to be reached beyond the limit is left out: the answer is the same whatever was asked before.
        found[found > limit_m] = INFINITE
        return found.tolist()  # type: ignore[no-any-return]

    def _reached_from(self, start: Snap, limit_m: int | None) -> Array:
        """Meters to every node within the limit."""
        dijkstra, _ = _scipy()
        matrix = self._matrix(start, self.graph.meters, self.graph.meters[self._rows.edge])
        found: Array = dijkstra(
            matrix, directed=True, indices=len(self._around), limit=INFINITE if limit_m is None else limit_m
        )
        return found

    def warm_up(self) -> None:
        """Makes what the first question would have to wait for."""
        _ = self._landmarks

    def ends(self, edge: int) -> tuple[int, int]:
        return self._a[edge], self._b[edge]

    def around(self, node: int) -> list[tuple[int, int]]:
        """(neighbor, edge) of each edge at a node."""
        return self._around[node]

    @cached_property
    def _rows(self) -> _Rows:
        entries = [entry for around in self._around for entry in around]
        neighbors, edges = np.array(entries, dtype=np.int32).reshape(-1, 2).T
        counts = [len(around) for around in self._around]
        start = np.cumsum([0, *counts, 2], dtype=np.int32)
        return _Rows(start, np.repeat(np.arange(len(counts)), counts), neighbors, edges)

    @cached_property
    def _landmarks(self) -> Array:
        """(LANDMARKS, N) meters from each to every node, each chosen farthest from those before; none where the graph
        is in parts."""
        dijkstra, _ = _scipy()
        nodes, spot = len(self._around), Snap(0, 0.0, 0.0)
        matrix = self._matrix(spot, self.graph.meters, self.graph.meters[self._rows.edge])[:nodes, :nodes]
        rows = [dijkstra(matrix, directed=True, indices=0)]
        for _ in range(LANDMARKS):
            nearest = np.minimum.reduce(rows)
            rows.append(dijkstra(matrix, directed=True, indices=int(nearest.argmax())))
        found = np.array(rows[1:])
        return found if np.isfinite(found).all() else found[:0]

    def _bound(self, start: Snap, target: Snap) -> _Bound:
        """By the landmarks that say most about this pair."""
        rows = self._landmarks
        if not len(rows):
            return _Bound(np.zeros(len(self._around)), 0.0)
        here, there = (self._from_landmarks(spot) for spot in (start, target))
        known = np.abs(here - there)
        active = np.argsort(-known)[:ACTIVE_LANDMARKS]
        return _Bound(np.abs(rows[active] - there[active, None]).max(axis=0), float(known.max()))

    def _from_landmarks(self, spot: Snap) -> Array:
        (a, b), rows = self.ends(spot.edge), self._landmarks
        return np.minimum(rows[:, a] + spot.offset, rows[:, b] + self.meters[spot.edge] - spot.offset)

    def _reach(self, start: Snap, paid: Array, bound: _Bound, slack: float) -> _Reached:
        """What nodes cost from a spot, but those that lead to a cost of `slack` more than the bound."""
        dijkstra, _ = _scipy()
        rows, nodes, left = self._rows, len(self._around), bound.of_nodes
        matrix = self._matrix(start, paid, paid[rows.edge] + left[rows.neighbor] - left[rows.node], bound)
        found, before = dijkstra(matrix, directed=True, indices=nodes, limit=slack, return_predecessors=True)
        return _Reached(found[:nodes] + bound.of_start - left, before)

    def _matrix(self, start: Snap, paid: Array, entries: Array, bound: _Bound | None = None) -> Any:
        """The rows with a cost for each entry; the start is one more node, with two one-way edges out of it."""
        _, csr_matrix = _scipy()
        (a, b), length = self.ends(start.edge), self.meters[start.edge]
        rate, rows, nodes = float(paid[start.edge]) / length, self._rows, len(self._around)
        out = [start.offset * rate, (length - start.offset) * rate]
        if bound is not None:
            out = [cost + float(bound.of_nodes[end]) - bound.of_start for cost, end in zip(out, (a, b), strict=True)]
        data = np.maximum(np.append(entries, out), HAIR)
        indices = np.append(rows.neighbor, np.array([a, b], dtype=np.int32))
        return csr_matrix((data, indices, rows.start), shape=(nodes + 1, nodes + 1))

    def _cheapest_end(self, start: Snap, target: Snap, paid: Array, reached: _Reached) -> tuple[float, int]:
        """What the way costs, and the end of the target's edge that it comes by; -1 where it never leaves the edge."""
        length, (a, b) = self.meters[target.edge], self.ends(target.edge)
        rate = float(paid[target.edge]) / length
        found = [
            (float(reached.cost[a]) + target.offset * rate, a),
            (float(reached.cost[b]) + (length - target.offset) * rate, b),
        ]
        if start.edge == target.edge:
            found.append((abs(start.offset - target.offset) * rate, -1))
        return min(found)

    def _pieces(
        self, ends: tuple[Snap, Snap], reached: _Reached, last: int, paid: Array
    ) -> tuple[tuple[Piece, ...], float]:
        """In walking order, and their meters."""
        start, target = ends
        if last < 0:
            return _walked([Piece(start.edge, start.offset, target.offset)])
        between, pieces = self._between, [self._partial(target, last, reversed_=True)]
        node, before = last, int(reached.before[last])
        while before < len(self._around):
            found = between[before, node]
            edge = found[0] if len(found) == 1 else min(found, key=paid.__getitem__)
            meters = self.meters[edge]
            pieces.append(Piece(edge, 0.0, meters) if self._a[edge] == before else Piece(edge, meters, 0.0))
            node, before = before, int(reached.before[before])
        pieces.append(self._partial(start, node, reversed_=False))
        return _walked(pieces[::-1])

    def _partial(self, spot: Snap, node: int, *, reversed_: bool) -> Piece:
        """Between a spot and an end of its edge."""
        end = 0.0 if node == self._a[spot.edge] else self.meters[spot.edge]
        return Piece(spot.edge, end, spot.offset) if reversed_ else Piece(spot.edge, spot.offset, end)


def _walked(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], float]:
    kept = tuple([piece for piece in pieces if piece.start != piece.end])
    return kept, sum([abs(piece.end - piece.start) for piece in kept])


def _scipy() -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Loaded when first needed: it takes a third of a second."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import dijkstra

    return dijkstra, csr_matrix

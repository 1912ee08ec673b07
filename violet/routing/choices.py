"""Ways by preference, and other ways that are worth a look."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from violet.domain.geo import LatLng
from violet.routing.geometry import Array
from violet.routing.graph import StreetGraph, WayKind
from violet.routing.streets import Streets, Way

# How much longer somebody walks to have what they prefer: a street without it counts so many times its meters.
WITHOUT_MAIN, WITHOUT_BUSY, WITHOUT_SCENIC, WITHOUT_PARK = 1.35, 1.25, 1.6, 1.4
# Stairs are taken only where nothing else leads there.
STAIRS = 200.0
# An alternative shares at most so much of an earlier way, and is at most so much longer than the shortest.
MAX_SHARED, MAX_LONGER, USED_AGAIN = 0.7, 1.4, 1.6


def costs(
    graph: StreetGraph, prefer: Collection[str], *, avoid: Collection[str] = (), busy: Array | None = None
) -> Array:
    """What each edge counts, at least its meters. `prefer` of lit (main streets stand in, with places that are open),
    step_free, scenic, busy and shade (parks stand in); `avoid` of stairs."""
    factor = np.ones(len(graph.a))
    if "lit" in prefer:
        factor *= np.where(graph.main, 1.0, WITHOUT_MAIN)
    if {"lit", "busy"} & set(prefer) and busy is not None:
        factor *= np.where(busy, 1.0, WITHOUT_BUSY)
    if "scenic" in prefer:
        factor *= np.where((graph.park >= 0) | (graph.water >= 0), 1.0, WITHOUT_SCENIC)
    if "shade" in prefer:
        factor *= np.where(graph.in_park, 1.0, WITHOUT_PARK)
    if "step_free" in prefer or "stairs" in avoid:
        factor *= np.where(graph.kind == WayKind.STAIRS, STAIRS, 1.0)
    return graph.meters * factor


def choices(streets: Streets, start: LatLng, end: LatLng, cost: Array, *, limit: int = 3) -> list[Way]:
    """The best way by cost first, then others that are really different and not much longer; empty where no street
    is near."""
    best = streets.way(start, end, cost)
    if best is None:
        return []
    found = [best]
    shortest = streets.way(start, end)
    if shortest is not None and shortest.meters < 0.98 * best.meters:
        found.append(shortest)
    longest = MAX_LONGER * min(way.meters for way in found)
    dearer = cost.copy()
    for _ in range(2 * limit):
        if len(found) >= limit:
            break
        dearer[[piece.edge for way in found[-1:] for piece in way.path.pieces]] *= USED_AGAIN
        other = streets.way(start, end, dearer)
        if other is None or other.meters > longest:
            break
        if all(_shared(other, way) <= MAX_SHARED for way in found):
            found.append(other)
        else:
            dearer[[piece.edge for piece in other.path.pieces]] *= USED_AGAIN
    return found[:limit]


def joined(ways: Sequence[Way]) -> tuple[tuple[float, float], ...]:
    """One line through several ways, each beginning where the one before ends."""
    points = [point for way in ways for point in way.polyline]
    return tuple(point for index, point in enumerate(points) if index == 0 or point != points[index - 1])


def _shared(one: Way, other: Way) -> float:
    used = {piece.edge for piece in other.path.pieces}
    return sum(piece.meters for piece in one.path.pieces if piece.edge in used) / max(one.path.meters, 1.0)

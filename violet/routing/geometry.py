"""Plane geometry of a city: positions as meters on a local plane, distances to segments, and polygons.

A city is small: on an equirectangular plane around its middle, lengths are within 0.1 % of those on the sphere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from violet.domain.geo import EARTH_RADIUS_M, LatLng

MICRO = 1_000_000
Array = Any
Point = tuple[int, int]
"""(lat, lng) in whole micro-degrees: vertices that lines share are equal."""


@dataclass(frozen=True, slots=True)
class Plane:
    """Meters east and north of a middle point."""

    middle: LatLng

    @property
    def meters_per_degree(self) -> tuple[float, float]:
        """(north, east)."""
        north = math.radians(1.0) * EARTH_RADIUS_M
        return north, north * math.cos(math.radians(self.middle.lat))

    def xy(self, micro: Array) -> Array:
        """(n, 2) micro-degrees (lat, lng) -> (n, 2) meters (x east, y north), float64."""
        north, east = self.meters_per_degree
        degrees = np.asarray(micro, dtype=np.float64).reshape(-1, 2) / MICRO
        return np.stack([(degrees[:, 1] - self.middle.lng) * east, (degrees[:, 0] - self.middle.lat) * north], axis=1)

    def micro(self, xy: Array) -> Array:
        """The inverse of `xy`, rounded: int64 (n, 2)."""
        north, east = self.meters_per_degree
        meters = np.asarray(xy, dtype=np.float64).reshape(-1, 2)
        lat = meters[:, 1] / north + self.middle.lat
        lng = meters[:, 0] / east + self.middle.lng
        return np.rint(np.stack([lat, lng], axis=1) * MICRO).astype(np.int64)


def project(points: Array, starts: Array, ends: Array) -> tuple[Array, Array]:
    """Of each point the meters to its segment, and how far along that the nearest spot is (0..1). Shapes (n, 2)."""
    along = ends - starts
    squared = np.maximum((along * along).sum(axis=1), 1e-12)
    share = np.clip(((points - starts) * along).sum(axis=1) / squared, 0.0, 1.0)
    nearest = starts + share[:, None] * along
    return np.hypot(*(points - nearest).T), share


def all_inside(polygon: Array, points: Array) -> Array:
    """Of each point (m, 2) whether it lies in a polygon (n, 2); even-odd rule."""
    x, y = points[:, :1], points[:, 1:]
    x1, y1 = polygon[:, 0], polygon[:, 1]
    x2, y2 = np.roll(x1, -1), np.roll(y1, -1)
    crosses = (y1 > y) != (y2 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return (crosses & (x < at)).sum(axis=1) % 2 == 1


def distances_to_ring(polygon: Array, points: Array) -> Array:
    """Meters from each point (m, 2) to the outline of a polygon (n, 2)."""
    corners, count = np.concatenate([polygon, polygon[:1]]), len(points)
    spots = np.repeat(points, len(polygon), axis=0)
    starts, ends = (np.tile(part, (count, 1)) for part in (corners[:-1], corners[1:]))
    distances, _ = project(spots, starts, ends)
    return distances.reshape(count, -1).min(axis=1)


def crosses(polygon: Array, line: Array) -> bool:
    """Whether a line (n, 2) enters a polygon: one of its points inside, or a segment across its outline."""
    return bool(all_inside(polygon, line).any() or all_crossing(polygon, line[:-1], line[1:]).any())


def all_crossing(polygon: Array, starts: Array, ends: Array) -> Array:
    """Of each segment (m, 2), (m, 2) whether it crosses the outline of a polygon (n, 2)."""

    def side(a: Array, b: Array, c: Array) -> Array:
        return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])

    corner, following = polygon[None], np.roll(polygon, -1, axis=0)[None]
    start, end = starts[:, None], ends[:, None]
    across = side(start, end, corner) * side(start, end, following) < 0
    along = side(corner, following, start) * side(corner, following, end) < 0
    return (across & along).any(axis=1)


def simplified(points: Sequence[Point], xy: Array, tolerance_m: float) -> list[int]:
    """Indices of the points that are kept so that none of the others is farther than the tolerance from the line
    (Douglas and Peucker, 1973)."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        inner = xy[first + 1 : last]
        distances, _ = project(inner, np.broadcast_to(xy[first], inner.shape), np.broadcast_to(xy[last], inner.shape))
        farthest = int(distances.argmax())
        if distances[farthest] > tolerance_m:
            middle = first + 1 + farthest
            keep.add(middle)
            stack += [(first, middle), (middle, last)]
    return sorted(keep)

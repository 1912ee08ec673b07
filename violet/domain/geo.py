"""Positions, ways between them, distances on the ground, and the walking estimate used where nothing was routed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

EARTH_RADIUS_M = 6_371_000.0
# A grid of streets makes the way longer than the straight line; people walk 80 m a minute
# (docs/architecture.md, "Figures of our own").
GRID_FACTOR = 1.3
WALKING_METERS_PER_MINUTE = 80.0
# Farther than that nobody is told a walk that no street was looked at for.
FARTHEST_GUESS_M = 3_000.0

TravelMode = Literal["walking", "transit"]


@dataclass(frozen=True, slots=True)
class LatLng:
    """A WGS 84 position in degrees."""

    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Leg:
    """How far one destination is: meters and seconds on foot or by transit. `estimated` where nothing was routed."""

    meters: int
    seconds: int
    estimated: bool = False

    @property
    def minutes(self) -> int:
        """Whole minutes, rounded up: somebody who leaves this long before is not late. At least 1."""
        return max(1, -(-self.seconds // 60))


@dataclass(frozen=True, slots=True)
class Route:
    """A way to one destination. `polyline` is (lat, lng) from origin to destination; `warnings` must be shown."""

    leg: Leg
    mode: TravelMode
    polyline: tuple[tuple[float, float], ...]
    warnings: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is on record along a walk: the share 0..1 of it on main streets, and the names of those streets, of stairs,
    and of the parks and waters beside it, those with most meters first."""

    main: float
    main_streets: tuple[str, ...] = ()
    stairs: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    waters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeocodedAddress:
    """`precise` is False where only part of what was asked could be matched. `of_street` tells that a whole street was
    asked for, and that this is its corner nearest to who asks."""

    name: str
    location: LatLng
    precise: bool = True
    of_street: bool = False


def meters_between(a: LatLng, b: LatLng) -> float:
    """Great-circle distance in meters (haversine)."""
    lat1, lat2 = math.radians(a.lat), math.radians(b.lat)
    half_lat, half_lng = (lat2 - lat1) / 2, math.radians(b.lng - a.lng) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin(half_lng) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def meters_to_all(a: LatLng, radians: Any) -> Any:
    """As `meters_between`, from one point to each row (lat, lng, in radians) of an array."""
    lat, lng = math.radians(a.lat), math.radians(a.lng)
    h = (
        np.sin((radians[:, 0] - lat) / 2) ** 2
        + math.cos(lat) * np.cos(radians[:, 0]) * np.sin((radians[:, 1] - lng) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, h)))


def estimate_walk(a: LatLng, b: LatLng) -> Leg:
    """The walk between two points, estimated from the straight line."""
    meters = meters_between(a, b) * GRID_FACTOR
    return Leg(meters=round(meters), seconds=round(meters / WALKING_METERS_PER_MINUTE * 60), estimated=True)


@dataclass(frozen=True, slots=True)
class StationNearby:
    """A station of the transit network with the lines that stop there, and the minutes on foot to it."""

    name: str
    lines: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class TransitHop:
    """A ride on one line from one station to another, over so many stops."""

    line: str
    board: str
    alight: str
    stops: int


@dataclass(frozen=True, slots=True)
class TransitRide:
    """A ride without a timetable: `minutes` count the walks at both ends and no waiting. `others` are lines that get
    there without a change about as soon, from a station nearby."""

    hops: tuple[TransitHop, ...]
    minutes: int
    walk_there_minutes: int
    walk_on_minutes: int
    others: tuple[str, ...] = ()

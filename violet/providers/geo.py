"""Distances on the ground, and the walking estimate used where nothing was routed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from violet.providers.base import LatLng, Leg, Route, TravelMode

EARTH_RADIUS_M = 6_371_000.0
# A grid of streets makes the way longer than the straight line; people walk 80 m a minute (house figures).
GRID_FACTOR = 1.3
WALKING_METERS_PER_MINUTE = 80.0


def meters_between(a: LatLng, b: LatLng) -> float:
    """Great-circle distance in metres (haversine)."""
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


class EstimatedRoutes:
    """The routes provider that needs no network: straight lines, walking only, always marked as estimated."""

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        return [estimate_walk(origin, destination) for destination in destinations]

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        line = ((origin.lat, origin.lng), (destination.lat, destination.lng))
        return Route(leg=estimate_walk(origin, destination), mode="walking", polyline=line)

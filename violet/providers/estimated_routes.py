"""The routes provider that needs no network."""

from __future__ import annotations

from collections.abc import Sequence

from violet.domain.geo import LatLng, Leg, Route, TravelMode, estimate_walk


class EstimatedRoutes:
    """The routes provider that needs no network: straight lines, walking only, always marked as estimated."""

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        return [estimate_walk(origin, destination) for destination in destinations]

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        line = ((origin.lat, origin.lng), (destination.lat, destination.lng))
        return Route(leg=estimate_walk(origin, destination), mode="walking", polyline=line)

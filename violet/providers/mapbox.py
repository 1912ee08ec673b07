"""Mapbox Directions v5: walks with their line and steps, where the server has a Mapbox token and no Google key.

Source: https://docs.mapbox.com/api/navigation/directions/ (positions are lng,lat; no way is a 200 with a `code`).
It knows neither transit nor light nor steps, so rides and tables of distances stay with the campus's own streets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polyline

from violet.domain.geo import LatLng, Leg, Route, TravelMode
from violet.ports import Failure, ProviderError, Walks
from violet.providers.fields import a_list, an_object, number, optional, text, usable
from violet.providers.http import Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

NAME: Final = "mapbox"
CHARGES: Final = (Charge("mapbox.directions"),)
NO_WAY: Final = frozenset({"NoRoute", "NoSegment"})
DECIMALS: Final = 5
# Of the `polyline6` that is asked for.
PRECISION: Final = 6
PARAMS: Final = {
    "alternatives": "true", "geometries": "polyline6", "overview": "full", "steps": "true", "language": "en",
}  # fmt: skip


class MapboxRoutes:
    """The routes provider of a server that has a Mapbox token. `walks` serves what Mapbox is not asked for."""

    name = NAME
    modes: frozenset[TravelMode] = frozenset({"walking"})

    def __init__(self, transport: Transport, settings: Settings, walks: Walks) -> None:
        self._transport, self._walks = transport, walks
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.mapbox_base_url,
            budget_s=settings.routes_deadline_s * 0.95,
            read_timeout_s=settings.routes_deadline_s * 0.8,
            cache_ttl_s=settings.cache_ttl_s,
            secret_params={"access_token": settings.mapbox_token or ""},
        )

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        return self._walks.matrix(origin, destinations, mode)

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        return self.routes(origin, destination, mode)[0]

    def routes(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> list[Route]:
        if mode != "walking":
            return self._walks.routes(origin, destination, mode)
        path = f"/directions/v5/mapbox/walking/{_point(origin)};{_point(destination)}"
        return self._transport.fetch(self._upstream, Call("GET", path, parse=_routes, params=PARAMS, charges=CHARGES))


def _routes(answer: Any) -> list[Route]:
    """The best first."""
    body = an_object(answer)
    code = text(body["code"])
    if code in NO_WAY:
        raise ProviderError(NAME, Failure.NOT_FOUND)
    found = [_route(an_object(route)) for route in a_list(body["routes"])] if code == "Ok" else []
    if not found:
        raise ValueError("no route and no reason")
    return found


def _route(route: Mapping[str, Any]) -> Route:
    line = polyline.decode(text(route["geometry"]), PRECISION)
    if len(line) < 2:
        raise ValueError("a line of one point")
    steps = [step for leg in a_list(route.get("legs", [])) for step in a_list(an_object(leg).get("steps", []))]
    return Route(
        leg=Leg(meters=round(number(route["distance"])), seconds=round(number(route["duration"]))),
        mode="walking",
        polyline=tuple((lat, lng) for lat, lng in line),
        steps=tuple(usable(_step, steps)),
    )


def _step(value: Any) -> str | None:
    return optional(text, an_object(an_object(value)["maneuver"]).get("instruction"))


def _point(at: LatLng) -> str:
    return f"{at.lng:.{DECIMALS}f},{at.lat:.{DECIMALS}f}"

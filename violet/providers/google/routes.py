"""Google Routes API: one matrix for all candidates, and one way with its line on the map.

Source: https://developers.google.com/maps/documentation/routes/reference/rest
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import polyline

from violet.domain.geo import LatLng, Leg, Route, TravelMode
from violet.ports import Failure, ProviderError
from violet.providers.fields import a_list, an_object, optional, text, usable, whole
from violet.providers.http import Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

NAME: Final = "google_routes"
MATRIX_MASK: Final = {"X-Goog-FieldMask": "originIndex,destinationIndex,status,condition,distanceMeters,duration"}
ROUTE_MASK: Final = {
    "X-Goog-FieldMask": "routes.duration,routes.distanceMeters,routes.polyline.encodedPolyline,routes.warnings,"
    "routes.legs.steps.navigationInstruction.instructions,routes.legs.steps.transitDetails"
}
ROUTE_CHARGES: Final = (Charge("routes.route"),)
# By transit a matrix may have 100 elements, otherwise 625; one origin never needs more.
MAX_DESTINATIONS: Final = 100
DECIMALS: Final = 5
_MODES: Final[Mapping[TravelMode, str]] = {"walking": "WALK", "transit": "TRANSIT"}


class GoogleRoutes:
    """The routes provider of a server that has a Google key."""

    name = NAME
    modes: frozenset[TravelMode] = frozenset({"walking", "transit"})

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.google_routes_base_url,
            budget_s=settings.routes_deadline_s * 0.95,
            read_timeout_s=settings.routes_deadline_s * 0.8,
            cache_ttl_s=settings.cache_ttl_s,
            secret_headers={"X-Goog-Api-Key": settings.google_api_key or ""},
        )

    def matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> list[Leg | None]:
        """Billed by destination. The origin is shared with whoever is nearby, and the order of the destinations does
        not matter, so that the answer can be shared too."""
        if not destinations:
            return []
        near = self._transport.shared_origin(origin)
        rounded = [_rounded(destination) for destination in destinations]
        distinct = sorted(set(rounded), key=lambda point: (point.lat, point.lng))
        legs: dict[LatLng, Leg | None] = {}
        for start in range(0, len(distinct), MAX_DESTINATIONS):
            legs |= self._matrix(near, distinct[start : start + MAX_DESTINATIONS], mode)
        return [legs[destination] for destination in rounded]

    def route(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> Route:
        return self._ways(origin, destination, mode)[0]

    def routes(self, origin: LatLng, destination: LatLng, mode: TravelMode) -> list[Route]:
        return self._ways(origin, destination, mode, computeAlternativeRoutes=True)

    def _ways(self, origin: LatLng, destination: LatLng, mode: TravelMode, **more: bool) -> list[Route]:
        body: dict[str, Any] = {
            "origin": _waypoint(_rounded(origin)),
            "destination": _waypoint(_rounded(destination)),
            "travelMode": _MODES[mode],
            "polylineQuality": "OVERVIEW",
            "languageCode": "en-US",
            "units": "IMPERIAL",
        } | more

        def parse(answer: Any) -> list[Route]:
            return _routes(answer, mode)

        call = Call(
            "POST", "/directions/v2:computeRoutes", parse=parse, body=body, headers=ROUTE_MASK, charges=ROUTE_CHARGES
        )
        return self._transport.fetch(self._upstream, call)

    def _matrix(self, origin: LatLng, destinations: Sequence[LatLng], mode: TravelMode) -> dict[LatLng, Leg | None]:
        body = {
            "origins": [{"waypoint": _waypoint(origin)}],
            "destinations": [{"waypoint": _waypoint(destination)} for destination in destinations],
            "travelMode": _MODES[mode],
            "languageCode": "en-US",
            "units": "IMPERIAL",
        }

        def parse(answer: Any) -> list[Leg | None]:
            return _legs(answer, len(destinations))

        call = Call(
            "POST",
            "/distanceMatrix/v2:computeRouteMatrix",
            parse=parse,
            body=body,
            headers=MATRIX_MASK,
            charges=(Charge("routes.matrix_element", len(destinations)),),
        )
        legs = self._transport.fetch(self._upstream, call)
        return dict(zip(destinations, legs, strict=True))


def _legs(answer: Any, count: int) -> list[Leg | None]:
    """One leg per destination. Elements come in any order and are told apart by their index; one that failed, or has
    no way, is None. Raises ValueError where an index is not ours."""
    legs: list[Leg | None] = [None] * count
    for element in map(an_object, a_list(answer)):
        index = whole(element["destinationIndex"])
        if not 0 <= index < count:
            raise ValueError("no such destination")
        legs[index] = _leg(element)
    return legs


def _leg(element: Mapping[str, Any]) -> Leg | None:
    # An empty status is success; the condition is independent of it.
    if an_object(element.get("status", {})).get("code", 0) != 0 or element.get("condition") == "ROUTE_NOT_FOUND":
        return None
    return Leg(meters=whole(element.get("distanceMeters", 0)), seconds=_seconds(element["duration"]))


def _routes(answer: Any, mode: TravelMode) -> list[Route]:
    """No way is `{}`."""
    routes = a_list(an_object(answer).get("routes", []))
    if not routes:
        raise ProviderError(NAME, Failure.NOT_FOUND)
    return [_route(an_object(route), mode) for route in routes]


def _route(route: Mapping[str, Any], mode: TravelMode) -> Route:
    encoded = text(an_object(route["polyline"])["encodedPolyline"])
    return Route(
        leg=Leg(meters=whole(route.get("distanceMeters", 0)), seconds=_seconds(route["duration"])),
        mode=mode,
        polyline=tuple((lat, lng) for lat, lng in polyline.decode(encoded)),
        warnings=tuple(text(warning) for warning in a_list(route.get("warnings", []))),
        steps=tuple(_steps(a_list(route.get("legs", [])))),
    )


def _steps(legs: Iterable[Any]) -> Iterable[str]:
    for leg in legs:
        yield from usable(_step, a_list(an_object(leg).get("steps", [])))


def _step(value: Any) -> str | None:
    """What to do, with the line and the stops where it is a ride."""
    step = an_object(value)
    instruction = optional(text, an_object(step.get("navigationInstruction", {})).get("instructions"))
    details = step.get("transitDetails")
    ride = _ride(an_object(details)) if details is not None else None
    return ", ".join(part for part in (instruction, ride) if part) or None


def _ride(details: Mapping[str, Any]) -> str:
    line = an_object(details.get("transitLine", {}))
    stops = an_object(details.get("stopDetails", {}))
    name = line.get("nameShort") or line.get("name") or "transit"
    places = [an_object(stops.get(end, {})).get("name") for end in ("departureStop", "arrivalStop")]
    words = [f"{word} {place}" for word, place in zip(("from", "to"), places, strict=True) if place]
    return " ".join([f"take the {name}", *words])


def _seconds(value: Any) -> int:
    """A protobuf duration ("412s", "3.5s") in whole seconds. Raises TypeError or ValueError."""
    duration = text(value)
    if not duration.endswith("s"):
        raise ValueError("not a duration")
    return round(float(duration[:-1]))


def _waypoint(point: LatLng) -> Mapping[str, Any]:
    return {"location": {"latLng": {"latitude": point.lat, "longitude": point.lng}}}


def _rounded(point: LatLng) -> LatLng:
    return LatLng(round(point.lat, DECIMALS), round(point.lng, DECIMALS))

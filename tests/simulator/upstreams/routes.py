"""Routes API: computeRoutes and computeRouteMatrix."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

import polyline

from tests.simulator.http import Request, Response, Route, json_response
from tests.simulator.names import names
from tests.simulator.upstreams.google import check_key, google_error, json_body, latlng, mask_of, masked, refuse

ROUTE_FIELDS = names(
    "origin destination intermediates travelMode routingPreference polylineQuality polylineEncoding departureTime "
    "arrivalTime computeAlternativeRoutes routeModifiers languageCode regionCode units optimizeWaypointOrder "
    "requestedReferenceRoutes extraComputations trafficModel transitPreferences"
)
MATRIX_FIELDS = names(
    "origins destinations travelMode routingPreference departureTime arrivalTime languageCode regionCode units "
    "extraComputations trafficModel transitPreferences"
)
ROUTE_TOPS = frozenset({"routes", "fallbackInfo", "geocodingResults", "*"})
ELEMENT_FIELDS = names(
    "originIndex destinationIndex status condition distanceMeters duration staticDuration travelAdvisory fallbackInfo "
    "localizedValues *"
)
# Meters a second along the streets, and seconds before one moves (waiting for the train).
SPEEDS = {"WALK": (1.33, 0), "BICYCLE": (4.2, 0), "DRIVE": (7.0, 60), "TWO_WHEELER": (7.0, 30), "TRANSIT": (6.5, 300)}
STREETS = 1.28
UNREACHABLE_M = 300_000
WALKING_WARNING = (
    "Walking directions are in beta. Use caution: this route may be missing sidewalks or pedestrian paths."
)


class Routes:
    """Modes: `no_route` (nothing is reachable), `failing` (how many matrix elements fail), `seed` of the shuffle."""

    name = "google_routes"
    latency_s = 0.09

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._no_route = False
        self._failing = 0
        self._random = random.Random(7)

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"no_route", "failing", "seed"}:
            raise ValueError(f"google_routes has no mode {', '.join(sorted(unknown))}")
        self._no_route = bool(options.get("no_route", self._no_route))
        self._failing = int(options.get("failing", self._failing))
        if "seed" in options:
            self._random = random.Random(options["seed"])

    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", "/directions/v2:computeRoutes", self._route),
            Route("POST", "/distanceMatrix/v2:computeRouteMatrix", self._matrix),
        )

    def error(self, status: int) -> Response:
        return google_error(status)

    def _route(self, request: Request, _match: object) -> Response:
        check_key(request)
        fields = mask_of(request)
        if unknown := {path.partition(".")[0] for path in fields} - ROUTE_TOPS:
            raise refuse(f"Request contains an invalid field mask: {unknown.pop()}.")
        body = json_body(request, ROUTE_FIELDS)
        mode = _mode(body)
        origin, destination = _waypoint(body.get("origin")), _waypoint(body.get("destination"))
        meters = _meters(origin, destination)
        if self._no_route or meters > UNREACHABLE_M:
            return json_response({}, sku="routes.route")
        routes = [_route_between(origin, destination, mode)]
        if body.get("computeAlternativeRoutes") and mode != "TRANSIT":
            routes.append(_route_between(origin, destination, mode, label="DEFAULT_ROUTE_ALTERNATE"))
        answer = {"routes": routes}
        return json_response(masked(answer, fields), sku="routes.route")

    def _matrix(self, request: Request, _match: object) -> Response:
        check_key(request)
        fields = mask_of(request)
        if unknown := {path.partition(".")[0] for path in fields} - ELEMENT_FIELDS:
            raise refuse(f"Request contains an invalid field mask: {unknown.pop()}.")
        body = json_body(request, MATRIX_FIELDS)
        mode = _mode(body)
        origins, destinations = _waypoints(body, "origins"), _waypoints(body, "destinations")
        count = len(origins) * len(destinations)
        if count > (100 if mode == "TRANSIT" else 625):
            raise refuse("Too many elements in the request.")
        elements = [
            self._element(i, j, _meters(origin, destination), mode)
            for i, origin in enumerate(origins)
            for j, destination in enumerate(destinations)
        ]
        for element in elements[: self._failing]:
            element["status"] = {"code": 3, "message": "Waypoint is invalid."}
            for field in ("condition", "distanceMeters", "duration", "staticDuration"):
                element.pop(field, None)
        self._random.shuffle(elements)
        return json_response(masked(elements, fields), sku="routes.matrix_element", units=count)

    def _element(self, origin: int, destination: int, meters: float, mode: str) -> dict[str, Any]:
        element: dict[str, Any] = {"originIndex": origin, "destinationIndex": destination, "status": {}}
        if self._no_route or meters > UNREACHABLE_M:
            return element | {"condition": "ROUTE_NOT_FOUND"}
        duration = f"{_seconds(meters, mode)}s"
        return element | {
            "condition": "ROUTE_EXISTS", "distanceMeters": round(meters), "duration": duration,
            "staticDuration": duration,
        }  # fmt: skip


def _mode(body: Mapping[str, Any]) -> str:
    mode = body.get("travelMode", "DRIVE")
    if mode not in SPEEDS:
        raise refuse("Invalid travelMode.")
    if "routingPreference" in body and mode not in ("DRIVE", "TWO_WHEELER"):
        raise refuse("Routing preference cannot be set for this travel mode.")
    if "departureTime" in body and "arrivalTime" in body:
        raise refuse("Only one of departureTime and arrivalTime may be set.")
    return str(mode)


def _waypoints(body: Mapping[str, Any], field: str) -> list[tuple[float, float]]:
    listed = body.get(field)
    if not isinstance(listed, list) or not listed:
        raise refuse(f"{field} is required.")
    return [_waypoint(item.get("waypoint") if isinstance(item, dict) else None) for item in listed]


def _waypoint(value: Any) -> tuple[float, float]:
    if not isinstance(value, dict) or set(value) & {"placeId", "address"} or "location" not in value:
        raise refuse("Invalid waypoint: a location is required.")
    return latlng(value["location"].get("latLng"), "waypoint")


def _meters(a: tuple[float, float], b: tuple[float, float]) -> float:
    north = (b[0] - a[0]) * 111_320
    east = (b[1] - a[1]) * 111_320 * math.cos(math.radians(a[0]))
    return math.hypot(north, east) * STREETS


def _seconds(meters: float, mode: str) -> int:
    speed, wait = SPEEDS[mode]
    return round(meters / speed) + wait


def _route_between(
    origin: tuple[float, float], destination: tuple[float, float], mode: str, label: str = "DEFAULT_ROUTE"
) -> dict[str, Any]:
    """Along a corner, as streets go; the alternative along the other one."""
    corner = (origin[0], destination[1]) if label == "DEFAULT_ROUTE" else (destination[0], origin[1])
    meters, duration = round(_meters(origin, destination)), f"{_seconds(_meters(origin, destination), mode)}s"
    line = {"encodedPolyline": polyline.encode([origin, corner, destination])}
    walk = {"travelMode": mode, "navigationInstruction": {"maneuver": "DEPART", "instructions": "Head toward the corner"},
            "distanceMeters": meters, "staticDuration": duration}  # fmt: skip
    steps = [_ride(origin, destination)] if mode == "TRANSIT" else [walk]
    route: dict[str, Any] = {
        "routeLabels": [label], "distanceMeters": meters, "duration": duration, "staticDuration": duration,
        "polyline": line, "legs": [{"distanceMeters": meters, "duration": duration, "polyline": line, "steps": steps}],
        "localizedValues": {"distance": {"text": f"{meters / 1609:.1f} mi"}},
    }  # fmt: skip
    if mode in ("WALK", "BICYCLE"):
        route["warnings"] = [WALKING_WARNING]
    return route


def _ride(origin: tuple[float, float], destination: tuple[float, float]) -> dict[str, Any]:
    def stop(name: str, at: tuple[float, float]) -> dict[str, Any]:
        return {"name": name, "location": {"latLng": {"latitude": at[0], "longitude": at[1]}}}

    return {
        "travelMode": "TRANSIT", "navigationInstruction": {"instructions": "Subway towards Uptown"},
        "transitDetails": {
            "stopDetails": {"departureStop": stop("Jay St-MetroTech", origin), "arrivalStop": stop("W 4 St-Wash Sq", destination)},
            "headsign": "Uptown & The Bronx", "stopCount": 7,
            "transitLine": {"name": "A Line", "nameShort": "A", "color": "#0062cf",
                            "vehicle": {"name": {"text": "Subway"}, "type": "SUBWAY"}},
        },
    }  # fmt: skip

"""Mapbox Directions v5, walking: two ways around a block, and `NoRoute` where it is far."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import polyline

from tests.simulator.http import RefusalError, Request, Response, Route, json_response

MESSAGES = {
    401: "Not Authorized - Invalid Token", 403: "Forbidden", 404: "Not Found", 422: "Coordinate is invalid",
    429: "Too Many Requests",
}  # fmt: skip
KNOWN = frozenset(
    "access_token alternatives geometries overview steps language walkway_bias alley_bias walking_speed".split()
)
SPEED_M_S, STREETS, FARTHEST_M = 1.4, 1.2, 200_000


class Mapbox:
    """Modes: `no_route` (200 with a `code`, as the vendor says it), `single` (no alternative)."""

    name = "mapbox"
    latency_s = 0.08

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._no_route = self._single = False

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"no_route", "single"}:
            raise ValueError(f"mapbox has no mode {', '.join(sorted(unknown))}")
        self._no_route = bool(options.get("no_route", self._no_route))
        self._single = bool(options.get("single", self._single))

    def routes(self) -> Sequence[Route]:
        return (Route("GET", "/directions/v5/mapbox/walking/(?P<points>[^/]+)", self._directions, pattern=True),)

    def error(self, status: int) -> Response:
        return json_response({"message": MESSAGES.get(status, "Internal Server Error")}, status=status)

    def _directions(self, request: Request, match: re.Match[str] | None) -> Response:
        assert match is not None
        if not request.query.get("access_token", "").startswith(("pk.", "canary")):
            raise RefusalError(self.error(401))
        if set(request.query) - KNOWN:
            raise RefusalError(json_response({"code": "InvalidInput", "message": "Unknown parameter"}, status=422))
        start, end = (_point(self, text) for text in _two(self, match["points"]))
        if self._no_route or _meters(start, end) > FARTHEST_M:
            body = {"code": "NoRoute", "message": "No route found", "routes": []}
            return json_response(body, sku="mapbox.directions")
        corners = [(start[0], end[1]), (end[0], start[1])]
        wanted = 1 if self._single or request.query.get("alternatives") != "true" else 2
        decimals = 6 if request.query.get("geometries") == "polyline6" else 5
        routes = [_way(start, corner, end, decimals) for corner in corners[:wanted]]
        points = [{"name": "", "location": [at[1], at[0]], "distance": 3.2} for at in (start, end)]
        return json_response(
            {"code": "Ok", "uuid": "simulated", "waypoints": points, "routes": routes}, sku="mapbox.directions"
        )


def _two(mapbox: Mapbox, points: str) -> list[str]:
    found = points.replace("%3B", ";").replace("%2C", ",").split(";")
    if len(found) != 2:
        raise RefusalError(mapbox.error(422))
    return found


def _point(mapbox: Mapbox, text: str) -> tuple[float, float]:
    lng, _, lat = text.partition(",")
    try:
        at = float(lat), float(lng)
    except ValueError:
        raise RefusalError(mapbox.error(422)) from None
    if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        raise RefusalError(mapbox.error(422))
    return at


def _meters(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot((b[0] - a[0]) * 111_320, (b[1] - a[1]) * 111_320 * math.cos(math.radians(a[0]))) * STREETS


def _way(
    start: tuple[float, float], corner: tuple[float, float], end: tuple[float, float], decimals: int
) -> dict[str, Any]:
    meters = _meters(start, corner) + _meters(corner, end)
    words = ["Walk along the avenue.", "Turn at the corner.", "You have arrived at your destination."]
    steps = [
        {
            "name": "",
            "distance": 0.0,
            "duration": 0.0,
            "mode": "walking",
            "maneuver": {"type": "turn", "instruction": one},
        }
        for one in words
    ]
    totals = {"distance": round(meters, 1), "duration": round(meters / SPEED_M_S, 1)}
    return totals | {
        "weight": totals["duration"], "weight_name": "pedestrian",
        "geometry": polyline.encode([start, corner, end], decimals), "legs": [totals | {"summary": "", "steps": steps}],
    }  # fmt: skip

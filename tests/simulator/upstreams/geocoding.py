"""Geocoding, version 3: errors come with HTTP 200 and a `status` in the body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.simulator import world
from tests.simulator.http import RefusalError, Request, Response, Route, json_response

STATUS_OF_HTTP = {
    400: "INVALID_REQUEST", 403: "REQUEST_DENIED", 404: "ZERO_RESULTS", 429: "OVER_QUERY_LIMIT", 500: "UNKNOWN_ERROR",
}  # fmt: skip


class Geocoding:
    """Knows the addresses and names of the city's places. No modes."""

    name = "google_geocoding"
    latency_s = 0.09

    def reset(self) -> None:
        """Nothing is kept."""

    def set_mode(self, options: Mapping[str, Any]) -> None:
        raise ValueError("google_geocoding has no modes")

    def routes(self) -> Sequence[Route]:
        return (Route("GET", "/maps/api/geocode/json", self._geocode),)

    def error(self, status: int) -> Response:
        """503 and the like are the web server's; the others are told in the body."""
        word = STATUS_OF_HTTP.get(status)
        if word is None:
            return Response(status=status, body=b"<html>Error</html>", content_type="text/html")
        return _status(word)

    def _geocode(self, request: Request, _match: object) -> Response:
        if not request.query.get("key"):
            raise RefusalError(_status("REQUEST_DENIED", "You must use an API key to authenticate each request."))
        address = request.query.get("address", "").strip()
        if not address:
            raise RefusalError(_status("INVALID_REQUEST", "Invalid request. Missing the 'address' parameter."))
        found, exact = _best(address)
        if found is None:
            return json_response({"results": [], "status": "ZERO_RESULTS"}, sku="geocoding.request")
        return json_response({"results": [_result(found, exact)], "status": "OK"}, sku="geocoding.request")


def _status(word: str, message: str = "Refused.") -> Response:
    return json_response({"error_message": message, "results": [], "status": word})


def _best(address: str) -> tuple[world.SimPlace | None, bool]:
    """The place with the most words of the address, and whether all of them were found."""
    wanted = world.words_of(address) - {"ny", "usa", "new", "york", "brooklyn"}
    if not wanted:
        return None, False
    scored = [
        (len(wanted & world.words_of(f"{place.shown['displayName']['text']} {place.shown['formattedAddress']}")), place)
        for place in world.places()
    ]
    score, best = max(scored, key=lambda pair: pair[0])
    return (best, score == len(wanted)) if score >= max(1, len(wanted) // 2) else (None, False)


def _result(place: world.SimPlace, exact: bool) -> dict[str, Any]:
    where = {"lat": place.lat, "lng": place.lng}
    result: dict[str, Any] = {
        "address_components": [{"long_name": "New York", "short_name": "NY", "types": ["political"]}],
        "formatted_address": place.shown["formattedAddress"],
        "geometry": {
            "location": where, "location_type": "ROOFTOP",
            "viewport": {"northeast": where, "southwest": where},
        },
        "place_id": place.id, "types": ["street_address"],
    }  # fmt: skip
    return result if exact else result | {"partial_match": True}

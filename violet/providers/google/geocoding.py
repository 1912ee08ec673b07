"""Google Geocoding, version 3: what place on Earth an address means.

Source: https://developers.google.com/maps/documentation/geocoding/requests-geocoding. Errors come with HTTP 200 and a
`status` in the body.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from violet.domain.geo import GeocodedAddress, LatLng, meters_between
from violet.ports import Failure
from violet.providers.fields import a_list, an_object, position, text
from violet.providers.http import AttemptError, Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

NAME: Final = "google_geocoding"
CHARGES: Final = (Charge("geocoding.request"),)
MAX_TEXT: Final = 200
# Results are preferred within this many degrees of the asker, and dropped beyond a city's reach.
BIAS_DEGREES: Final = 0.2
REACH_M: Final = 80_000
CACHE_TTL_S: Final = 3600
_FAILURES: Final[Mapping[str, Failure]] = {
    "OVER_QUERY_LIMIT": Failure.RATE_LIMITED,
    "OVER_DAILY_LIMIT": Failure.DENIED,
    "REQUEST_DENIED": Failure.DENIED,
    "INVALID_REQUEST": Failure.BAD_REQUEST,
    "UNKNOWN_ERROR": Failure.SERVER_ERROR,
}


class GoogleGeocoder:
    """The geocoder of a server that has a Google key."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.google_maps_base_url,
            budget_s=settings.geocoding_budget_s,
            read_timeout_s=settings.geocoding_budget_s * 0.75,
            cache_ttl_s=CACHE_TTL_S,
            secret_params={"key": settings.google_api_key or ""},
        )

    def geocode(self, text: str, near: LatLng) -> GeocodedAddress | None:
        address = " ".join(text.split())[:MAX_TEXT]
        if not address:
            return None
        params = {"address": address, "bounds": _bounds(near), "components": "country:US", "region": "us",
                  "language": "en"}  # fmt: skip
        found = self._transport.fetch(
            self._upstream,
            Call("GET", "/maps/api/geocode/json", parse=_first_result, params=params, charges=CHARGES),
        )
        if found is None or meters_between(found.location, near) > REACH_M:
            return None
        return found


def _bounds(near: LatLng) -> str:
    """Around the asker's tenth of a degree, so that a city shares its answers."""
    lat, lng = round(near.lat, 1), round(near.lng, 1)
    corners = (lat - BIAS_DEGREES, lng - BIAS_DEGREES, lat + BIAS_DEGREES, lng + BIAS_DEGREES)
    south, west, north, east = (f"{degrees:.1f}" for degrees in corners)
    return f"{south},{west}|{north},{east}"


def _first_result(body: Any) -> GeocodedAddress | None:
    answer = an_object(body)
    status = text(answer["status"])
    if status == "ZERO_RESULTS":
        return None
    if status != "OK":
        raise AttemptError(NAME, _FAILURES.get(status, Failure.BAD_RESPONSE), status[:40])
    result = an_object(a_list(answer["results"])[0])
    where = an_object(an_object(result["geometry"])["location"])
    return GeocodedAddress(
        name=text(result["formatted_address"]),
        location=position(where["lat"], where["lng"]),
        precise=result.get("partial_match") is not True,
    )

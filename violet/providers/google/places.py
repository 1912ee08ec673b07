"""Google Places API (New): search and details.

Source: https://developers.google.com/maps/documentation/places/web-service/op-overview. The field mask sets the price;
the cards need rating, price and hours, which is the Enterprise tier, and nothing above it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from violet.domain.categories import taxonomy
from violet.domain.geo import LatLng
from violet.domain.places import Place, PlaceQuery
from violet.ports import Failure, ProviderError
from violet.providers.fields import a_list, an_object, usable
from violet.providers.google.place_reader import NAME, read_place
from violet.providers.google.place_types import all_outdoors, types_of, words_of
from violet.providers.http import AttemptError, Call, Transport, Upstream
from violet.providers.http.usage import Charge
from violet.settings import Settings

# The hours are those of the coming week, which know of holidays; the usual week would only make answers larger.
FIELDS: Final = (
    "id", "displayName.text", "location", "types", "primaryType", "businessStatus", "shortFormattedAddress",
    "rating", "userRatingCount", "priceLevel", "websiteUri",
    "currentOpeningHours.openNow", "currentOpeningHours.periods",
    "photos.name", "photos.authorAttributions.displayName",
)  # fmt: skip
# For a follow-up about one place; the Atmosphere tier, which searches must not ask for.
DETAIL_FIELDS: Final = (
    *FIELDS, "regularOpeningHours.periods", "editorialSummary", "outdoorSeating", "goodForGroups", "liveMusic",
    "reservable", "takeout", "dineIn", "goodForWatchingSports", "allowsDogs", "paymentOptions", "servesBeer",
    "servesWine", "servesCocktails", "servesVegetarianFood",
)  # fmt: skip
SEARCH_MASK: Final = {"X-Goog-FieldMask": ",".join(f"places.{field}" for field in FIELDS)}
DETAIL_MASK: Final = {"X-Goog-FieldMask": ",".join(DETAIL_FIELDS)}
SEARCH_CHARGES: Final = (Charge("places.search_enterprise"),)
DETAIL_CHARGES: Final = (Charge("places.details_atmosphere"),)
# A search costs the same whatever it brings: always all of it, so that askers with other limits share the answer.
RESULTS: Final = 20
RADIUS_STEP_M: Final = 100
MAX_RADIUS_M: Final = 50_000
MAX_TEXT: Final = 120
# Google refuses a search that names more types than this.
MAX_TYPES: Final = 50
METERS_PER_DEGREE: Final = 111_320.0
_PLACE_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,255}")
_UNSUPPORTED: Final = re.compile(rb"Unsupported types: ([a-z0-9_, ]+)")


class GooglePlaces:
    """The places provider of a server that has a Google key."""

    name = NAME

    def __init__(self, transport: Transport, settings: Settings, country: str) -> None:
        self._transport = transport
        self._country = country
        self._refused_types: frozenset[str] = frozenset()
        self._upstream = Upstream(
            name=NAME,
            base_url=settings.google_places_base_url,
            budget_s=settings.places_budget_s,
            read_timeout_s=settings.places_budget_s * 0.6,
            cache_ttl_s=settings.cache_ttl_s,
            secret_headers={"X-Goog-Api-Key": settings.google_api_key or ""},
        )

    def search(self, query: PlaceQuery) -> list[Place]:
        """Nearby Search for kinds alone; Text Search for words, and for "open now", which Nearby cannot filter."""
        near = self._transport.shared_origin(query.near)
        try:
            found = self._search(query, near)
        except AttemptError as error:
            # Google drops types now and then, and refuses a search that names one.
            if not self._learn_refused(error):
                raise
            found = self._search(query, near)
        if query.open_now:
            found = [place for place in found if place.open_now is not False]
        return found[: query.limit]

    def details(self, place_id: str) -> Place:
        if not _PLACE_ID.fullmatch(place_id):
            raise ProviderError(NAME, Failure.NOT_FOUND)
        call = Call(
            "GET",
            f"/v1/places/{place_id}",
            parse=_one_place,
            params={"languageCode": "en", "regionCode": self._country},
            headers=DETAIL_MASK,
            charges=DETAIL_CHARGES,
        )
        return self._transport.fetch(self._upstream, call)

    def _search(self, query: PlaceQuery, near: LatLng) -> list[Place]:
        types = [name for name in types_of(query.kinds or _default_kinds(query)) if name not in self._refused_types]
        types = types[:MAX_TYPES]
        if _by_text(query):
            path, body = "/v1/places:searchText", _text_body(query, types, near, self._country)
        else:
            path, body = "/v1/places:searchNearby", _nearby_body(query, types, near, self._country)
        call = Call("POST", path, parse=_places, body=body, headers=SEARCH_MASK, charges=SEARCH_CHARGES)
        return self._transport.fetch(self._upstream, call)

    def _learn_refused(self, error: AttemptError) -> bool:
        """Whether Google named types that it does not take and that we did not know of."""
        named = _UNSUPPORTED.search(error.body) if error.failure is Failure.BAD_REQUEST else None
        if named is None:
            return False
        refused = {name.strip() for name in named[1].decode().split(",")}
        news = refused - self._refused_types
        self._refused_types |= refused
        return bool(news)


def _default_kinds(query: PlaceQuery) -> Sequence[str]:
    return () if query.text else taxonomy().explore_kinds


def _by_text(query: PlaceQuery) -> bool:
    """By words where there are some, and for kinds that Google has no type for. Parks and squares seldom have hours,
    and "open now" in a text search leaves out all that have none."""
    has_no_type = bool(query.kinds) and not types_of(query.kinds)
    return bool(query.text) or has_no_type or (query.open_now and not all_outdoors(query.kinds))


def _nearby_body(query: PlaceQuery, types: Sequence[str], near: LatLng, country: str) -> Mapping[str, Any]:
    circle = {"center": {"latitude": near.lat, "longitude": near.lng}, "radius": float(_radius(query))}
    return {
        "includedTypes": list(types),
        "maxResultCount": RESULTS,
        "rankPreference": "POPULARITY",
        "languageCode": "en",
        "regionCode": country,
        "locationRestriction": {"circle": circle},
    }


def _text_body(query: PlaceQuery, types: Sequence[str], near: LatLng, country: str) -> Mapping[str, Any]:
    body: dict[str, Any] = {
        "textQuery": (query.text or words_of(query.kinds or taxonomy().explore_kinds))[:MAX_TEXT],
        "pageSize": RESULTS,
        "rankPreference": "RELEVANCE",
        "languageCode": "en",
        "regionCode": country,
        # A circle may only bias, and a bias lets results lie anywhere.
        "locationRestriction": {"rectangle": _square_around(near, _radius(query))},
    }
    if len(query.kinds) == 1 and types:
        body["includedType"] = types[0]
    if query.open_now:
        body["openNow"] = True
    return body


def _radius(query: PlaceQuery) -> int:
    """Meters, in steps, so that small differences share an answer."""
    steps = math.ceil(max(1, query.radius_m) / RADIUS_STEP_M)
    return min(MAX_RADIUS_M, steps * RADIUS_STEP_M)


def _square_around(center: LatLng, radius_m: int) -> Mapping[str, Mapping[str, float]]:
    north = radius_m / METERS_PER_DEGREE
    east = north / max(0.01, math.cos(math.radians(center.lat)))
    low = {"latitude": max(-90.0, center.lat - north), "longitude": max(-180.0, center.lng - east)}
    high = {"latitude": min(90.0, center.lat + north), "longitude": min(180.0, center.lng + east)}
    return {"low": _rounded(low), "high": _rounded(high)}


def _rounded(corner: Mapping[str, float]) -> Mapping[str, float]:
    return {name: round(value, 6) for name, value in corner.items()}


def _places(body: Any) -> list[Place]:
    """No result is `{}`."""
    return usable(read_place, a_list(an_object(body).get("places", [])))


def _one_place(body: Any) -> Place:
    place = read_place(body)
    if place is None:
        raise ProviderError(NAME, Failure.NOT_FOUND)
    return place

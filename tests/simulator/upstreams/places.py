"""Places API (New): Nearby Search, Text Search, Place Details and photo media, strict about every request."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import orjson

from tests.simulator import world
from tests.simulator.http import Request, Response, Route, json_response
from tests.simulator.names import names
from tests.simulator.table_a import TABLE_A
from tests.simulator.upstreams.google import check_key, google_error, json_body, latlng, mask_of, masked, refuse
from tests.simulator.upstreams.place_fields import ALL_FIELDS, details_sku, search_sku

NEARBY_FIELDS = names(
    "includedTypes excludedTypes includedPrimaryTypes excludedPrimaryTypes maxResultCount rankPreference languageCode "
    "regionCode locationRestriction routingParameters includeFutureOpeningBusinesses"
)
TEXT_FIELDS = names(
    "textQuery includedType strictTypeFiltering openNow minRating priceLevels rankPreference locationBias "
    "locationRestriction pageSize pageToken maxResultCount languageCode regionCode evOptions routingParameters "
    "searchAlongRouteParameters includePureServiceAreaBusinesses includeFutureOpeningBusinesses"
)
NOT_IN_TOKEN = frozenset({"pageToken", "pageSize", "maxResultCount"})
PRICE_FILTERS = frozenset(f"PRICE_LEVEL_{name}" for name in ("INEXPENSIVE", "MODERATE", "EXPENSIVE", "VERY_EXPENSIVE"))
MOST_RESULTS = 60
PAGE = 20
STOP_WORDS = names("a an the in near of for to and or with some good place places spot me i")
METERS_PER_DEGREE = 111_320.0


class Places:
    """Modes: `now` (ISO local time that opening hours are judged by), `refused_types` (types answered as unsupported),
    `unlisted` (whether a cafe is found that the guide does not know)."""

    name = "google_places"
    latency_s = 0.12

    def __init__(self) -> None:
        world.places()  # read now, so that the first request is as quick as the others
        self.reset()

    def reset(self) -> None:
        self._now: datetime | None = None
        self._refused: frozenset[str] = frozenset()
        self._more: tuple[world.SimPlace, ...] = ()

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"now", "refused_types", "unlisted"}:
            raise ValueError(f"google_places has no mode {', '.join(sorted(unknown))}")
        if "now" in options:
            self._now = datetime.fromisoformat(options["now"])
        self._refused = frozenset(options.get("refused_types", self._refused))
        if "unlisted" in options:
            self._more = (world.unlisted(),) if options["unlisted"] else ()

    def routes(self) -> Sequence[Route]:
        return (
            Route("POST", "/v1/places:searchNearby", self._nearby),
            Route("POST", "/v1/places:searchText", self._text),
            Route("GET", r"/v1/places/([A-Za-z0-9_-]+)", self._details, pattern=True),
            Route("GET", r"/v1/(places/([A-Za-z0-9_-]+)/photos/[A-Za-z0-9_-]+)/media", self._photo, pattern=True),
        )

    def error(self, status: int) -> Response:
        return google_error(status)

    def _nearby(self, request: Request, _match: object) -> Response:
        check_key(request)
        fields = _search_mask(request, ("places", "routingSummaries"))
        body = json_body(request, NEARBY_FIELDS)
        lat, lng, radius = _circle(body.get("locationRestriction"))
        included, excluded = self._types(body, "included"), self._types(body, "excluded")
        count = _whole(body, "maxResultCount", default=PAGE, low=0, high=PAGE) or PAGE
        rank = _one_of(body, "rankPreference", ("POPULARITY", "DISTANCE"))
        found = [
            (place, distance)
            for place, distance in _within((*world.places(), *self._more), lat, lng, radius)
            if (not included or place.types & included) and not place.types & excluded
        ]
        found.sort(key=lambda pair: pair[1] if rank == "DISTANCE" else -pair[0].popularity)
        answer = self._rendered([place for place, _ in found[:count]], fields)
        return _listed(answer, sku=search_sku(fields, nearby=True))

    def _text(self, request: Request, _match: object) -> Response:
        check_key(request)
        fields = _search_mask(request, ("places", "nextPageToken", "routingSummaries", "searchUri"))
        body = json_body(request, TEXT_FIELDS)
        if not isinstance(body.get("textQuery"), str) or not body["textQuery"].strip():
            raise refuse("Empty text_query.")
        size = _whole(body, "pageSize", default=PAGE, low=0, high=10**6) or PAGE
        start = _token_start(body)
        found = self._matches(body)[:MOST_RESULTS]
        end = start + min(size, PAGE)
        answer = self._rendered(found[start:end], fields)
        more = b""
        if end < len(found) and "nextPageToken" in fields:
            more = b'"nextPageToken":"' + f"{_token_of(body)}.{end}".encode() + b'"'
        return _listed(answer, sku=search_sku(fields - {"nextPageToken"}, nearby=False), more=more)

    def _details(self, request: Request, match: re.Match[str] | None) -> Response:
        check_key(request)
        fields = mask_of(request)
        tops = {path.partition(".")[0] for path in fields}
        if unknown := tops - ALL_FIELDS - {"*"}:
            raise refuse(f"Error expanding 'fields' parameter. Cannot find matching fields for path '{unknown.pop()}'.")
        place = world.places_by_id().get(match[1]) if match else None
        if place is None:
            return google_error(404, "The Place ID is no longer valid. Please refresh cached Place IDs.")
        body = masked(self._shown(place), fields)
        return json_response(body, sku=details_sku(tops))

    def _photo(self, request: Request, match: re.Match[str] | None) -> Response:
        check_key(request)
        sizes = [int(request.query[name]) for name in ("maxWidthPx", "maxHeightPx") if name in request.query]
        if not sizes or not all(1 <= size <= 4800 for size in sizes):
            raise refuse("maxWidthPx or maxHeightPx must be between 1 and 4800.")
        assert match is not None
        place = world.places_by_id().get(match[2])
        if place is None or all(photo["name"] != match[1] for photo in place.shown["photos"]):
            return google_error(404)
        uri = f"https://lh3.googleusercontent.com/places/{hashlib.sha256(match[1].encode()).hexdigest()[:40]}=s4800"
        if request.query.get("skipHttpRedirect") == "true":
            return json_response({"name": f"{match[1]}/media", "photoUri": uri}, sku="places.photo")
        return Response(status=302, headers=[("Location", uri)], sku="places.photo")

    def _types(self, body: Mapping[str, Any], which: str) -> frozenset[str]:
        """Only one of the two lists of each kind is looked at; both are checked."""
        named = [*_names(body, f"{which}Types"), *_names(body, f"{which}PrimaryTypes")]
        bad = [name for name in named if name not in TABLE_A or name in self._refused]
        if bad:
            raise refuse(f"Unsupported types: {', '.join(bad)}.")
        return frozenset(named)

    def _matches(self, body: Mapping[str, Any]) -> list[world.SimPlace]:
        """Places that share a word with the query, the ones with most words in common first."""
        wanted = _one_type(body)
        if wanted and (wanted not in TABLE_A or wanted in self._refused):
            raise refuse(f"Unsupported types: {wanted}.")
        if set(_names(body, "priceLevels")) - PRICE_FILTERS:
            raise refuse("Invalid price_levels.")
        words = world.words_of(body["textQuery"]) - STOP_WORDS
        scored = []
        for place in (*_in_area(body), *self._more):
            if body.get("openNow") and not self._is_open(place):
                continue
            if wanted and body.get("strictTypeFiltering") and wanted not in place.types:
                continue
            score = len(words & place.words) + (0.5 if wanted in place.types else 0)
            if score >= 1:
                scored.append((score, place.popularity, place))
        scored.sort(key=lambda entry: entry[:2], reverse=True)
        return [place for _, _, place in scored]

    def _is_open(self, place: world.SimPlace) -> bool | None:
        return world.is_open(place, self._now or world.now_in_new_york())

    def _shown(self, place: world.SimPlace) -> Mapping[str, Any]:
        is_open = self._is_open(place)
        if is_open is None:
            return place.shown
        hours = {"openNow": is_open, "periods": place.shown["regularOpeningHours"]["periods"]}
        return {**place.shown, "currentOpeningHours": hours}

    def _rendered(self, found: Iterable[world.SimPlace], fields: frozenset[str]) -> list[bytes]:
        return [_render(place.id, fields, self._is_open(place)) for place in found]


@lru_cache(maxsize=8192)
def _render(place_id: str, fields: frozenset[str], is_open: bool | None) -> bytes:
    """One place as JSON with only the fields of the mask (kept: benches ask for the same ones all the time)."""
    place = world.places_by_id()[place_id]
    shown = dict(place.shown)
    if is_open is not None:
        shown["currentOpeningHours"] = {"openNow": is_open, "periods": shown["regularOpeningHours"]["periods"]}
    return orjson.dumps(masked(shown, fields))


def _search_mask(request: Request, tops: Sequence[str]) -> frozenset[str]:
    """The fields of a place that are wanted, with `nextPageToken` as it is."""
    fields = set()
    for path in mask_of(request):
        top, _, rest = path.partition(".")
        first = rest.partition(".")[0]
        if top == "*":
            fields.add("*")
        elif top not in tops or (top == "places" and first not in ALL_FIELDS | {"", "*"}):
            raise refuse(f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.")
        else:
            fields.add((rest or "*") if top == "places" else top)
    return frozenset(fields)


def _listed(places: Sequence[bytes], *, sku: str, more: bytes = b"") -> Response:
    """No results are `{}`: proto3 JSON leaves an empty list out."""
    listed = b'"places":[' + b",".join(places) + b"]" if places else b""
    return Response(body=b"{" + b",".join(part for part in (listed, more) if part) + b"}", sku=sku)


def _circle(restriction: Any) -> tuple[float, float, float]:
    try:
        circle = restriction["circle"]
        radius = float(circle["radius"])
    except (KeyError, TypeError, ValueError) as error:
        raise refuse("Invalid location_restriction.") from error
    if not 0 < radius <= 50_000:
        raise refuse("Invalid location_restriction.circle.radius: must be above 0 and at most 50000.")
    return (*latlng(circle.get("center"), "location_restriction.circle.center"), radius)


def _in_area(body: Mapping[str, Any]) -> Iterable[world.SimPlace]:
    restriction, bias = body.get("locationRestriction"), body.get("locationBias")
    if restriction is not None and bias is not None:
        raise refuse("Only one of location_bias and location_restriction may be set.")
    if restriction is None:
        return world.places()
    if set(restriction) != {"rectangle"} or set(restriction["rectangle"]) != {"low", "high"}:
        raise refuse("location_restriction takes a rectangle with low and high.")
    south, west = latlng(restriction["rectangle"]["low"], "rectangle.low")
    north, east = latlng(restriction["rectangle"]["high"], "rectangle.high")
    if south > north:
        raise refuse("Invalid rectangle: low is north of high.")
    return [place for place in world.places() if south <= place.lat <= north and west <= place.lng <= east]


def _within(
    places: Iterable[world.SimPlace], lat: float, lng: float, radius: float
) -> Iterable[tuple[world.SimPlace, float]]:
    east_scale = METERS_PER_DEGREE * math.cos(math.radians(lat))
    for place in places:
        distance = math.hypot((place.lat - lat) * METERS_PER_DEGREE, (place.lng - lng) * east_scale)
        if distance <= radius:
            yield place, distance


def _names(body: Mapping[str, Any], field: str) -> list[str]:
    names = body.get(field, [])
    if not isinstance(names, list) or len(names) > 50 or not all(isinstance(name, str) for name in names):
        raise refuse(f"Invalid {field}.")
    return names


def _one_type(body: Mapping[str, Any]) -> str:
    wanted = body.get("includedType", "")
    if not isinstance(wanted, str):
        raise refuse("Invalid includedType: a string.")
    return wanted


def _whole(body: Mapping[str, Any], field: str, *, default: int, low: int, high: int) -> int:
    value = body.get(field, default)
    if not isinstance(value, int) or not low <= value <= high:
        raise refuse(f"{field} must be between {low} and {high}.")
    return value


def _one_of(body: Mapping[str, Any], field: str, values: Sequence[str]) -> str:
    value = body.get(field, values[0])
    if value not in values:
        raise refuse(f"Invalid value at '{field}', \"{value}\"")
    return str(value)


def _token_of(body: Mapping[str, Any]) -> str:
    others = {name: value for name, value in body.items() if name not in NOT_IN_TOKEN}
    return hashlib.sha256(orjson.dumps(others, option=orjson.OPT_SORT_KEYS)).hexdigest()[:32]


def _token_start(body: Mapping[str, Any]) -> int:
    token = body.get("pageToken")
    if not token:
        return 0
    own, _, start = str(token).partition(".")
    if own != _token_of(body) or not start.isdigit():
        raise refuse("Request parameters for paging requests must match the initial SearchText request.")
    return int(start)

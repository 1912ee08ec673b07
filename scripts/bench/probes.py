"""What a load generator cannot tell: the first event of a stream, single calls, how ranking grows."""

from __future__ import annotations

import http.client
import itertools
import json
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from violet.campus.loader import default_campus
from violet.domain.categories import Category
from violet.domain.geo import LatLng, estimate_walk
from violet.domain.places import Place
from violet.providers.campus_guide import CampusGuidePlaces
from violet.providers.google.places import RESULTS, SEARCH_MASK
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.scoring import rank

HOME = LatLng(40.7295, -73.9965)
AT = datetime(2026, 11, 18, 12, 0, tzinfo=ZoneInfo("America/New_York"))
SHOWN = 3
SEARCHES = ("restaurant", "cafe", "park")


@dataclass(frozen=True, slots=True)
class Api:
    """A small JSON client of one server."""

    url: str

    def call(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Any:
        """The answer's JSON. Raises RuntimeError for an answer of 400 and above."""
        with _connected(self.url) as connection:
            connection.request(method, path, json.dumps(body) if body is not None else None, _headers(token))
            response = connection.getresponse()
            text = response.read()
            if response.status >= http.HTTPStatus.BAD_REQUEST:
                raise RuntimeError(f"{method} {path}: {response.status} {text[:200]!r}")
            return json.loads(text)

    def stream(self, message: str, *, latitude: float, longitude: float) -> Streamed:
        """One streamed turn, read to its end. Raises KeyError where cards or words never came."""
        body = json.dumps({"message": message, "latitude": latitude, "longitude": longitude})
        came: dict[str, float] = {}
        with _connected(self.url) as connection:
            asked = time.time()
            connection.request("POST", "/api/v1/chat", body, _headers(None) | {"Accept": "text/event-stream"})
            for line in connection.getresponse():
                if line.startswith(b"event:"):
                    came.setdefault(line.removeprefix(b"event:").strip().decode(), time.time())
        return Streamed(asked, came["cards"], came["delta"])


@dataclass(frozen=True, slots=True)
class Streamed:
    """When a streamed turn was asked for, when its cards came and when its first words did: Unix seconds."""

    asked: float
    cards: float
    words: float


class _connected:  # noqa: N801 -- read as a verb: with _connected(url)
    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)

    def __enter__(self) -> http.client.HTTPConnection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _headers(token: str | None) -> dict[str, str]:
    return {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})


def searches_ms(simulator: str, lat: float, lng: float) -> float:
    """Milliseconds until the places searches of a dashboard, asked at once by a bare client, are answered."""
    begun = time.perf_counter()
    with ThreadPoolExecutor(len(SEARCHES)) as pool:
        list(pool.map(lambda kind: _search(simulator, lat, lng, kind), SEARCHES))
    return (time.perf_counter() - begun) * 1000


def _search(simulator: str, lat: float, lng: float, kind: str) -> None:
    circle = {"center": {"latitude": lat, "longitude": lng}, "radius": 1500.0}
    body = {"includedTypes": [kind], "maxResultCount": RESULTS, "locationRestriction": {"circle": circle}}
    with _connected(simulator) as connection:
        headers = {"X-Goog-Api-Key": "simulated", "Content-Type": "application/json", **SEARCH_MASK}
        connection.request("POST", "/v1/places:searchNearby", json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"places:searchNearby: {response.status} {text[:200]!r}")


def corners(count: int) -> Sequence[tuple[float, float]]:
    """Spots between the two campuses, some 200 meters apart: too far for what was found for one to serve another."""
    grid = itertools.product(range(20), range(10))
    return [(40.695 + 0.002 * row, -74.000 + 0.0025 * column) for row, column in itertools.islice(grid, count)]


def ranking_ms(candidates: int) -> float:
    """Milliseconds to rank that many candidate places for one request; the median of three."""
    crowd = _crowd(candidates)
    request = Request(at=AT, categories={Category.CAFE: 1.0})
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        rank(crowd, request, limit=SHOWN)
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def _crowd(count: int) -> list[Candidate]:
    """Guide places again and again, each time a little elsewhere."""
    places = CampusGuidePlaces(default_campus()).all()
    copies = (_moved(places[index % len(places)], index) for index in range(count))
    return [
        Candidate(place, estimate_walk(HOME, place.location), (index % 200) / 200) for index, place in enumerate(copies)
    ]


def _moved(place: Place, index: int) -> Place:
    shift = (index % 997) * 1e-5
    location = LatLng(place.location.lat + shift, place.location.lng - shift)
    return replace(place, id=f"{place.id}-{index}", location=location)

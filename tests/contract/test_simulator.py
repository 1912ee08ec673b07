"""The simulator is as strict as the vendors are: a lax one would hide a client's faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polyline
import pytest
import requests

from tests.simulator.running import RunningSimulator, running_simulator

MASK = "places.id,places.displayName"
CIRCLE = {"circle": {"center": {"latitude": 40.7308, "longitude": -73.9973}, "radius": 800.0}}
SQUARE = {"low": {"latitude": 40.72, "longitude": -74.01}, "high": {"latitude": 40.74, "longitude": -73.98}}
HERE = {"location": {"latLng": {"latitude": 40.7308, "longitude": -73.9973}}}
THERE = {"location": {"latLng": {"latitude": 40.7359, "longitude": -73.9906}}}
NEARBY, TEXT = "/v1/places:searchNearby", "/v1/places:searchText"
ROUTE, MATRIX = "/directions/v2:computeRoutes", "/distanceMatrix/v2:computeRouteMatrix"
GENERATE = "/v1/models/gemini-3.8-flash:generateContent"
HELLO = [{"role": "user", "parts": [{"text": "Hello"}]}]


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        yield session


class Ask:
    def __init__(self, session: requests.Session, url: str) -> None:
        self._session, self._url = session, url

    def post(self, path: str, body: Any, mask: str | None = MASK, key: str | None = "key") -> requests.Response:
        headers = {"X-Goog-FieldMask": mask, "X-Goog-Api-Key": key}
        return self._session.post(self._url + path, json=body, headers=headers, timeout=10)

    def get(self, path: str, **params: str) -> requests.Response:
        return self._session.get(self._url + path, params=params, timeout=10, allow_redirects=False)


@pytest.fixture
def ask(session: requests.Session, simulator: RunningSimulator) -> Ask:
    return Ask(session, simulator.url)


def _nearby(**fields: Any) -> dict[str, Any]:
    return {"includedTypes": ["cafe"], "locationRestriction": CIRCLE} | fields


@pytest.mark.parametrize(
    ("path", "body", "mask"),
    [
        (NEARBY, _nearby(), None),
        (NEARBY, _nearby(), "places.id, places.displayName"),
        (NEARBY, _nearby(), "places.secret"),
        (NEARBY, _nearby(), "id"),
        (NEARBY, _nearby(openNow=True), MASK),
        (NEARBY, _nearby(includedTypes=["juice_bar"]), MASK),
        (NEARBY, _nearby(includedTypes=["point_of_interest"]), MASK),
        (NEARBY, _nearby(maxResultCount=21), MASK),
        (NEARBY, _nearby(rankPreference="BEST"), MASK),
        (NEARBY, _nearby(locationRestriction={"circle": {"center": {}, "radius": 0}}), MASK),
        (NEARBY, {"includedTypes": ["cafe"]}, MASK),
        (TEXT, {"textQuery": " "}, MASK),
        (TEXT, {"textQuery": "coffee", "includedType": ["cafe"]}, MASK),
        (TEXT, {"textQuery": "coffee", "locationRestriction": CIRCLE}, MASK),
        (TEXT, {"textQuery": "coffee", "priceLevels": ["PRICE_LEVEL_FREE"]}, MASK),
        (TEXT, {"textQuery": "coffee", "pageToken": "made.up"}, MASK),
        (
            TEXT,
            {"textQuery": "coffee", "locationRestriction": {"rectangle": SQUARE}, "locationBias": CIRCLE},
            MASK,
        ),
        (ROUTE, {"origin": HERE, "destination": THERE, "travelMode": "WALK"}, None),
        (ROUTE, {"origin": HERE, "destination": THERE, "travelMode": "WALK", "routingPreference": "TRAFFIC_AWARE"}, "*"),
        (ROUTE, {"origin": HERE, "travelMode": "WALK"}, "*"),
        (ROUTE, {"origin": HERE, "destination": THERE, "travelMode": "HOVER"}, "*"),
        (ROUTE, {"origin": HERE, "destination": THERE, "departureTime": "x", "arrivalTime": "y"}, "*"),
        (MATRIX, {"origins": [{"waypoint": HERE}] * 11, "destinations": [{"waypoint": HERE}] * 10,
                  "travelMode": "TRANSIT"}, "*"),
        (GENERATE, {"contents": []}, None),
        (GENERATE, {"contents": HELLO, "temperature": 1}, None),
        (GENERATE, {"contents": HELLO * 2}, None),
        (GENERATE, {"contents": [{"role": "model", "parts": [{"text": "Hi"}]}]}, None),
        (GENERATE, {"contents": HELLO, "generationConfig": {"thinkingConfig": {"thinkingLevel": "MINIMAL"}}}, None),
    ],
)  # fmt: skip
def test_a_bad_request_is_refused_in_the_vendors_words(
    ask: Ask, simulator: RunningSimulator, path: str, body: Any, mask: str | None
) -> None:
    answer = ask.post(path, body, mask)
    assert answer.status_code == 400
    assert answer.json()["error"]["status"] == "INVALID_ARGUMENT"
    assert simulator.state.skus() == {}


@pytest.mark.parametrize("path", [NEARBY, ROUTE, GENERATE])
def test_a_missing_and_a_wrong_key_are_refused(ask: Ask, path: str) -> None:
    assert ask.post(path, {}, key=None).status_code == 403
    assert ask.post(path, {}, key="wrong").json()["error"]["details"][0]["reason"] == "API_KEY_INVALID"


@pytest.mark.parametrize(
    ("mask", "sku"),
    [
        ("places.id", "places.search_pro"),
        ("places.location", "places.search_pro"),
        ("places.rating", "places.search_enterprise"),
        ("places.photos.name,places.outdoorSeating", "places.search_atmosphere"),
        ("*", "places.search_atmosphere"),
    ],
)
def test_the_mask_sets_what_comes_and_what_it_costs(ask: Ask, simulator: RunningSimulator, mask: str, sku: str) -> None:
    places = ask.post(NEARBY, _nearby(), mask).json()["places"]
    assert simulator.state.skus() == {sku: 1}
    if mask != "*":
        named = {path.split(".")[1] for path in mask.split(",")}
        assert all(set(place) <= named for place in places)


def test_text_search_pages_up_to_sixty(ask: Ask) -> None:
    body: dict[str, Any] = {"textQuery": "restaurant"}
    sizes = []
    while True:
        answer = ask.post(TEXT, body, f"{MASK},nextPageToken").json()
        sizes.append(len(answer["places"]))
        if "nextPageToken" not in answer:
            break
        body = {"textQuery": "restaurant", "pageToken": answer["nextPageToken"]}
    assert sizes == [20, 20, 20]
    assert ask.post(TEXT, {"textQuery": "bar", "pageToken": body["pageToken"]}).status_code == 400


def test_nothing_found_is_an_empty_object(ask: Ask) -> None:
    assert ask.post(TEXT, {"textQuery": "xyzzy"}).text == "{}"


def test_matrix_elements_are_shuffled_and_the_line_is_real(ask: Ask) -> None:
    waypoints = [{"waypoint": THERE}] * 8
    body = {"origins": [{"waypoint": HERE}], "destinations": waypoints, "travelMode": "WALK"}
    indexes = [one["destinationIndex"] for one in ask.post(MATRIX, body, "originIndex,destinationIndex").json()]
    assert sorted(indexes) == list(range(8)) != indexes
    route = ask.post(ROUTE, {"origin": HERE, "destination": THERE, "travelMode": "WALK"}, "routes.polyline").json()
    line = polyline.decode(route["routes"][0]["polyline"]["encodedPolyline"])
    assert line[0] == pytest.approx((40.7308, -73.9973))
    assert line[-1] == pytest.approx((40.7359, -73.9906))


def test_a_photo_is_a_redirect_or_an_address(ask: Ask, simulator: RunningSimulator) -> None:
    found = ask.post(NEARBY, _nearby(maxResultCount=1), "places.photos.name").json()
    name = found["places"][0]["photos"][0]["name"]
    assert ask.get(f"/v1/{name}/media", key="k").status_code == 400
    assert ask.get(f"/v1/{name}/media", key="k", maxWidthPx="400").status_code == 302
    address = ask.get(f"/v1/{name}/media", key="k", maxWidthPx="400", skipHttpRedirect="true").json()["photoUri"]
    assert address.startswith("https://")


def test_openweather_tells_its_code_as_number_and_as_text(ask: Ask, simulator: RunningSimulator) -> None:
    here = {"lat": "40.7", "lon": "-74"}
    assert ask.get("/data/2.5/weather", **here).json()["cod"] == 401
    assert ask.get("/data/2.5/weather", appid="k", **here).json()["cod"] == 200
    assert ask.get("/data/2.5/forecast", appid="k", **here).json()["cod"] == "200"
    assert ask.get("/data/2.5/weather", appid="k", lat="99", lon="0").json()["cod"] == "400"
    assert ask.get("/data/3.0/onecall", appid="k", **here).status_code == 401
    simulator.state.set_mode("openweather", {"quota": 1})
    assert [ask.get("/data/2.5/weather", appid="k", **here).status_code for _ in range(2)] == [200, 429]


def test_the_stream_has_the_form_that_the_library_accepts(ask: Ask) -> None:
    answer = ask.post("/prefix/v1beta/models/gemini-3.8-flash:streamGenerateContent?alt=sse", {"contents": HELLO})
    assert answer.headers["Content-Type"] == "text/event-stream"
    events = answer.text.removesuffix("\n\n").split("\n\n")
    assert all(event.startswith("data: {") and "\n" not in event for event in events)


def test_the_doors_set_and_tell_what_happens(ask: Ask) -> None:
    assert ask.post("/_simulator/faults", {"upstream": "openweather", "kind": "html", "times": 1}).ok
    assert ask.post("/_simulator/latency", {"upstream": "openweather", "seconds": 0.01}).ok
    assert ask.post("/_simulator/modes", {"upstream": "gemini", "mode": "liar", "seed": 3}).ok
    first, second = (ask.get("/data/2.5/weather", appid="k", lat="40", lon="-74") for _ in range(2))
    assert first.headers["Content-Type"].startswith("text/html")
    assert second.json()["name"] == "New York"
    told = ask.get("/_simulator/requests", upstream="openweather").json()
    assert told["counts"] == {"openweather": 2}
    assert told["skus"] == {"openweather.call": 2}
    assert ask.get("/_simulator").json()["latency"]["openweather"] == 0.01
    for door, body in (("faults", {"kind": "flood"}), ("modes", {"upstream": "nobody"}), ("latency", {})):
        assert ask.post(f"/_simulator/{door}", body).status_code == 400
    assert ask.post("/_simulator/reset", {}).ok
    assert ask.get("/_simulator/requests").json()["counts"] == {}
    assert ask.get("/_simulator/nowhere").status_code == 404
    assert ask.get("/nowhere").status_code == 404


def test_the_usual_latencies_are_those_of_the_budgets() -> None:
    with running_simulator(usual_latency=True) as simulator:
        latencies = {name: simulator.state.latency(name) for name in simulator.state.upstreams}
    assert latencies | {"google_places": 0.12, "google_routes": 0.09, "openweather": 0.07, "gemini": 0.8} == latencies

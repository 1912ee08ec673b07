"""Weather, directions and photos over HTTP, with and without upstreams."""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.simulator import world
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.domain.geo import LatLng
from violet.extensions import db
from violet.services.places.photos import photo_url
from violet.settings import Settings

HOME = LatLng(40.6942, -73.9866)
BOBST = {"lat": 40.72939, "lng": -73.997132}

MakeClient = Callable[..., FlaskClient]


@pytest.fixture
def make_client(sqlite_database: str, simulator: RunningSimulator) -> Iterator[MakeClient]:
    made: list[OpenAPI] = []

    def make(**overrides: object) -> FlaskClient:
        app = create_app(make_settings(database_url=sqlite_database, **overrides))
        made.append(app)
        return app.test_client()

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def served(make_client: MakeClient, simulator: RunningSimulator) -> FlaskClient:
    """A server whose upstreams are simulated."""
    return make_client(**simulator.settings)


@pytest.mark.parametrize("prefix", ["/api/v1", "/api"])
def test_the_weather_has_the_apps_fields(served: FlaskClient, prefix: str) -> None:
    answer = served.get(f"{prefix}/weather?lat=40.73&lon=-73.99")
    assert answer.status_code == 200
    assert answer.json == {
        "temp": 53.6, "temp_f": 53.6, "desc": "clear sky", "icon": "01d", "main": "Clear", "humidity": 64,
        "wind_speed": pytest.approx(8.05),
    }  # fmt: skip


def test_without_a_position_it_is_the_weather_of_the_home_campus(
    served: FlaskClient, simulator: RunningSimulator
) -> None:
    assert served.get("/api/weather").status_code == 200
    [request] = simulator.state.requests("openweather")
    assert float(request.query["lat"]) == pytest.approx(HOME.lat, abs=0.01)


def test_the_forecast_is_a_list_of_three_hour_items(served: FlaskClient) -> None:
    answer = served.get("/api/weather/forecast?lat=40.73&lon=-73.99")
    assert answer.status_code == 200
    items = answer.json["forecast"]  # type: ignore[index]
    assert len(items) == 40
    assert {"dt", "main", "weather", "wind"} <= set(items[0])


@pytest.mark.parametrize("path", ["/api/weather", "/api/weather/forecast"])
@pytest.mark.parametrize("keys", [True, False])
def test_where_no_weather_can_be_had_the_answer_is_503(
    make_client: MakeClient, simulator: RunningSimulator, path: str, keys: bool
) -> None:
    simulator.state.set_fault("openweather", Fault("status", status=403))
    client = make_client(**(simulator.settings if keys else {}))
    answer = client.get(path)
    assert answer.status_code == 503
    assert set(answer.json or ()) == {"error", "code", "request_id"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/weather?lat=91&lon=0", "lat"),
        ("/api/weather?lat=nan&lon=0", "lat"),
        ("/api/weather?lat=40", "lon"),
        ("/api/weather?lon=-74", "lat"),
        ("/api/directions", "lat"),
        ("/api/directions?lat=40.7", "lng"),
        ("/api/directions?lat=abc&lng=-74", "lat"),
        ("/api/directions?lat=inf&lng=-74", "lat"),
        ("/api/directions?lat=40.7&lng=-74&origin_lat=40.7", "origin_lng"),
        ("/api/directions?lat=40.7&lng=-74&mode=flying", "mode"),
        ("/api/directions?lat=51.5&lng=-0.12", "lat"),
    ],
)
def test_bad_positions_are_400_and_named(served: FlaskClient, path: str, field: str) -> None:
    answer = served.get(path)
    assert answer.status_code == 400
    assert answer.json["field"] == field  # type: ignore[index]


def _directions(client: FlaskClient, **query: Any) -> dict[str, Any]:
    answer = client.get("/api/directions", query_string=BOBST | query)
    assert answer.status_code == 200
    body = answer.json
    assert isinstance(body, dict)
    return body


def test_directions_are_routed(served: FlaskClient) -> None:
    body = _directions(served, origin_lat=40.7359, origin_lng=-73.9906)
    assert body["mode"] == "walking"
    assert not body["estimated"]
    assert body["distance_text"] == "0.7 mi"
    assert body["duration_text"] == "15 min"
    assert body["polyline"][0] == [40.7359, -73.9906]
    assert body["polyline"][-1] == pytest.approx([40.72939, -73.99713])
    assert body["warnings"]
    link = urlsplit(body["maps_link"])
    assert link.hostname == "www.google.com"
    assert parse_qs(link.query)["destination"] == ["40.729390,-73.997132"]


def test_directions_start_at_metrotech_unless_told_otherwise(served: FlaskClient) -> None:
    assert _directions(served)["polyline"][0] == [40.69339, -73.98555]


def test_transit_is_labeled(served: FlaskClient) -> None:
    body = _directions(served, mode="transit")
    assert body["mode"] == "transit"
    assert "take the A" in body["steps"][0]


@pytest.mark.parametrize("how", ["fault", "no keys", "no money"])
def test_directions_fall_back_to_the_campus_streets(
    make_client: MakeClient, simulator: RunningSimulator, how: str
) -> None:
    simulator.state.set_fault("google_routes", Fault("status", status=403) if how == "fault" else None)
    money = {"turn_ceiling_usd": 0} if how == "no money" else {}
    client = make_client(**({} if how == "no keys" else simulator.settings | money))
    body = _directions(client, mode="transit")
    assert not body["estimated"]
    assert body["mode"] == "walking"
    assert len(body["polyline"]) > 20
    assert "Turn right onto the Manhattan Bridge walkway" in body["steps"]
    assert body["distance_text"] == "3.0 mi"
    assert body["duration_text"] == "1 hr 1 min"
    assert len(simulator.state.requests()) == (1 if how == "fault" else 0)


def test_far_from_all_streets_directions_are_an_honest_estimate(make_client: MakeClient) -> None:
    query = {"lat": 40.80, "lng": -73.95, "origin_lat": 40.81, "origin_lng": -73.95}
    body = make_client().get("/api/directions", query_string=query).json
    assert body is not None
    assert body["estimated"]
    assert len(body["polyline"]) == 2
    assert (body["distance_text"], body["duration_text"]) == ("0.9 mi", "19 min")


def test_no_way_there_is_404(served: FlaskClient, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("google_routes", {"no_route": True})
    answer = served.get("/api/directions", query_string=BOBST)
    assert answer.status_code == 404
    assert answer.json["error"] == "There is no way to get there like that."  # type: ignore[index]


def _photo_path(settings: Settings, photo: str, **rest: Any) -> str:
    url = photo_url(settings, "google_places", photo, **rest)
    assert url.startswith(settings.public_base_url + "/api/v1/photos/")
    return url.removeprefix(settings.public_base_url)


@pytest.fixture
def photo() -> str:
    return str(world.places()[0].shown["photos"][0]["name"])


def _settings_of(client: FlaskClient) -> Settings:
    settings = client.application.extensions["violet"].settings
    assert isinstance(settings, Settings)
    return settings


def test_a_photo_is_a_redirect_that_is_asked_for_once(
    served: FlaskClient, simulator: RunningSimulator, photo: str
) -> None:
    path = _photo_path(_settings_of(served), photo)
    answers = [served.get(path) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302] * 3
    assert answers[0].location.startswith("https://lh3.googleusercontent.com/")
    assert answers[0].headers["Cache-Control"] == "private, max-age=900"
    assert "canary" not in answers[0].location + path
    assert simulator.state.skus() == {"places.photo": 1}


def test_a_photo_address_stays_the_same_for_the_day_and_ends_with_the_next(served: FlaskClient, photo: str) -> None:
    settings = _settings_of(served)
    noon = 1_795_262_400.0
    assert _photo_path(settings, photo, now_s=noon) == _photo_path(settings, photo, now_s=noon + 3 * 3600)
    path = _photo_path(settings, photo, now_s=noon)
    with time_machine.travel(noon + 30 * 3600, tick=False):
        assert served.get(path).status_code == 302
    with time_machine.travel(noon + 5 * 24 * 3600, tick=False):
        assert served.get(path).status_code == 403


def test_only_what_we_signed_is_served(served: FlaskClient, simulator: RunningSimulator, photo: str) -> None:
    good = _photo_path(_settings_of(served), photo)
    foreign = _photo_path(make_settings(jwt_secret="x" * 40, public_base_url="http://127.0.0.1:5001"), photo)
    forged = good[:-3] + ("AAA" if not good.endswith("AAA") else "BBB")
    for path in (foreign, forged, "/api/v1/photos/x", "/api/v1/photos/a.b", "/api/v1/photos/" + "a" * 3000):
        assert served.get(path).status_code == 403, path
    assert served.get("/api/v1/photos/" + "a" * 5000).status_code == 400
    assert simulator.state.requests() == []


def test_photos_are_limited_by_address(make_client: MakeClient, simulator: RunningSimulator, photo: str) -> None:
    client = make_client(**simulator.settings, ratelimit_enabled=True)
    answer = client.get(_photo_path(_settings_of(client), photo))
    assert (answer.headers["X-RateLimit-Limit"], answer.headers["X-RateLimit-Remaining"]) == ("3000", "2999")


def test_a_photo_that_is_gone_is_404_and_one_nobody_can_fetch_is_503(
    served: FlaskClient, make_client: MakeClient, simulator: RunningSimulator, photo: str
) -> None:
    settings = _settings_of(served)
    assert served.get(_photo_path(settings, photo + "x")).status_code == 404
    assert served.get(_photo_path(settings, "places/../secrets")).status_code == 404
    simulator.state.set_fault("google_places", Fault("status", status=403))
    assert served.get(_photo_path(settings, photo)).status_code == 503
    assert make_client().get(_photo_path(settings, photo)).status_code == 404


def test_no_key_and_no_position_in_any_log_line_at_any_level(
    make_client: MakeClient, simulator: RunningSimulator, monkeypatch: pytest.MonkeyPatch, photo: str
) -> None:
    lines = io.StringIO()
    monkeypatch.setattr("sys.stderr", lines)
    client = make_client(**simulator.settings, log_level="DEBUG")
    paths = ["/api/weather?lat=40.731234&lon=-73.991234", _photo_path(_settings_of(client), photo),
             "/api/directions?lat=40.731234&lng=-73.991234"]  # fmt: skip
    for fault in (None, Fault("status", status=503), Fault("cut"), Fault("html")):
        simulator.state.set_fault("*", fault)
        for number, path in enumerate(paths):
            client.get(path.replace("40.73", f"40.7{number}"))
    logging.getLogger("violet").info("canary-key-google-maps-7f3a is what a careless line would say")
    written = lines.getvalue()
    assert "careless line" in written
    assert "canary" not in written
    assert "40.7" not in written


def test_answers_come_well_within_the_apps_patience(make_client: MakeClient, simulator: RunningSimulator) -> None:
    simulator.state.set_fault("*", Fault("timeout"))
    client = make_client(**simulator.settings, weather_budget_s=0.3, routes_deadline_s=0.3)
    began = time.monotonic()
    assert client.get("/api/weather").status_code == 503
    assert len(_directions(client)["polyline"]) > 20
    assert time.monotonic() - began < 2

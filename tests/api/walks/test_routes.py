"""Routes with reasons, loops and stations over HTTP."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.settings import Settings

BOBST = {"lat": 40.72939, "lng": -73.997132, "name": "Bobst"}
UNION_SQUARE = {"lat": 40.7359, "lng": -73.9906}
TANDON = {"lat": 40.6942, "lng": -73.9866}
KEYS = {
    "id", "meters", "minutes", "mode", "polyline", "steps", "score", "facts", "unknown", "warnings", "estimated", "provider",
}  # fmt: skip


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database)


def routes(client: FlaskClient, **body: Any) -> list[dict[str, Any]]:
    answer = client.post("/api/v1/routes", json=body)
    assert answer.status_code == 200, answer.text
    found = answer.get_json()["routes"]
    assert found
    for route in found:
        assert set(route) == KEYS
        assert all(set(fact) == {"text", "source", "as_of"} and all(fact.values()) for fact in route["facts"])
    return list(found)


def test_a_walk_is_on_streets_and_ends_where_it_should(client: FlaskClient) -> None:
    best, *others = routes(client, **{"from": BOBST, "to": UNION_SQUARE})
    assert (best["mode"], best["provider"], best["estimated"]) == ("walking", "streets", False)
    assert best["polyline"][0] == [BOBST["lat"], BOBST["lng"]]
    assert best["polyline"][-1] == [UNION_SQUARE["lat"], UNION_SQUARE["lng"]]
    assert "University Place" in {step["street"] for step in best["steps"]}
    assert 900 < best["meters"] < 1050
    assert best["minutes"] == -(-best["meters"] // 80)
    assert all(other["meters"] >= best["meters"] for other in others)
    assert len({str(route["polyline"]) for route in [best, *others]}) == 1 + len(others)


def test_a_place_may_be_an_end_and_another_on_the_way(client: FlaskClient) -> None:
    place = client.get("/api/v1/quick_recs?category=cozy_cafes&latitude=40.7295&longitude=-73.9965").get_json()[
        "places"
    ][0]
    [route] = routes(client, **{"from": BOBST, "via": [{"place_id": place["place_id"]}], "to": UNION_SQUARE})
    assert f"Arrive at {place['name']}" in [step["text"] for step in route["steps"]]


def test_lit_and_step_free_are_never_claimed(client: FlaskClient) -> None:
    for route in routes(client, **{"from": BOBST, "to": UNION_SQUARE, "prefer": ["lit", "step_free", "shade"]}):
        assert route["score"]["lit"] is None
        assert route["score"]["step_free"] is None
        assert route["score"]["shade"] is None
        assert 0 <= route["score"]["main_streets"] <= 1
        assert 0 <= route["score"]["busy"] <= 1
        assert any("lit" in unknown for unknown in route["unknown"])
        assert any("step-free" in unknown for unknown in route["unknown"])
        assert not any("lit" in fact["text"].split() for fact in route["facts"])


def test_nothing_is_claimed_that_no_data_says_whatever_is_asked(client: FlaskClient) -> None:
    chance = random.Random(24)
    names = ["lit", "step_free", "scenic", "busy", "shade"]
    for _ in range(25):
        ends = [{"lat": chance.uniform(40.69, 40.735), "lng": chance.uniform(-74.0, -73.985)} for _ in "ab"]
        prefer = chance.sample(names, chance.randrange(1, 5))
        for route in routes(client, **{"from": ends[0], "to": ends[1], "prefer": prefer}):
            assert set(prefer) <= set(route["score"])
            assert len(route["unknown"]) >= len(prefer)
            assert all(route["score"][name] is None for name in ("lit", "shade") if name in prefer)
            assert route["score"].get("step_free") in (None, 0.0)
            assert not any(
                word in fact["text"].lower() for fact in route["facts"] for word in ("well-lit", "safe", "accessible")
            )


def test_stairs_on_record_are_warned_of_and_avoided(client: FlaskClient) -> None:
    """From the stairs' foot under the Brooklyn Bridge to the walkway above."""
    foot, walkway = {"lat": 40.70066, "lng": -73.98985}, {"lat": 40.70735, "lng": -73.9984}
    best = routes(client, **{"from": foot, "to": walkway, "prefer": []})[0]
    assert any("stairs" in warning for warning in best["warnings"])
    around = routes(client, **{"from": foot, "to": walkway, "avoid": ["stairs"]})[0]
    assert around["warnings"] == []
    assert around["meters"] > best["meters"]
    assert routes(client, **{"from": foot, "to": walkway, "prefer": ["step_free"]})[0]["warnings"] == []


def test_scenic_is_at_least_as_scenic(client: FlaskClient) -> None:
    ends = {"from": TANDON, "to": {"lat": 40.7033, "lng": -73.9886}}
    best = routes(client, **ends, prefer=["scenic"])
    assert best[0]["score"]["scenic"] >= max(route["score"]["scenic"] for route in best[1:])


def test_a_ride_says_that_it_has_no_timetable(client: FlaskClient) -> None:
    ride, *walks = routes(client, **{"from": TANDON, "to": BOBST, "mode": "transit"})
    assert (ride["mode"], ride["estimated"]) == ("transit", True)
    assert ride["minutes"] < walks[0]["minutes"]
    assert any("without waiting" in step["text"] for step in ride["steps"])
    assert any("timetable" in unknown for unknown in ride["unknown"])
    assert ride["warnings"]
    assert all(walk["mode"] == "walking" for walk in walks)


def test_far_from_all_streets_it_is_an_estimate(client: FlaskClient) -> None:
    [route] = routes(client, **{"from": {"lat": 40.80, "lng": -73.95}, "to": {"lat": 40.81, "lng": -73.95}})
    assert (route["provider"], route["estimated"], len(route["polyline"])) == ("estimate", True, 2)


def test_with_a_key_the_providers_way_comes_first_and_its_warnings_are_shown(
    sqlite_database: str, simulator: RunningSimulator
) -> None:
    client = create_app(make_settings(database_url=sqlite_database, **simulator.settings)).test_client()
    first, *others = routes(client, **{"from": UNION_SQUARE, "to": BOBST, "prefer": ["scenic"]})
    assert first["provider"] == "google_routes"
    assert first["warnings"]
    assert [route["provider"] for route in others][-1] == "streets"
    simulator.state.set_fault("google_routes", Fault("status", status=403))
    assert {route["provider"] for route in routes(client, **{"from": TANDON, "to": BOBST})} == {"streets"}


def test_with_a_mapbox_token_its_ways_come_first_and_ours_where_it_is_down(
    sqlite_database: str, simulator: RunningSimulator
) -> None:
    settings = {"mapbox_token": "canary-key-mapbox-3c8e", "mapbox_base_url": simulator.url}
    client = create_app(make_settings(database_url=sqlite_database, **settings)).test_client()
    found = routes(client, **{"from": UNION_SQUARE, "to": BOBST, "prefer": ["scenic"]})
    assert [route["provider"] for route in found[:2]] == ["mapbox", "mapbox"]
    assert found[0]["score"]["scenic"] >= found[1]["score"]["scenic"]
    assert {route["provider"] for route in found[2:]} == {"streets"}
    ride, *_ = routes(client, **{"from": TANDON, "to": BOBST, "mode": "transit"})
    assert ride["mode"] == "transit"
    simulator.state.set_fault("mapbox", Fault("status", status=503))
    found = routes(client, **{"from": TANDON, "to": {"lat": 40.7033, "lng": -73.9886}})
    assert {route["provider"] for route in found} == {"streets"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "from"),
        ({"from": TANDON}, "to"),
        ({"from": TANDON, "to": {"lat": 91, "lng": 0}}, "to"),
        ({"from": TANDON, "to": {"lat": 40.7}}, "to"),
        ({"from": TANDON, "to": BOBST, "prefer": ["safe"]}, "prefer"),
        ({"from": TANDON, "to": BOBST, "mode": "flying"}, "mode"),
        ({"from": TANDON, "to": BOBST, "at": "tomorrow"}, "at"),
        ({"from": TANDON, "to": {"lat": 51.5, "lng": -0.12}}, "to"),
    ],
)
def test_bad_input_is_named(client: FlaskClient, body: dict[str, Any], field: str) -> None:
    answer = client.post("/api/v1/routes", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["field"].startswith(field)


def test_no_such_place_is_404(client: FlaskClient) -> None:
    assert client.post("/api/v1/routes", json={"from": TANDON, "to": {"place_id": "nowhere"}}).status_code == 404


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ({"from": BOBST, "minutes": 40, "wish": "a 40 minute walk past water and a bakery"}, 1),
        ({"from": TANDON, "meters": 5000, "wish": "morning run of 5k"}, 0),
        ({"from": BOBST, "minutes": 30, "wish": "parks and a coffee"}, 2),
        ({"from": BOBST, "meters": 2500, "wish": "walk me through the Village with a coffee on the way"}, 1),
    ],
)
def test_a_loop_has_the_length_and_the_stops_that_were_wished(
    client: FlaskClient, body: dict[str, Any], kinds: int
) -> None:
    answer = client.post("/api/v1/routes/loop", json=body)
    assert answer.status_code == 200, answer.text
    [route] = answer.get_json()["routes"]
    wished = body.get("meters") or body["minutes"] * 80
    assert abs(route["meters"] - wished) <= 0.1 * wished
    assert len(route["stops"]) == kinds
    assert answer.get_json()["stops"] == route["stops"]
    start = [body["from"]["lat"], body["from"]["lng"]]
    assert route["polyline"][0] == route["polyline"][-1] == start
    assert [step["text"] for step in route["steps"] if step["text"].startswith("Arrive")][:-1] == [
        f"Arrive at {stop['name']}" for stop in route["stops"]
    ]


@pytest.mark.parametrize("body", [{}, {"minutes": 30, "meters": 2000}, {"minutes": 3}])
def test_a_loop_of_no_length_is_refused(client: FlaskClient, body: dict[str, Any]) -> None:
    assert client.post("/api/v1/routes/loop", json={"from": TANDON} | body).status_code == 400


def test_stations_nearby_have_lines_minutes_and_what_is_known_of_steps(client: FlaskClient) -> None:
    body = client.get("/api/v1/transit/nearby?lat=40.6942&lng=-73.9866").get_json()
    stations = {(station["name"], *station["lines"]): station for station in body["stations"]}
    assert stations["Jay St-MetroTech", "A", "C", "F"]["step_free"] is True
    assert stations["Hoyt St", "2", "3"]["step_free"] is None
    assert stations["Court St", "R"]["step_free"] is False
    minutes = [station["minutes"] for station in body["stations"]]
    assert minutes == sorted(minutes)
    assert body["source"] == "MTA"
    assert client.get("/api/v1/transit/nearby?lat=34.05&lng=-118.24").get_json()["stations"] == []

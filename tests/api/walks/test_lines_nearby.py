"""Far ways on a campus without a transit network: the lines and stations that its guide has near both ends, else that
only walks are known."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.api.content.conftest import promote, published
from tests.api.people import sign_up
from tests.architecture.source import ROOT
from tests.conftest import make_settings
from violet.app import create_app
from violet.settings import Settings

PARKVILLE = {"latitude": -37.7983, "longitude": 144.9610}
START, FLINDERS_STREET = {"lat": -37.7983, "lng": 144.9610}, {"lat": -37.8183, "lng": 144.9670}
ALBERT_PARK = {"lat": -37.8420, "lng": 144.9580}
HARBOUR = ROOT / "tests" / "campuses"
ONLY_WALKS = "I only know walks, not trains"


@pytest.fixture
def settings(sqlite_database: str) -> Settings:
    return make_settings(database_url=sqlite_database, campuses=("unimelb",))


def say(client: FlaskClient, message: str) -> dict[str, Any]:
    answer = client.post("/api/v1/chat?campus=unimelb", json={"message": message} | PARKVILLE)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    assert body["intent"] == "directions", body["reply"]
    return body


def transit_route(client: FlaskClient, to: dict[str, float]) -> dict[str, Any]:
    body = {"from": START, "to": to, "mode": "transit"}
    answer = client.post("/api/v1/routes?campus=unimelb", json=body)
    assert answer.status_code == 200, answer.text
    route: dict[str, Any] = answer.get_json()["routes"][0]
    return route


@pytest.mark.parametrize(
    "message", ["is there a train to RMIT", "is there a tram to RMIT", "how do I get to RMIT by train"]
)
def test_who_asks_for_a_ride_hears_the_lines_near_both_ends(client: FlaskClient, message: str) -> None:
    body = say(client, message)
    reply = body["reply"]
    assert body["stations_at_ends"]["start"][0]["lines"] == ["19"]
    assert "Near you: University of Melbourne/Royal Pde tram stop (19), 5 minutes on foot" in reply
    assert "Near RMIT City campus: Rmit University/Swanston St tram stop (16, " in reply
    assert "stop near both" in reply
    assert "neither the timetable" in reply
    assert ONLY_WALKS not in reply
    assert "rather than a walk" not in reply  # 18 minutes


def test_what_is_far_is_said_to_be_with_the_lines_near_both_ends(client: FlaskClient) -> None:
    reply = say(client, "how do I get to Southbank")["reply"]
    for said in ("That's a ride rather than a walk.", "Near you:", "Near Southbank:", "58"):
        assert said in reply
    assert ONLY_WALKS not in reply


def test_a_campus_without_stations_knows_only_walks(sqlite_database: str, tmp_path: Path) -> None:
    shutil.copytree(HARBOUR / "harbour", tmp_path / "harbour")
    places = tmp_path / "harbour" / "places"
    for path in places.rglob("*.toml"):
        path.write_text(path.read_text().replace('"station"', '"landmark"'))
    app = create_app(make_settings(database_url=sqlite_database, campuses_dir=tmp_path, campuses=("harbour",)))
    answer = app.test_client().post(
        "/api/v1/chat", json={"message": "is there a train to the River Library"} | PARKVILLE
    )
    assert ONLY_WALKS in answer.get_json()["reply"]


def test_a_station_that_an_editor_corrects_keeps_its_lines(client: FlaskClient) -> None:
    author, reviewer = (promote(client, sign_up(client), "editor") for _ in range(2))
    id_ = "university-of-melbourne-royal-pde-tram-stop"
    published(author, reviewer, id=id_, about="In front of the university, on Royal Parade.")
    body = client.get("/api/v1/transit/nearby?lat=-37.7983&lng=144.961&campus=unimelb").get_json()
    assert next(one["lines"] for one in body["stations"] if one["id"] == id_) == ["19"]


def test_stations_nearby_are_those_of_the_guide(client: FlaskClient) -> None:
    body = client.get("/api/v1/transit/nearby?lat=-37.7983&lng=144.961&campus=unimelb").get_json()
    first = body["stations"][0]
    assert (first["name"], first["lines"]) == ("University of Melbourne/Royal Pde tram stop", ["19"])
    assert (body["source"], body["as_of"]) == ("campus guide", "2023")
    minutes = [station["minutes"] for station in body["stations"]]
    assert minutes == sorted(minutes)


def test_a_route_by_transit_says_the_lines_near_both_ends(client: FlaskClient) -> None:
    route = transit_route(client, FLINDERS_STREET)
    start, end = (fact["text"] for fact in route["facts"])
    assert start.startswith("Near the start: University of Melbourne/Royal Pde tram stop (19), 5 min on foot; ")
    assert end.startswith("Near the end: Flinders Street railway station (Belgrave, ")
    assert any("no timetable" in unknown for unknown in route["unknown"])


def test_a_route_by_transit_to_where_no_station_is_on_record_says_so(client: FlaskClient) -> None:
    route = transit_route(client, ALBERT_PARK)
    assert [fact["text"].partition(":")[0] for fact in route["facts"]] == ["Near the start"]
    assert any("not on record" in unknown for unknown in route["unknown"])

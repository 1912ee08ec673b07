"""One server for several campuses: each request is of one, and gets nothing of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import sign_up
from tests.architecture.source import ROOT
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings

CAMPUSES = ROOT / "tests" / "campuses"
NOW = datetime.fromisoformat("2026-11-24T10:00:00+11:00")
IN_MELBOURNE = {"latitude": -37.7983, "longitude": 144.9610}
IN_BROOKLYN = {"latitude": 40.6942, "longitude": -73.9866}
IN_PARIS = {"latitude": 48.8566, "longitude": 2.3522}
OF_NEW_YORK = re.compile(r"nyu|tandon|brooklyn|manhattan|212-|\b911\b|\b988\b|violet,|-0[45]:00| mi\b| ft\b", re.I)
OF_MELBOURNE = re.compile(r"harbour|melbourne|swan lane|\b000\b|wren|\+11:00", re.I)
TALK = "\r\n".join(
    [
        "BEGIN:VEVENT", "UID:1@harbour", "DTSTAMP:20261101T000000Z", "DTSTART:20261124T180000", "DTEND:20261124T193000",
        "SUMMARY:Harbour jazz night", "LOCATION:River Library", "CATEGORIES:Music", "END:VEVENT",
    ]
)  # fmt: skip
MESSAGES = ("who are you", "coffee nearby", "somewhere quiet to study", "someone is following me", "what's on tonight")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def settings(sqlite_database: str, simulator: RunningSimulator) -> Settings:
    simulator.state.set_mode("nyu_calendar", {"items": [TALK]})
    return make_settings(
        database_url=sqlite_database,
        campuses_dir=CAMPUSES,
        campuses=("nyu", "harbour"),
        event_feed_pause_s=0,
        event_source_base_urls={"harbour_events": simulator.url},
    )


@pytest.fixture
def refreshed(app: OpenAPI) -> None:
    """The events of the second campus, and the first's own guide."""
    with app.app_context():
        container = app.extensions["violet"]
        refresh(container.at("harbour").intake)
        refresh(container.intake, only=["campus_guide"])


Say = Callable[..., dict[str, Any]]


@pytest.fixture
def say(client: FlaskClient) -> Say:
    def say(message: str, *, query: str = "", headers: dict[str, str] | None = None, **body: Any) -> dict[str, Any]:
        answer = client.post(f"/api/v1/chat{query}", json={"message": message, **body}, headers=headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.get_json()
        return found | {"text": answer.text}

    return say


def test_the_campuses_are_listed_without_logging_in(client: FlaskClient):
    answer = client.get("/api/v1/campuses", headers={"X-Campus": "harbour"}).get_json()
    first, second = answer["campuses"]
    assert (first["id"], first["timezone"], first["units"]) == ("nyu", "America/New_York", "imperial")
    assert {key: second[key] for key in ("id", "name", "city", "timezone", "units", "languages")} == {
        "id": "harbour",
        "name": "Harbour University",
        "city": "Melbourne",
        "timezone": "Australia/Melbourne",
        "units": "metric",
        "languages": ["en"],
    }
    assert second["location"] == {"lat": -37.7983, "lng": 144.9610}


@pytest.mark.parametrize(
    ("how", "who"),
    [
        ({}, "Violet"),
        ({"query": "?campus=harbour"}, "Wren"),
        ({"headers": {"X-Campus": "harbour"}}, "Wren"),
        ({"campus": "harbour"}, "Wren"),
        (IN_MELBOURNE, "Wren"),
        (IN_BROOKLYN, "Violet"),
        (IN_PARIS, "Violet"),
        ({**IN_MELBOURNE, "query": "?campus=nyu"}, "Violet"),
        ({**IN_BROOKLYN, "headers": {"X-Campus": "harbour"}}, "Wren"),
    ],
)
def test_a_request_is_of_the_campus_it_names_else_the_nearest_else_the_first(say: Say, how: dict[str, Any], who: str):
    assert who in say("who are you", **how)["reply"]


@pytest.mark.parametrize(
    ("path", "headers", "field"),
    [
        ("/api/v1/events?campus=oxford", {}, "campus"),
        ("/api/quick_recs?category=food&campus=../nyu", {}, "campus"),
        ("/api/v1/events", {"X-Campus": "oxford"}, "X-Campus"),
    ],
)
def test_an_unknown_campus_is_refused_by_name(client: FlaskClient, path: str, headers: dict[str, str], field: str):
    answer = client.get(path, headers=headers)
    assert (answer.status_code, answer.get_json()["field"]) == (400, field)
    assert "harbour" in answer.get_json()["error"]


def test_an_account_s_campus_comes_before_where_one_is(client: FlaskClient):
    person = sign_up(client, "student@harbour.example")
    where = "latitude=40.6942&longitude=-73.9866"

    refused = client.post("/api/v1/user/settings", json={"campus": "oxford"}, headers=person.headers)
    assert (refused.status_code, refused.get_json()["field"]) == (400, "campus")
    chosen = client.post("/api/v1/user/settings", json={"campus": "harbour"}, headers=person.headers)
    assert chosen.get_json()["campus"] == "harbour"
    assert client.get(f"/api/v1/events?{where}", headers=person.headers).get_json()["nyc_permitted"] == []
    answer = client.post(
        "/api/v1/chat", json={"message": "who are you", **IN_BROOKLYN}, headers=person.headers
    ).get_json()
    assert "Wren" in answer["reply"]
    named = client.post("/api/v1/chat?campus=nyu", json={"message": "who are you"}, headers=person.headers).get_json()
    assert "Violet" in named["reply"]


@pytest.mark.usefixtures("refreshed")
def test_nothing_of_one_is_in_the_other_s_answers(client: FlaskClient, say: Say):
    for message in MESSAGES:
        assert not OF_NEW_YORK.search(say(message, **IN_MELBOURNE)["text"]), message
        assert not OF_MELBOURNE.search(say(message, **IN_BROOKLYN)["text"]), message
    for path in (
        "/api/v1/events",
        "/api/v1/top_recommendations",
        "/api/v1/quick_recs?category=events",
        "/api/dashboard",
    ):
        mark = "&" if "?" in path else "?"
        assert not OF_NEW_YORK.search(client.get(f"{path}{mark}campus=harbour").text), path
        assert not OF_MELBOURNE.search(client.get(f"{path}{mark}campus=nyu").text), path


@pytest.mark.usefixtures("refreshed")
def test_each_has_its_own_events_in_its_own_time(client: FlaskClient):
    (event,) = client.get("/api/v1/events?campus=harbour").get_json()["events"]
    assert (event["name"], event["start"], event["source"]) == (
        "Harbour jazz night",
        "2026-11-24T18:00:00+11:00",
        "harbour_events",
    )
    sources = client.get("/api/v1/events/sources", headers={"X-Campus": "harbour"}).get_json()["sources"]
    assert [source["source"] for source in sources] == ["harbour_events"]
    assert client.get("/api/v1/events?campus=harbour&source=harbour_events").get_json()["events"] == [event]
    ours = client.get("/api/v1/events?limit=100").get_json()["events"]
    assert ours
    assert {one["source"] for one in ours} == {"campus_guide"}
    alone = client.get(f"/api/v1/events/{event['id']}")
    assert alone.get_json()["start"] == "2026-11-24T18:00:00+11:00"
    assert client.get(f"/api/v1/events/{event['id']}?campus=nyu").status_code == 404


@pytest.mark.usefixtures("refreshed")
def test_an_answer_to_an_event_keeps_the_time_of_its_campus(client: FlaskClient):
    person = sign_up(client, "traveler@harbour.example")
    (event,) = client.get("/api/v1/events?campus=harbour").get_json()["events"]
    rsvp = {"status": "going", "remind_minutes_before": 30}
    answer = client.post(f"/api/v1/events/{event['id']}/rsvp", json=rsvp, headers=person.headers)
    assert answer.get_json()["remind_at"] == "2026-11-24T17:30:00+11:00"
    (mine,) = person.get("/v1/events/mine").get_json()["events"]
    assert (mine["start"], mine["remind_at"]) == ("2026-11-24T18:00:00+11:00", "2026-11-24T17:30:00+11:00")


def test_what_was_shown_at_one_campus_is_not_meant_at_another(say: Say):
    session = say("coffee nearby", **IN_MELBOURNE)
    headers = {"X-Session-ID": session["session_id"]}
    elsewhere = say("how far is the first one", headers=headers, **IN_BROOKLYN)
    assert not OF_MELBOURNE.search(elsewhere["text"])
    again = say("how far is the first one", headers=headers, **IN_MELBOURNE)
    assert "Tram Stop Coffee" in again["reply"]


def test_requests_are_counted_by_campus(client: FlaskClient):
    client.get("/api/v1/events?campus=harbour").close()
    assert 'violet_campus_requests_total{campus="harbour"}' in client.get("/metrics").text

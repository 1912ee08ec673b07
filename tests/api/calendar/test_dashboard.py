"""The dashboard: the contract's shape, few calls side by side, and partial when something is late."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

import pytest
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import CLIENT, at, block, connect_google, put
from tests.api.events.conftest import NOW
from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.services.deps import Deps
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings

HERE = "?latitude=40.7299&longitude=-73.9979"
LISTS = ("quick_bites", "cozy_cafes", "explore", "events")


@pytest.fixture
def settings(database_url: str, simulator: RunningSimulator) -> Settings:
    """Every upstream there is."""
    simulator.state.set_mode("nyu_engage", {"today": NOW.date().isoformat()})
    return make_settings(
        database_url=database_url,
        event_feed_pause_s=0,
        calendar_allow_private_addresses=True,
        breaker_failures=100,
        **CLIENT,
        **simulator.settings,
    )


@pytest.fixture
def person(app: OpenAPI, deps: Deps) -> Person:
    with app.app_context():
        refresh(deps, only=("nyu_engage", "campus_guide"))
    return sign_up(app.test_client())


def dashboard(person: Person, query: str = HERE) -> dict[str, Any]:
    answer = person.get(f"/dashboard{query}")
    assert answer.status_code == 200, answer.json
    return dict(answer.get_json())


def assert_lists(found: dict[str, Any]) -> None:
    lists = found["quick_recommendations"]
    assert tuple(lists) == LISTS
    keys = [(card["source"], card["place_id"]) for name in LISTS for card in lists[name]]
    assert len(keys) == len(set(keys)), "no place twice"
    for name in LISTS:
        assert len(lists[name]) == 6, name
        assert len({card["id"] for card in lists[name]}) == 6
    assert {card["type"] for card in lists["events"]} == {"event"}


def test_the_whole_dashboard(person: Person) -> None:
    put(
        person, "/busy", {"blocks": [block(at(14), at(16), title="Lecture", place="Kimmel 802"), block(at(19), at(20))]}
    )
    found = dashboard(person)
    assert_lists(found)
    assert isinstance(found["weather"]["temp_f"], float)
    assert found["calendar_linked"] is True
    assert found["next_free"] == {"start": "2026-11-24T16:00:00-05:00", "end": "2026-11-24T19:00:00-05:00"}
    suggestion = found["free_time_suggestion"]
    assert suggestion["should_suggest"] is True
    assert suggestion["type"] in ("event", "place")
    assert {"name", "start", "location", "description", "address", "maps_link", "photo_url"} == set(
        suggestion["suggestion"]
    )
    assert at(16) <= datetime.fromisoformat(suggestion["suggestion"]["start"]) < at(19)
    assert isinstance(suggestion["message"], str)
    assert found["degraded"] == []


def test_nothing_linked(person: Person) -> None:
    found = dashboard(person, "")
    assert_lists(found)
    assert (found["calendar_linked"], found["next_free"], found["free_time_suggestion"]) == (False, None, None)


def test_at_most_six_calls_when_cold_and_none_when_warm(person: Person, simulator: RunningSimulator) -> None:
    connect_google(person, simulator)
    simulator.state.forget_requests()
    dashboard(person)
    counts = simulator.state.counts()
    assert sum(counts.values()) <= 6, counts
    assert counts["openweather"] == 1
    simulator.state.forget_requests()
    dashboard(person)
    assert simulator.state.counts() == {}


@pytest.mark.parametrize("upstream", ["google_places", "openweather", "google_calendar"])
def test_partial_when_one_hangs(person: Person, simulator: RunningSimulator, upstream: str) -> None:
    connect_google(person, simulator)
    simulator.state.set_fault(upstream, Fault("timeout"))
    began = time.perf_counter()
    found = dashboard(person)
    assert time.perf_counter() - began < 8.0
    assert_lists(found)
    assert found["calendar_linked"] is True
    assert (found["weather"] is None) == (upstream == "openweather")


@pytest.mark.parametrize("status", [500, 403, 429])
def test_everything_down_is_still_a_dashboard(person: Person, simulator: RunningSimulator, status: int) -> None:
    connect_google(person, simulator)
    simulator.state.set_fault("*", Fault("status", status=status))
    found = dashboard(person)
    assert_lists(found)
    assert found["weather"] is None
    assert "weather" in found["degraded"]


def test_only_with_a_token_and_a_whole_position(person: Person) -> None:
    assert person.client.get("/api/dashboard").status_code == 401
    refused = person.get("/dashboard?latitude=40.7")
    assert (refused.status_code, refused.get_json()["field"]) == (400, "longitude")

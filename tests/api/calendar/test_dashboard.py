"""The dashboard: the contract's shape, few calls side by side, and partial when something is late."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import CLIENT, Clock, at, block, connect_google, put
from tests.api.events.conftest import NEW_YORK, NOW
from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
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
def person(app: OpenAPI, deps: Container) -> Person:
    with app.app_context():
        refresh(deps.intake, only=("nyu_engage", "campus_guide"))
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


NEARBY = "?latitude=40.7302&longitude=-73.9979"  # 33 m
FARTHER = "?latitude=40.7304&longitude=-73.9979"  # 56 m


def test_an_app_that_reloads_on_every_movement_gets_the_same_answer_uncounted(settings: Settings, clock: Clock) -> None:
    app = create_app(settings.model_copy(update={"ratelimit_enabled": True}))
    person = sign_up(app.test_client())
    put(person, "/busy", {"blocks": [block(at(19), at(20))]})
    first = person.get(f"/dashboard{HERE}").data
    for number in range(15):
        clock.now += timedelta(seconds=4 if number % 2 else 3)
        again = person.get(f"/dashboard{HERE if number % 2 else NEARBY}")
        assert (again.status_code, again.data) == (200, first)
    clock.now += timedelta(seconds=10)
    assert dashboard(person)["next_free"]["start"] == clock.now.astimezone(NEW_YORK).isoformat()


@pytest.mark.parametrize("query", [FARTHER, ""])
def test_a_dashboard_from_elsewhere_is_another(person: Person, clock: Clock, query: str) -> None:
    put(person, "/busy", {"blocks": [block(at(19), at(20))]})
    first = dashboard(person)
    clock.now += timedelta(seconds=1)
    assert dashboard(person) == first
    assert dashboard(person, query)["next_free"]["start"] == clock.now.astimezone(NEW_YORK).isoformat()


def test_a_dashboard_follows_what_the_person_changes(person: Person) -> None:
    assert dashboard(person)["calendar_linked"] is False
    put(person, "/busy", {"blocks": [block(at(19), at(20))]})
    assert dashboard(person)["calendar_linked"] is True
    person.post("/user/settings", {"calendar_integration_enabled": False})
    assert dashboard(person)["next_free"] is None


def test_dashboards_from_ever_new_places_are_counted(settings: Settings) -> None:
    app = create_app(settings.model_copy(update={"ratelimit_enabled": True}))
    person = sign_up(app.test_client())
    statuses = [
        person.get(f"/dashboard?latitude={40.73 + number / 1000}&longitude=-74").status_code for number in range(11)
    ]
    assert statuses == [200] * 10 + [429]


def test_nobody_gets_anothers_dashboard(app: OpenAPI, person: Person) -> None:
    put(person, "/busy", {"blocks": [block(at(19), at(20))]})
    assert dashboard(person)["calendar_linked"] is True
    assert dashboard(sign_up(app.test_client()))["calendar_linked"] is False

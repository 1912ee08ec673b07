"""A person on Tuesday 24 November 2026 at three in the afternoon, with the simulated Google and iCalendar address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from flask_openapi3 import OpenAPI

from tests.api.events.conftest import NEW_YORK, NOW
from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.extensions import db
from violet.settings import Settings
from violet.wiring import build_container

CLIENT = {
    "google_oauth_client_id": "id.apps.googleusercontent.com",
    "google_oauth_client_secret": "canary-oauth-secret",
}


class Clock:
    """The clock of the whole process, tokens included; it stands still until it is set."""

    def __init__(self, traveler: time_machine.Traveller) -> None:
        self._traveler = traveler

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)

    @now.setter
    def now(self, moment: datetime) -> None:
        self._traveler.move_to(moment)


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    with time_machine.travel(NOW, tick=False) as traveler:
        yield Clock(traveler)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def settings(database_url: str, simulator: RunningSimulator) -> Settings:
    simulator.state.set_mode("nyu_engage", {"today": NOW.date().isoformat()})
    return make_settings(
        database_url=database_url,
        event_feed_pause_s=0,
        calendar_budget_s=2,
        calendar_allow_private_addresses=True,
        breaker_failures=100,
        **CLIENT,
        **simulator.base_urls,
    )


@pytest.fixture
def deps(settings: Settings) -> Container:
    return build_container(settings)


@pytest.fixture
def app(settings: Settings, deps: Container) -> Iterator[OpenAPI]:
    app = create_app(settings, container=deps)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def person(app: OpenAPI) -> Person:
    return sign_up(app.test_client())


def at(hour: int, minute: int = 0, *, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=NEW_YORK)


def block(start: datetime, end: datetime, **rest: Any) -> dict[str, Any]:
    return {"start": start.isoformat(), "end": end.isoformat(), **rest}


def put(person: Person, path: str, body: Any) -> Any:
    answer = person.client.put(f"/api/v1/calendar{path}", json=body, headers=person.headers)
    assert answer.status_code == 200, answer.json
    return answer.get_json()


def get(person: Person, path: str) -> Any:
    answer = person.get(f"/calendar{path}")
    assert answer.status_code == 200, answer.json
    return answer.get_json()


def connect_google(person: Person, simulator: RunningSimulator) -> None:
    """The person goes to Google, agrees, and comes back."""
    begun = person.post("/calendar/google/connect").get_json()
    code = oauth(simulator).agree(begun["authorization_url"])
    answer = person.client.get(
        "/api/v1/calendar/google/callback",
        query_string={"state": state_of(begun), "code": code},
        headers=person.headers,
    )
    assert answer.status_code == 200, answer.json


def state_of(begun: dict[str, Any]) -> str:
    query: str = begun["authorization_url"].split("?", 1)[1]
    return next(part.removeprefix("state=") for part in query.split("&") if part.startswith("state="))


def oauth(simulator: RunningSimulator) -> Any:
    return simulator.state.upstreams["google_oauth"]

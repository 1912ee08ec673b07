"""An app at a moment that a test moves on, with people in it, and everything that is told live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete
from werkzeug.test import TestResponse

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.keys import message_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.database import use_everywhere
from violet.extensions import db
from violet.services.together import addresses
from violet.wiring import build_container

WEDNESDAY = datetime.fromisoformat("2026-11-18T20:00:00+00:00")
SQUARE = {"lat": 40.7308, "lng": -73.9973}
CORNER = {"lat": 40.7265, "lng": -73.9815}


@pytest.fixture(scope="package", autouse=True)
def _cheap_marks() -> Iterator[None]:
    """A mark of a number is slow to make on purpose, as the hash of a password is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(addresses, "_MARK_COST", 2**4)
        addresses.mark_of.cache_clear()
        yield
    addresses.mark_of.cache_clear()


class Clock:
    """What the server and its database take for now; goes on only where a test says so."""

    def __init__(self) -> None:
        self.now = WEDNESDAY

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class Heard:
    """A `Live` that writes down what it is told."""

    told: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)

    def tell(self, channel: str, event: str, data: Mapping[str, Any]) -> None:
        self.told.append((channel, event, data))

    def of(self, event: str) -> list[Mapping[str, Any]]:
        return [data for _, name, data in self.told if name == event]


@dataclass
class World:
    client: FlaskClient
    container: Container
    clock: Clock
    live: Heard
    simulator: RunningSimulator

    def person(self, name: str = "Ada") -> Person:
        return sign_up(self.client, first_name=name)

    def put(self, person: Person, path: str, body: Any) -> TestResponse:
        return self.client.put(f"/api/v1{path}", json=body, headers=person.headers)

    def room(self, *people: Person, **fields: Any) -> dict[str, Any]:
        """A room with these people in it, the first its maker."""
        room = ok(people[0].post("/v1/rooms", fields), 201)["room"]
        for person in people[1:]:
            room = ok(person.post("/v1/rooms/join", {"code": room["code"]}))["room"]
        return dict(room)


def ok(answer: TestResponse, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.get_json())


def refused(answer: TestResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    return dict(answer.get_json())


@pytest.fixture(scope="session")
def _shared(
    _sqlite_template: Path, _simulator_process: RunningSimulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One server on SQLite for all tests of this folder; each finds its tables empty."""
    path = tmp_path_factory.mktemp("together") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    with made_world(f"sqlite:///{path}", _simulator_process) as world:
        yield world


@pytest.fixture
def world(_shared: World, simulator: RunningSimulator) -> World:
    """Nobody is in it yet, and it is Wednesday. The crowd of a server's races is in `racing`, on both databases."""
    use_everywhere(_shared.container.engine)  # another test's server was the last to be made
    with _shared.container.engine.begin() as connection:
        for table in reversed(db.metadata.sorted_tables):
            connection.execute(delete(table))
    _shared.clock.now = WEDNESDAY
    _shared.live.told.clear()
    return _shared


@pytest.fixture
def racing(database_url: str, simulator: RunningSimulator) -> Iterator[World]:
    """A server of the test's own on SQLite, and again on PostgreSQL."""
    with made_world(database_url, simulator) as world:
        yield world


@contextmanager
def made_world(database_url: str, simulator: RunningSimulator) -> Iterator[World]:
    settings = make_settings(database_url=database_url, breaker_failures=1000, **message_settings(simulator.url))
    clock, live = Clock(), Heard()
    container = replace(build_container(settings), clock=clock, live=live)
    app = create_app(settings, container=container)
    container.carrier.hand_to(lambda job_id: None)
    yield World(app.test_client(), container, clock, live, simulator)
    container.engine.dispose()

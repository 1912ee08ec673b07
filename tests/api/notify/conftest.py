"""An app whose messages go to the simulator when a test says so, at a moment a test moves on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select, update

from tests.api.people import Person, sign_up
from tests.conftest import make_settings
from tests.simulator.keys import message_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.database import use
from violet.models import EventRow, OutboxRow
from violet.services.events.changes import tell_changes
from violet.services.events.reminders import remind
from violet.services.notify.notices import Notice, tell
from violet.services.working.database import reading, writing
from violet.settings import Settings
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY = datetime.fromisoformat("2026-11-18T20:00:00+00:00")
EVENT_ID = 4711


class Clock:
    """What the server takes for now; goes on only where a test says so."""

    def __init__(self) -> None:
        self.now = WEDNESDAY

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class World:
    client: FlaskClient
    container: Container
    clock: Clock
    simulator: RunningSimulator

    def person(self, *, token: str | None = None, locale: str | None = None) -> Person:
        """Somebody with a phone."""
        person = sign_up(self.client)
        if token is not None:
            body = {"kind": "expo", "token": f"ExponentPushToken[{token}]"} | ({"locale": locale} if locale else {})
            assert person.post("/v1/notifications/devices", body).status_code == 201
        return person

    def tell(self, *notices: Notice) -> int:
        with writing() as connection:
            return tell(connection, notices, now=self.clock())

    def tick(self) -> None:
        """What the clock does, until nothing is left to do."""
        remind(self.clock(), NEW_YORK)
        tell_changes(self.clock(), NEW_YORK)
        while self.container.courier.deliver():
            pass

    def pushed(self) -> list[dict[str, Any]]:
        """Every message that Expo took, in order."""
        return [message for request in self.simulator.state.requests("expo") for message in request.json()]

    def outbox(self) -> list[Any]:
        with reading() as connection:
            return list(connection.execute(select(OutboxRow.__table__).order_by(OutboxRow.id)))

    def add_event(self, *, hours: float = 3, **fields: Any) -> int:
        start = self.clock() + timedelta(hours=hours)
        row: dict[str, Any] = {
            "id": EVENT_ID, "source": "nyu_engage", "source_id": "1", "fingerprint": "f", "title": "Jazz night",
            "starts_at": start, "over_at": start + timedelta(hours=2), "all_day": False, "venue": "Kimmel Center",
            "lat": 40.7299, "lng": -73.9978, "online": False, "categories": [], "cancelled": False, "words": "jazz",
            "changed_at": self.clock(),
        } | fields  # fmt: skip
        with writing() as connection:
            connection.execute(insert(EventRow).values(row))
        return int(row["id"])

    def change_event(self, event_id: int = EVENT_ID, **fields: Any) -> None:
        with writing() as connection:
            connection.execute(update(EventRow).where(EventRow.id == event_id).values(fields))


@pytest.fixture
def settings(database_url: str, simulator: RunningSimulator) -> Settings:
    return make_settings(database_url=database_url, breaker_failures=1000, **message_settings(simulator.url))


@pytest.fixture
def world(settings: Settings, simulator: RunningSimulator) -> Iterator[World]:
    clock = Clock()
    container = replace(build_container(settings), clock=clock)
    app = create_app(settings, container=container)
    container.carrier.hand_to(lambda job_id: None)
    use(container.engine)
    yield World(app.test_client(), container, clock, simulator)
    use(None)
    container.engine.dispose()


def utc(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)

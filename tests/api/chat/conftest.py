"""A server whose clock stands still, and somebody to talk to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient

from tests.api.contract import assert_chat_answer
from tests.conftest import make_settings
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app
from violet.campus.schema import GuidePlace
from violet.extensions import db
from violet.settings import Settings
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
WEDNESDAY_ONE_PM = datetime(2026, 11, 18, 13, 0, tzinfo=NEW_YORK)
TANDON = {"latitude": 40.6942, "longitude": -73.9866}
WASHINGTON_SQUARE = {"latitude": 40.7308, "longitude": -73.9973}


class Clock:
    """What time it is on the server: a Wednesday at one, unless a test says otherwise."""

    def __init__(self) -> None:
        self.moment = WEDNESDAY_ONE_PM

    def __call__(self) -> datetime:
        return self.moment

    def set(self, wall: str) -> None:
        """To New York wall time, "2026-11-18 23:30"."""
        self.moment = datetime.fromisoformat(wall).replace(tzinfo=NEW_YORK)


@dataclass
class Device:
    """A phone: it keeps cookies and sends nothing else of the conversation. Checks every answer against the contract."""

    client: FlaskClient
    where: dict[str, float]
    headers: dict[str, str] = field(default_factory=dict)

    def say(self, message: str, *, at_most: int = 3, **body: Any) -> dict[str, Any]:
        answer = self.client.post("/api/chat", json={"message": message, **self.where, **body}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        body = answer.get_json()
        assert_chat_answer(body, at_most=at_most)
        return body


MakeDevice = Callable[..., Device]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(settings: Settings, clock: Clock) -> Iterator[DocumentedApp]:
    yield from _serve(settings, clock)


@pytest.fixture(scope="session")
def shared_app(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentedApp]:
    """One server for all tests that only talk to it as strangers, whose conversations never meet. A module takes it by
    overriding `app`; nobody may change its clock."""
    path = tmp_path_factory.mktemp("shared") / "violet.db"
    path.write_bytes(_sqlite_template.read_bytes())
    yield from _serve(make_settings(database_url=f"sqlite:///{path}"), Clock())


def _serve(settings: Settings, clock: Clock) -> Iterator[DocumentedApp]:
    app = create_app(settings, container=replace(build_container(settings), clock=clock))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def device(app: DocumentedApp) -> MakeDevice:
    """Each call is another phone."""

    def make(where: dict[str, float] = TANDON, **headers: str) -> Device:
        return Device(app.test_client(), where, headers)

    return make


@pytest.fixture
def guide(app: DocumentedApp) -> dict[str, GuidePlace]:
    """The guide's places by id: what is true of a card."""
    return dict(app.extensions["violet"].campus.places_by_id)


def minutes(card: dict[str, Any]) -> int:
    return int(card["walk_time"].removesuffix(" min"))


def ids(body: dict[str, Any]) -> list[str]:
    return [card["place_id"] for card in body["places"]]

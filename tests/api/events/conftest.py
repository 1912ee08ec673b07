"""An app whose sources are the simulator's, at a fixed moment: Tuesday 24 November 2026, three in the afternoon."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.servers import execute_sql
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.extensions import db
from violet.services.events.intake.refresh import RefreshReport, SourceReport, refresh
from violet.settings import Settings
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=NEW_YORK)
FEEDS = ("nyu_engage", "nyu_calendar", "nyc_open_data", "nyc_parks", "downtown_brooklyn")


class Clock:
    """What the server takes for now."""

    def __init__(self) -> None:
        self.now = NOW.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Most of these tests are about events, not databases; those about databases ask for both."""
    return sqlite_database


@pytest.fixture
def settings(database_url: str, simulator: RunningSimulator) -> Settings:
    return simulated_settings(database_url, simulator)


def simulated_settings(database_url: str, simulator: RunningSimulator) -> Settings:
    for feed in FEEDS:
        simulator.state.set_mode(feed, {"today": NOW.date().isoformat()})
    return make_settings(
        database_url=database_url,
        event_feed_pause_s=0,
        event_feed_budget_s=3,
        breaker_failures=100,
        **simulator.base_urls,
    )


@pytest.fixture
def deps(settings: Settings, clock: Clock) -> Container:
    return replace(build_container(settings), clock=clock)


@pytest.fixture
def app(settings: Settings, deps: Container) -> Iterator[OpenAPI]:
    app = create_app(settings, container=deps)
    with app.app_context():
        yield app
        db.engine.dispose()


@dataclass
class Served:
    """An app with two weeks of events in its database, for tests that only read. The clock goes back after each."""

    client: FlaskClient
    deps: Container
    clock: Clock


@pytest.fixture(scope="package", params=["sqlite", "postgres"])
def _refreshed_once(
    request: pytest.FixtureRequest, _simulator_process: RunningSimulator, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    _simulator_process.state.reset()
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("events") / "violet.db"
        path.write_bytes(request.getfixturevalue("_sqlite_template").read_bytes())
        database_url = f"sqlite:///{path}"
    else:
        server, template = request.getfixturevalue("postgres_url"), request.getfixturevalue("_postgres_template")
        execute_sql(server, f"CREATE DATABASE violet_events TEMPLATE {template}")
        database_url = server.replace("/postgres?", "/violet_events?")
    settings, clock = simulated_settings(database_url, _simulator_process), Clock()
    deps = replace(build_container(settings), clock=clock)
    app = create_app(settings, container=deps)
    with app.app_context():
        refresh(deps.intake)
    yield Served(app.test_client(), deps, clock)
    with app.app_context():
        db.engine.dispose()
    if request.param == "postgres":
        execute_sql(server, "DROP DATABASE violet_events WITH (FORCE)")


@pytest.fixture
def served(_refreshed_once: Served) -> Served:
    _refreshed_once.clock.now = NOW.astimezone(UTC)
    return _refreshed_once


@pytest.fixture
def refreshed(app: OpenAPI, deps: Container) -> RefreshReport:
    """What the first refresh did."""
    return refresh(deps.intake)


def by_source(report: RefreshReport) -> dict[str, SourceReport]:
    return {one.source: one for one in report.sources}

"""How long a first refresh takes for a great many events: read over HTTP from the simulator, kept in PostgreSQL."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask_migrate import upgrade

from tests.simulator.running import running_simulator
from violet.app import create_app
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=NEW_YORK)
KINDS = ("Jazz", "Yoga", "Chess", "Market", "Lecture", "Film", "Poetry", "Robotics", "Choir", "Trivia")
PLACES = ("Washington Square Park", "Fort Greene Park", "Union Square Park", "Cadman Plaza Park", "McCarren Park")


@dataclass(frozen=True, slots=True)
class Ingested:
    """Seconds of a first refresh, and of a second one that has nothing new."""

    events: int
    first_s: float
    second_s: float


def ingest(database_url: str, count: int) -> Ingested:
    """`database_url` is an empty database. Half of the events are city permits, half are Parks' events."""
    settings = Settings(
        environment="testing", database_url=database_url, embeddings="off", event_feed_pause_s=0, log_level="ERROR"
    )
    with running_simulator() as simulator:
        settings = settings.model_copy(update=simulator.base_urls)
        for upstream in ("nyc_open_data", "nyc_parks"):
            items = [_permit(n) if upstream == "nyc_open_data" else _park(n) for n in range(count // 2)]
            simulator.state.set_mode(upstream, {"items": items})
        deps = replace(build_container(settings), clock=lambda: NOW)
        app = create_app(settings, container=deps)
        with app.app_context():
            upgrade()
            times = []
            for _ in range(2):
                began = time.perf_counter()
                report = refresh(deps.intake, only=("nyc_open_data", "nyc_parks"))
                times.append(time.perf_counter() - began)
    kept = sum(source.changes.unchanged for source in report.sources if not source.unchanged)
    return Ingested(kept or count, *times)


def _start(number: int) -> datetime:
    return NOW + timedelta(minutes=15 * (number % 2400))


def _permit(number: int) -> dict[str, Any]:
    start = _start(number)
    return {
        "event_id": str(number), "event_name": f"{KINDS[number % 10]} {number} on the plaza",
        "start_date_time": f"{start:%Y-%m-%dT%H:%M:%S.000}",
        "end_date_time": f"{start + timedelta(hours=2):%Y-%m-%dT%H:%M:%S.000}",
        "event_type": "Plaza Event", "event_borough": "Manhattan", "event_location": f"{PLACES[number % 5]}: Lawn",
    }  # fmt: skip


def _park(number: int) -> dict[str, Any]:
    start = _start(number)
    return {
        "title": f"{KINDS[number % 10]} in the park {number}", "guid": f"https://www.nycgovparks.org/events/{number}",
        "description": f"<p>{KINDS[number % 10]} for everyone &amp; their friends, number {number}.</p>" * 5,
        "startdate": f"{start:%Y-%m-%dT00:00:00.000}", "enddate": f"{start:%Y-%m-%dT00:00:00.000}",
        "starttime": f"{start:%H:%M:%S}", "location": PLACES[number % 5], "parknames": PLACES[number % 5],
        "coordinates": f"{40.6 + number % 100 / 500},{-74.0 + number % 90 / 500}", "categories": KINDS[number % 10],
    }  # fmt: skip

"""Without Redis the server's own clock does what a worker would: reminders go out, and exports are made."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from tests.api.notify.conftest import EVENT_ID
from tests.api.people import sign_up
from tests.api.test_jobs import finished
from tests.conftest import make_settings
from tests.simulator.keys import message_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.database import use
from violet.jobs.background import start_background
from violet.models import EventRow, RsvpRow
from violet.services.working.database import writing

DEADLINE_S = 20


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """As `scripts/run` has it."""
    return sqlite_database


def test_reminders_and_exports_work_in_the_one_process(database_url: str, simulator: RunningSimulator) -> None:
    settings = make_settings(
        database_url=database_url, events_refresh="off", jobs_check_s=0.05, **message_settings(simulator.url)
    )
    app = create_app(settings)
    container: Container = app.extensions["violet"]
    person = sign_up(app.test_client())
    assert person.post("/user/notification_token", {"token": "ExponentPushToken[mine]"}).status_code == 200
    now = datetime.now(UTC)
    start = now + timedelta(hours=1)
    event = {
        "id": EVENT_ID, "source": "test", "source_id": "1", "fingerprint": "f", "title": "Jazz night", "all_day": False,
        "starts_at": start, "over_at": start + timedelta(hours=1), "venue": "Kimmel Center", "online": False,
        "categories": [], "cancelled": False, "words": "jazz", "changed_at": now,
    }  # fmt: skip
    use(container.engine)
    with writing() as connection:
        connection.execute(insert(EventRow).values(event))
    going = {"status": "going", "remind_minutes_before": 30}
    assert person.post(f"/v1/events/{EVENT_ID}/rsvp", going).status_code == 200
    with writing() as connection:
        connection.execute(update(RsvpRow).values(remind_at=now))
    background = start_background(app, first_after_s=0)
    assert background is not None
    expo: Any = simulator.state.upstreams["expo"]
    deadline = time.monotonic() + DEADLINE_S
    while not expo.shown and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(expo.shown.values()) == [1]
    job_id = person.post("/v1/user/exports").get_json()["job"]["id"]
    assert finished(person, job_id).status_code == 303
    background.stop()
    use(None)
    container.engine.dispose()

"""Without Redis the server refreshes the events by itself, in one of its processes."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.refresher import start_refresher
from violet.services.deps import Deps
from violet.services.events.intake.freshness import freshness

DEADLINE_S = 20


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_one_process_refreshes_and_another_takes_over(
    app: OpenAPI, deps: Deps, simulator: RunningSimulator, database_url: str
) -> None:
    def succeeded() -> bool:
        return {one.status for one in freshness(deps)} == {"ok"}

    first = start_refresher(app, first_after_s=0)
    assert first is not None
    wait_for(succeeded)
    asked = len(simulator.state.requests())

    settings = make_settings(
        database_url=database_url, event_feed_pause_s=0, events_check_s=0.05, **simulator.base_urls
    )
    other = create_app(settings)
    second = start_refresher(other, first_after_s=0)
    assert second is not None
    assert not second.holds_lock
    first.stop()
    wait_for(lambda: second.holds_lock)
    second.stop()
    assert len(simulator.state.requests()) >= asked


def test_where_there_is_redis_or_nobody_wants_it_nothing_starts(database_url: str) -> None:
    for options in ({"redis_url": "redis://127.0.0.1:1/0"}, {"events_refresh": "off"}):
        app = create_app(make_settings(database_url=database_url, **options))
        assert start_refresher(app) is None

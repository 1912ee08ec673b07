"""Without Redis the server refreshes the events by itself, in one of its processes."""

from __future__ import annotations

import time
from collections.abc import Callable

from flask_openapi3 import OpenAPI

from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.jobs.background import start_background
from violet.services.events.intake.freshness import freshness
from violet.services.jobs.queue import Filter

DEADLINE_S = 20


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def test_one_process_refreshes_and_another_takes_over(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, database_url: str
) -> None:
    def succeeded() -> bool:
        return {one.status for one in freshness(deps.intake)} == {"ok"}

    first = start_background(app, first_after_s=0)
    assert first is not None
    wait_for(succeeded)
    asked = len(simulator.state.requests())

    settings = make_settings(
        database_url=database_url, event_feed_pause_s=0, events_check_s=0.05, jobs_check_s=0.05, **simulator.base_urls
    )
    other = create_app(settings)
    second = start_background(other, first_after_s=0)
    assert second is not None
    assert not second.holds_lock
    first.stop()
    wait_for(lambda: second.holds_lock)
    second.stop()
    assert len(simulator.state.requests()) >= asked
    wait_for(lambda: not deps.jobs.page(Filter(state="running")).jobs)


def test_where_there_is_redis_no_process_of_the_server_does_it(database_url: str) -> None:
    app = create_app(make_settings(database_url=database_url, redis_url="redis://127.0.0.1:1/0"))
    assert start_background(app) is None


def test_where_nobody_wants_it_no_refresh_is_ordered(app: OpenAPI, database_url: str) -> None:
    deps: Container = app.extensions["violet"]
    quiet = create_app(make_settings(database_url=database_url, events_refresh="off", jobs_check_s=0.01))
    background = start_background(quiet, first_after_s=0)
    assert background is not None
    wait_for(lambda: background.holds_lock)
    background.stop()
    assert deps.jobs.page(Filter()).jobs == ()

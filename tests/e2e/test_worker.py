"""The Procfile's worker on a real Redis and PostgreSQL: its clock asks the sources and the events are there."""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import redis
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from sqlalchemy import create_engine, insert

from tests.crowd import Crowd, add_people_to_remind
from tests.procfile_worker import Worker, worker_command
from tests.servers import RedisServer, query_sql
from tests.simulator.running import RunningSimulator, base_url_environment
from tests.sinks import Received, http_sink
from tests.warm import run_warm
from violet.models import EventRow
from violet.settings import Settings
from violet.wiring import field_cipher

DEADLINE_S = 60
PEOPLE = 200
# The first campus's; another's guide may be among those that were read.
SOURCES = {"nyu_engage", "nyu_calendar", "nyc_parks", "nyc_open_data", "downtown_brooklyn", "campus_guide"}
EVENT: dict[str, Any] = {
    "id": 4711, "source": "test", "source_id": "1", "fingerprint": "f", "title": "Jazz night", "all_day": False,
    "venue": "Kimmel Center", "online": False, "categories": [], "cancelled": False, "words": "jazz",
}  # fmt: skip


@pytest.fixture
def environ(postgres_database: str, redis_process: RedisServer, simulator: RunningSimulator) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    urls = base_url_environment(simulator.url)
    ours = {
        "DATABASE_URL": postgres_database, "REDIS_URL": redis_process.url, "EMBEDDINGS": "off", "EVENTS_CHECK_S": "0.5",
        "EVENT_FEED_PAUSE_S": "0", "PUSH": "on",
    }  # fmt: skip
    return inherited | urls | ours


@pytest.fixture
def worker(environ: dict[str, str], tmp_path: Path) -> Iterator[Worker]:
    """One that was not started yet."""
    worker = Worker(environ, tmp_path / "worker.log")
    yield worker
    worker.stop()


def wait_until(happened: Callable[[], bool], tmp_path: Path) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not happened():
        assert time.monotonic() < deadline, (tmp_path / "worker.log").read_text()[-3000:]
        time.sleep(0.1)


def test_the_worker_refreshes_the_events_and_sends_its_spans(environ: dict[str, str], tmp_path: Path) -> None:
    with http_sink() as (address, received), ExitStack() as stack:
        told = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{address}", "OTEL_BSP_SCHEDULE_DELAY": "50"}
        worker = Worker(environ | told, tmp_path / "worker.log")
        stack.callback(worker.stop)
        worker.start()
        statement = "SELECT source FROM event_sources WHERE succeeded_at IS NOT NULL AND events > 0"
        wait_until(lambda: {name for (name,) in query_sql(environ["DATABASE_URL"], statement)} >= SOURCES, tmp_path)
        names: set[str] = set()

        def whole() -> bool:
            names.update(names_of(received))
            return {"job events.refresh", "nyu_engage", "database"} <= names

        wait_until(whole, tmp_path)


def names_of(received: queue.Queue[Received]) -> Iterator[str]:
    while not received.empty():
        _, body = received.get()
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
            yield from (span.name for scope in resource.scope_spans for span in scope.spans)


def test_reminders_go_out_once_though_worker_and_redis_lose_everything(
    worker: Worker, environ: dict[str, str], redis_process: RedisServer, simulator: RunningSimulator, tmp_path: Path
) -> None:
    """Twice as many times, and with many more, in scripts/bench/reminders."""
    now = datetime.now(UTC)
    start = now + timedelta(hours=1)
    crowd = Crowd(PEOPLE, EVENT["id"], start, now)
    engine = create_engine(environ["DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        connection.execute(insert(EventRow).values(EVENT | {"starts_at": start, "over_at": start, "changed_at": now}))
        add_people_to_remind(connection, field_cipher(Settings(_env_file=None)), crowd, now=now)
    engine.dispose()
    worker.start()
    worker.kill()
    with redis.Redis.from_url(redis_process.url) as client:
        client.flushall()
    worker.start()
    expo: Any = simulator.state.upstreams["expo"]
    wait_until(lambda: len(expo.shown) == PEOPLE, tmp_path)
    left = "SELECT count(*) FROM outbox WHERE state <> 'sent'"
    wait_until(lambda: query_sql(environ["DATABASE_URL"], left) == [(0,)], tmp_path)
    assert set(expo.shown.values()) == {1}


def test_without_redis_it_says_so_and_ends(environ: dict[str, str], tmp_path: Path) -> None:
    without = {name: value for name, value in environ.items() if name != "REDIS_URL"}
    ended = run_warm("celery", *worker_command(tmp_path / "schedule")[1:], env=without, timeout=DEADLINE_S)
    assert ended.returncode != 0
    assert "REDIS_URL" in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr

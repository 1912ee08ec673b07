"""The Procfile's worker on a real Redis and PostgreSQL: its clock asks the sources and the events are there."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.servers import RedisServer
from tests.simulator.running import RunningSimulator
from violet.settings import Settings

ROOT = Path(__file__).parent.parent.parent
DEADLINE_S = 60


def worker_command(schedule: Path) -> list[str]:
    line = next(line for line in (ROOT / "Procfile").read_text().splitlines() if line.startswith("worker:"))
    command = shlex.split(line.removeprefix("worker:"))
    command[command.index("--schedule") + 1] = str(schedule)
    return [str(Path(sys.executable).parent / command[0]), *command[1:]]


@pytest.fixture
def environ(postgres_database: str, redis_process: RedisServer, simulator: RunningSimulator) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    urls = {name.upper(): url for name, url in simulator.base_urls.items()}
    ours = {
        "DATABASE_URL": postgres_database, "REDIS_URL": redis_process.url, "EMBEDDINGS": "off", "EVENTS_CHECK_S": "0.5",
        "EVENT_FEED_PAUSE_S": "0",
    }  # fmt: skip
    return inherited | urls | ours


@pytest.fixture
def worker(environ: dict[str, str], tmp_path: Path) -> Iterator[Path]:
    """Yields its log."""
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        command = worker_command(tmp_path / "schedule")
        process = subprocess.Popen(command, cwd=ROOT, env=environ, stdout=output, stderr=output)
        yield log
        process.terminate()
        process.wait()


def test_the_worker_refreshes_the_events(worker: Path, environ: dict[str, str]) -> None:
    connection = psycopg2.connect(environ["DATABASE_URL"])
    connection.autocommit = True
    deadline = time.monotonic() + DEADLINE_S
    read: set[str] = set()
    while len(read) < 6:
        assert time.monotonic() < deadline, worker.read_text()[-3000:]
        with connection.cursor() as cursor:
            cursor.execute("SELECT source FROM event_sources WHERE succeeded_at IS NOT NULL AND events > 0")
            read = {row[0] for row in cursor.fetchall()}
        time.sleep(0.1)
    connection.close()


def test_without_redis_it_says_so_and_ends(environ: dict[str, str], tmp_path: Path) -> None:
    without = {name: value for name, value in environ.items() if name != "REDIS_URL"}
    ended = subprocess.run(
        worker_command(tmp_path / "schedule"), cwd=ROOT, env=without, capture_output=True, text=True, timeout=DEADLINE_S
    )
    assert ended.returncode != 0
    assert "REDIS_URL" in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr

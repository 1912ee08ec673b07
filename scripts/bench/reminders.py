"""Ten thousand reminders of one minute: sent within 60 s of it and once each, by the Procfile's worker with a real
PostgreSQL and Redis and the simulated Expo; then the same while the worker is killed (-9) ten times, Redis flushed
twice and restarted, and PostgreSQL killed and started again:

    scripts/bench/reminders [--count 10000] [--kills 10]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import redis
from sqlalchemy import create_engine, insert

from scripts.bench.processes import ROOT, shell_environment
from scripts.bench.results import HEADER, Budget, Results
from tests.crowd import FIRST_ID, Crowd, add_people_to_remind
from tests.procfile_worker import Worker
from tests.servers import RedisServer, execute_sql, postgres_gone, postgres_server, query_sql, redis_server
from tests.simulator.running import RunningSimulator, base_url_environment, running_simulator
from violet.models import EventRow
from violet.settings import Settings
from violet.wiring import field_cipher

EVENT_ID = 4711
AHEAD_S = 2.0
GIVE_UP_S = 600.0
POLL_S = 0.05
WITHIN_S = 60
FLUSHES = 2
REMIND_ONE = "UPDATE rsvps SET remind_at = now() WHERE user_id = {user_id}"
REMIND_OTHERS = "UPDATE rsvps SET remind_at = to_timestamp({due}) WHERE user_id > {user_id}"


@dataclass(frozen=True, slots=True)
class Stage:
    """What the reminders go through: `expo` counts what each phone got."""

    database_url: str
    redis: RedisServer
    simulator: RunningSimulator
    worker: Worker

    @property
    def shown(self) -> dict[tuple[str, str], int]:
        expo: Any = self.simulator.state.upstreams["expo"]
        return dict(expo.shown)

    def flush_redis(self) -> None:
        with redis.Redis.from_url(self.redis.url) as client:
            client.flushall()

    def restart_redis(self) -> None:
        self.redis.kill()
        self.redis.start()

    def restart_postgres(self) -> None:
        with postgres_gone(self.database_url):
            pass


@contextmanager
def stage(log: Path) -> Iterator[Stage]:
    """An empty database, an empty Redis and a worker that was not started yet."""
    with ExitStack() as stack:
        database, cache = stack.enter_context(postgres_server()), stack.enter_context(redis_server())
        simulator = stack.enter_context(running_simulator(usual_latency=True))
        environ = base_url_environment(simulator.url) | {
            "DATABASE_URL": database, "REDIS_URL": cache.url, "EMBEDDINGS": "off", "EVENTS_REFRESH": "off",
            "OPEN_DATA_REFRESH": "off", "PUSH": "on", "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        migrate = [sys.executable, "-m", "flask", "--app", "violet.wsgi", "db", "upgrade"]
        subprocess.run(migrate, cwd=ROOT, env=shell_environment() | environ, check=True, stderr=subprocess.DEVNULL)
        worker = Worker(shell_environment() | environ, log)
        try:
            yield Stage(database, cache, simulator, worker)
        finally:
            worker.kill()


def populate(database_url: str, count: int) -> Crowd:
    """People who go to an event in two hours and one who is reminded first, to see the worker at work."""
    now = datetime.now(UTC)
    start = now + timedelta(hours=2)
    event = {
        "id": EVENT_ID, "source": "bench", "source_id": "1", "fingerprint": "f", "title": "Jazz night",
        "starts_at": start, "over_at": start + timedelta(hours=2), "all_day": False, "venue": "Kimmel Center",
        "online": False, "categories": [], "cancelled": False, "words": "jazz", "changed_at": now,
    }  # fmt: skip
    crowd = Crowd(count + 1, EVENT_ID, start, start)
    cipher = field_cipher(Settings(environment="development"))
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        connection.execute(insert(EventRow), [event])
        add_people_to_remind(connection, cipher, crowd, now=now)
    engine.dispose()
    return crowd


def wait_for(shown: Callable[[], int], count: int, deadline: float) -> None:
    while shown() < count and time.time() < deadline:
        time.sleep(POLL_S)


def misfortunes(on: Stage, kills: int) -> list[Callable[[], None]]:
    """What happens on the way: the others in between the kills."""
    others = [on.flush_redis, on.restart_redis, on.restart_postgres, *[on.flush_redis] * (FLUSHES - 1)]
    every = max(1, kills // (len(others) + 1))
    steps: list[Callable[[], None]] = []
    for number in range(1, kills + 1):
        steps.append(on.worker.kill_and_start)
        if others and number % every == 0:
            steps.append(others.pop(0))
    return [*steps, *others]


def send(on: Stage, crowd: Crowd, steps: Sequence[Callable[[], None]]) -> float:
    """Until all have theirs, with one step each time another part of them was sent; returns how many seconds after
    their minute the last one came."""
    on.worker.start()
    execute_sql(on.database_url, REMIND_ONE.format(user_id=FIRST_ID))
    wait_for(lambda: len(on.shown), 1, time.time() + GIVE_UP_S)
    due = time.time() + AHEAD_S
    execute_sql(on.database_url, REMIND_OTHERS.format(user_id=FIRST_ID, due=due))
    for number, step in enumerate(steps, start=1):
        wait_for(lambda: len(on.shown), crowd.count * number // (len(steps) + 1), due + GIVE_UP_S)
        step()
    wait_for(lambda: len(on.shown), crowd.count, due + GIVE_UP_S)
    wait_for(lambda: crowd.count - unsent(on), crowd.count, due + GIVE_UP_S)
    return max(one.arrived for one in on.simulator.state.requests("expo")) - due


def unsent(on: Stage) -> int:
    return int(query_sql(on.database_url, "SELECT count(*) FROM outbox WHERE state <> 'sent'")[0][0])


def report(results: Results, name: str, on: Stage, crowd: Crowd, last_s: float) -> None:
    shown = on.shown
    phones = {token for token, _ in shown}
    results.value(f"{name}: lost", crowd.count - len(phones), "", budget=Budget("<=", 0))
    results.value(f"{name}: under two identities", len(shown) - len(phones), "", budget=Budget("<=", 0))
    results.value(f"{name}: second copies, replaced", sum(shown.values()) - len(shown), "")
    results.value(f"{name}: not noted as sent", unsent(on), "", budget=Budget("<=", 0))
    results.value(f"{name}: the last one, after", last_s, "s")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=10)
    options = parser.parse_args(arguments)
    log = Path(os.environ.get("BENCH_LOG") or Path(tempfile.mkdtemp()) / "worker.log")
    results = Results()
    print(HEADER)
    with stage(log) as on:
        crowd = populate(on.database_url, options.count)
        last_s = send(on, crowd, [])
        report(results, "undisturbed", on, crowd, last_s)
        copies = sum(on.shown.values()) - crowd.count
        results.value("undisturbed: sent twice", copies, "", budget=Budget("<=", 0))
        results.value("undisturbed: within their minute", last_s, "s", budget=Budget("<=", WITHIN_S, " s"))
    with stage(log) as on:
        crowd = populate(on.database_url, options.count)
        report(results, f"{options.kills} kills", on, crowd, send(on, crowd, misfortunes(on, options.kills)))
    sys.exit(1 if results.missed else 0)


if __name__ == "__main__":
    main()

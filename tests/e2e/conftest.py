"""Servers for the tests of the whole: one gunicorn, PostgreSQL, Redis and simulator for a module's tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.serving import Gunicorn, running
from tests.servers import RedisServer, execute_sql, redis_server
from tests.simulator.running import RunningSimulator, running_simulator


@dataclass(frozen=True)
class Whole:
    """What a test of the whole server has in hand."""

    server: Gunicorn
    redis: RedisServer
    postgres_url: str
    simulator: RunningSimulator


@contextmanager
def whole_server(postgres_url: str, template: str, folder: Path, **settings: object) -> Iterator[Whole]:
    """Two workers without rate limits on a database of their own; every upstream is the simulator."""
    name = f"violet_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    database_url = postgres_url.replace("/postgres?", f"/{name}?")
    with redis_server() as redis, running_simulator() as simulator:
        usual = {
            **simulator.settings,
            "database_url": database_url,
            "redis_url": redis.url,
            "ratelimit_enabled": "false",
            "bcrypt_rounds": 4,
            # Roomy enough for a busy machine, short enough for a test.
            "redis_timeout_s": 1.0,
            "db_timeout_s": 1.5,
        }
        with running(folder, usual | settings) as server:
            yield Whole(server, redis, database_url, simulator)
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def whole(postgres_url: str, _postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    with whole_server(postgres_url, _postgres_template, tmp_path_factory.mktemp("server")) as server:
        yield server

"""Servers for the tests of the whole: one gunicorn, PostgreSQL, Redis and simulator for a module's tests."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

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


@pytest.fixture(scope="module")
def whole(postgres_url: str, _postgres_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Whole]:
    """Two workers without rate limits; every upstream is the simulator."""
    name = f"violet_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}")
    database_url = postgres_url.replace("/postgres?", f"/{name}?")
    with redis_server() as redis, running_simulator() as simulator:
        settings = {
            **simulator.settings,
            "database_url": database_url,
            "redis_url": redis.url,
            "ratelimit_enabled": "false",
            "bcrypt_rounds": 4,
            # Roomy enough for a busy machine, short enough for a test.
            "redis_timeout_s": 1.0,
            "db_timeout_s": 1.5,
        }
        with running(tmp_path_factory.mktemp("server"), settings) as server:
            yield Whole(server, redis, database_url, simulator)
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")

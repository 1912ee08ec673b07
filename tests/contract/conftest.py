"""A Redis for tests that harm it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from tests.servers import RedisServer, redis_server


@pytest.fixture(scope="module")
def _harmed_redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def harmed_redis(_harmed_redis: RedisServer) -> RedisServer:
    """An empty Redis of the module's own, to be harmed: it is there again for the next test."""
    if _harmed_redis.process is None:
        _harmed_redis.start()
    client = redis.Redis.from_url(_harmed_redis.url)
    client.flushall()
    client.close()
    return _harmed_redis

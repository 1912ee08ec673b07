"""A Redis for tests that harm it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import redis

from tests.servers import RedisServer, redis_server


@pytest.fixture(scope="module")
def _server() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


@pytest.fixture
def server(_server: RedisServer) -> RedisServer:
    """An empty Redis of the module's own, to be harmed: it is there again for the next test."""
    if _server.process is None:
        _server.start()
    client = redis.Redis.from_url(_server.url)
    client.flushall()
    client.close()
    return _server

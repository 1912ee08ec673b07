"""Redis clients of which nothing is retried: whoever asks has somewhere else to go."""

from __future__ import annotations

import weakref
from typing import TypeVar

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

C = TypeVar("C", bound=redis.Redis)


def redis_client(kind: type[C], url: str, *, timeout_s: float, max_connections: int) -> C:
    """A client that opens its first connection at the first command, so after gunicorn's fork. `timeout_s` bounds
    connecting, each answer, and the wait for one of the `max_connections`. One that nobody holds any more has its
    connections closed."""
    pool = redis.BlockingConnectionPool.from_url(
        url,
        max_connections=max_connections,
        timeout=timeout_s,
        socket_timeout=timeout_s,
        socket_connect_timeout=timeout_s,
        retry=Retry(NoBackoff(), 0),
        protocol=2,
    )
    client = kind(connection_pool=pool)
    # Not left to the garbage collector, which may come upon a socket before the connection that would close it.
    weakref.finalize(client, pool.disconnect).atexit = False
    return client

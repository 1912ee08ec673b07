"""Where rate limits are counted: in Redis, exactly and for all workers; in this process's memory while Redis is away.

Flask-Limiter's own fallback answers 500 to requests that were under way when Redis went away, tries again within a
request, and takes a Redis that answers but refuses to write for a healthy one. Here the store's breaker decides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

import redis
from limits.storage import MemoryStorage, MovingWindowSupport, RedisStorage, Storage
from redis.exceptions import RedisError

from violet.breaker import Breaker

LOCAL_SCHEME = "local"
FAILOVER_SCHEME = "failover"

T = TypeVar("T")
Counts = RedisStorage | MemoryStorage


class LocalLimitStorage(MemoryStorage):
    """`limits`' storage behind `local://`: this process's memory, written by one thread at a time.

    `MemoryStorage` asks its timer thread at each hit whether it is alive. Where two ask just as it ends, CPython 3.11
    raises RuntimeError, which would be a 500.
    """

    STORAGE_SCHEME = [LOCAL_SCHEME]  # noqa: RUF012 -- as `limits` declares it

    def __init__(self, uri: str | None = None, **options: Any) -> None:
        super().__init__(uri, **options)
        self._writing = threading.Lock()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        with self._writing:
            return super().acquire_entry(key, limit, expiry, amount)

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        with self._writing:
            return super().incr(key, expiry, amount)


class FailoverLimitStorage(Storage, MovingWindowSupport):
    """`limits`' storage behind `failover://`; `client` and `breaker` are those of the store."""

    STORAGE_SCHEME = [FAILOVER_SCHEME]  # noqa: RUF012 -- as `limits` declares it

    def __init__(self, uri: str | None = None, *, client: redis.Redis, breaker: Breaker, **options: Any) -> None:
        super().__init__(uri, **options)
        pool = cast("Any", client.connection_pool)
        self._primary = RedisStorage("redis://", connection_pool=pool)
        self._local = LocalLimitStorage()
        self._breaker = breaker

    @property
    def base_exceptions(self) -> type[Exception]:
        return RedisError

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        return self._on(lambda counts: counts.acquire_entry(key, limit, expiry, amount))

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        return self._on(lambda counts: counts.get_moving_window(key, limit, expiry))

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return self._on(lambda counts: counts.incr(key, expiry, amount=amount))

    def get(self, key: str) -> int:
        return self._on(lambda counts: counts.get(key))

    def get_expiry(self, key: str) -> float:
        return self._on(lambda counts: counts.get_expiry(key))

    def clear(self, key: str) -> None:
        return self._on(lambda counts: counts.clear(key))

    def reset(self) -> int | None:
        return self._on(lambda counts: counts.reset())

    def check(self) -> bool:
        """There is always somewhere to count."""
        return True

    def _on(self, count: Callable[[Counts], T]) -> T:
        if not self._breaker.open:
            try:
                return count(self._primary)
            except RedisError as error:
                self._breaker.trip(type(error).__name__)
        return count(self._local)

"""Rate limits are counted in Redis, and in memory for as long as Redis does not count."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import redis
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from tests.servers import RedisServer
from violet.store.failover_store import FailoverStore
from violet.store.limit_storage import FAILOVER_SCHEME, LocalLimitStorage
from violet.store.memory_store import MemoryStore
from violet.store.redis_store import RedisStore, connect

BACK_WITHIN_S = 10
TEN = parse("10 per minute")


class Worker:
    """The limits as one worker counts them."""

    def __init__(self, server: RedisServer) -> None:
        client = connect(server.url, timeout_s=0.5, max_connections=8)
        store = FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=60, probe_pause_s=0.02)
        self.breaker = store.breaker
        storage = storage_from_string(f"{FAILOVER_SCHEME}://", client=client, breaker=store.breaker)  # type: ignore[arg-type]
        self._limiter = MovingWindowRateLimiter(storage)

    def allows(self, caller: str) -> bool:
        return self._limiter.hit(TEN, caller)

    def left(self, caller: str) -> int:
        return self._limiter.get_window_stats(TEN, caller).remaining


def test_two_workers_count_together_exactly(server: RedisServer) -> None:
    workers = [Worker(server), Worker(server)]
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda n: workers[n % 2].allows("crossing"), range(40)))
    assert allowed.count(True) == 10
    assert workers[0].left("crossing") == workers[1].left("crossing") == 0


def test_without_redis_each_worker_counts_for_itself_and_nobody_sees_an_error(server: RedisServer) -> None:
    worker = Worker(server)
    assert worker.allows("patient")
    server.kill()
    with ThreadPoolExecutor(8) as pool:
        allowed = list(pool.map(lambda _: worker.allows("patient"), range(40)))
    assert allowed.count(True) == 10
    server.start()
    assert worker.breaker.wait_until_closed(BACK_WITHIN_S)
    assert worker.allows("patient")
    assert worker.left("patient") == 9


def test_a_redis_that_takes_no_writes_does_not_count_as_healthy(server: RedisServer) -> None:
    worker = Worker(server)
    operator = redis.Redis.from_url(server.url)
    operator.config_set("maxmemory", 1)
    try:
        assert [worker.allows("full") for _ in range(12)].count(True) == 10
        assert worker.breaker.open
    finally:
        operator.config_set("maxmemory", 0)
        operator.close()
    assert worker.breaker.wait_until_closed(BACK_WITHIN_S)


class FragileTimer:
    """Notices two threads that ask it at once, which Python's own timer does not always survive."""

    def __init__(self) -> None:
        self._asked = threading.Lock()
        self.crossed = False

    def is_alive(self) -> bool:
        if not self._asked.acquire(blocking=False):
            self.crossed = True
            return True
        threading.Event().wait(0.001)
        self._asked.release()
        return True


def test_in_memory_one_thread_counts_at_a_time() -> None:
    storage = LocalLimitStorage()
    timer = storage.timer = FragileTimer()  # type: ignore[assignment]
    with ThreadPoolExecutor(8) as pool:
        entered = list(pool.map(lambda _: storage.acquire_entry("crossing", 10, 60), range(40)))
        counted = list(pool.map(lambda _: storage.incr("crossing", 60), range(40)))
    assert not timer.crossed
    assert entered.count(True) == 10
    assert sorted(counted) == list(range(1, 41))

"""Notices on a real Redis that is killed, restarted and frozen: what was sent is heard, or its loss is noticed."""

from __future__ import annotations

import threading
import weakref

from tests.servers import RedisServer, frozen
from violet.store.failover_store import FailoverStore
from violet.store.memory_store import MemoryStore
from violet.store.notices import Notices
from violet.store.redis_store import RedisStore, connect

BACK_WITHIN_S = 10


class Process:
    """One process's notices, and what it was told."""

    def __init__(self, server: RedisServer, *, timeout_s: float = 0.5) -> None:
        client = connect(server.url, timeout_s=timeout_s, max_connections=8)
        weakref.finalize(self, client.connection_pool.disconnect)
        self.store = FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=60, probe_pause_s=0.02)
        self.notices = Notices(self.store)
        self.words: list[bytes] = []
        self.missed = 0

    def hear(self, word: bytes) -> None:
        self.words.append(word)

    def miss(self) -> None:
        self.missed += 1

    def caught_up(self) -> bool:
        return self.notices.caught_up(self)

    def listens_within(self, seconds: float) -> bool:
        """After a pause it tries again by itself."""
        waiting = threading.Event()
        return any(self.caught_up() or waiting.wait(0.05) for _ in range(int(seconds / 0.05)))


def test_every_process_hears_a_word_at_once_also_the_one_that_sent_it(server: RedisServer):
    one, two = Process(server), Process(server)
    assert one.caught_up()
    assert two.caught_up()
    for number in range(300):
        one.notices.send(b"%d" % number)
        assert two.caught_up()
        assert two.words[-1:] == [b"%d" % number], "heard before anything else happens"
    assert one.caught_up()
    assert one.words == two.words == [b"%d" % number for number in range(300)]


def test_threads_of_one_process_are_told_a_word_before_any_of_them_goes_on(server: RedisServer):
    one, two = Process(server, timeout_s=60), Process(server)
    assert one.caught_up()
    heard: list[bool] = []

    def ask(word: bytes, begin: threading.Barrier) -> None:
        begin.wait()
        heard.append(one.caught_up() and word in one.words)

    for number in range(50):
        word = b"%d" % number
        begin = threading.Barrier(8)
        threads = [threading.Thread(target=ask, args=(word, begin), daemon=True) for _ in range(8)]
        two.notices.send(word)
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(BACK_WITHIN_S)
            assert not thread.is_alive(), "it waits for a word that another thread has read"
    assert heard == [True] * 400


def test_a_redis_that_goes_away_is_noticed_at_once_and_heard_again_later(server: RedisServer):
    one, two = Process(server), Process(server)
    assert one.caught_up()
    server.kill()
    assert not one.caught_up()
    assert one.missed == 1
    two.notices.send(b"lost")
    server.start()
    assert one.listens_within(BACK_WITHIN_S)
    assert two.store.breaker.wait_until_closed(BACK_WITHIN_S)
    two.notices.send(b"7")
    assert one.caught_up()
    assert one.words == [b"7"]


def test_sending_to_a_redis_that_hangs_ends_and_costs_nothing_the_next_time(server: RedisServer):
    one = Process(server)
    assert server.process is not None
    with frozen([server.process.pid]):
        one.notices.send(b"7")
        assert one.store.breaker.open
        for _ in range(1000):
            one.notices.send(b"7")
            assert not one.caught_up()
    assert one.store.breaker.wait_until_closed(BACK_WITHIN_S)


def test_nobody_listens_where_redis_was_never_there(server: RedisServer):
    server.kill()
    one = Process(server)
    assert [one.caught_up() for _ in range(100)] == [False] * 100
    assert one.missed == 0

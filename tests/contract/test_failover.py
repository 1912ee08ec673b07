"""The failover store on a real Redis that is killed, frozen, filled, made read-only and emptied."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import redis
from structlog.testing import capture_logs

from tests.servers import RedisServer, frozen
from violet.store import failover_store
from violet.store.failover_store import FailoverStore
from violet.store.memory_store import MemoryStore
from violet.store.redis_store import RedisStore, connect

TTL_S = 3600
BACK_WITHIN_S = 10


def worker(server: RedisServer, *, local: MemoryStore | None = None) -> FailoverStore:
    """The store as one worker has it."""
    client = connect(server.url, timeout_s=0.5, max_connections=8)
    return FailoverStore(RedisStore(client), local or MemoryStore(), list_ttl_s=TTL_S, probe_pause_s=0.02)


def append(store: FailoverStore, *items: bytes, key: str = "list") -> None:
    for item in items:
        store.append(key, item, max_items=100, ttl_s=TTL_S)


def processes(server: RedisServer) -> list[int]:
    return [server.process.pid] if server.process else []


def back(*stores: FailoverStore) -> bool:
    return all(store.breaker.wait_until_closed(BACK_WITHIN_S) for store in stores)


def test_a_worker_keeps_its_conversation_while_redis_is_killed_and_everybody_has_it_afterwards(
    server: RedisServer,
) -> None:
    one, two = worker(server), worker(server)
    append(one, b"1")
    append(two, b"2")
    assert one.items("list") == [b"1", b"2"]
    server.kill()
    append(one, b"3")
    append(two, b"4")
    append(one, b"5")
    assert not one.ping()
    assert one.items("list") == [b"1", b"2", b"3", b"5"]
    server.start()
    assert back(one, two)
    assert one.ping()
    assert one.items("list") == two.items("list") == [b"1", b"2", b"3", b"4", b"5"]


def test_a_redis_that_was_emptied_between_two_calls_is_noticed_and_filled_again(server: RedisServer) -> None:
    one, two = worker(server), worker(server)
    append(one, b"1")
    append(two, b"2")
    one.set("value", b"kept", ttl_s=TTL_S)
    one.add_within({"count": 10}, 3, ttl_s=TTL_S)
    server.kill()
    server.start()
    append(one, b"3")
    append(two, b"4")
    assert back(one, two)
    assert two.items("list") == [b"1", b"2", b"3", b"4"]
    assert two.get("value") == b"kept"
    assert two.counter("count") == 3


def test_restored_lists_live_as_long_as_any_list(server: RedisServer) -> None:
    store = worker(server)
    append(store, b"1")
    server.kill()
    server.start()
    store.items("list")
    assert back(store)
    client = redis.Redis.from_url(server.url)
    assert 0.9 * TTL_S < float(client.ttl("list")) <= TTL_S
    client.close()


def test_what_was_cleared_or_moved_while_redis_was_frozen_stays_cleared_and_moved(server: RedisServer) -> None:
    one, two = worker(server), worker(server)
    append(one, b"old", key="cleared")
    append(one, b"session's", key="session")
    append(one, b"account's", key="account")
    with frozen(processes(server)):
        two.delete("cleared")
        append(two, b"new", key="cleared")
        two.move_list("session", "account", max_items=100, ttl_s=TTL_S)
        assert not two.shared
    assert back(two)
    assert one.items("cleared") == [b"new"]
    assert one.items("session") == []
    assert one.items("account") == [b"session's", b"account's"]


def test_a_frozen_redis_is_asked_once_and_then_left_alone(server: RedisServer) -> None:
    with silent_server() as (url, connections):
        client = connect(url, timeout_s=0.05, max_connections=8)
        store = FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=TTL_S, probe_pause_s=3600)
        for n in range(200):
            append(store, b"%d" % n)
            assert store.items("list")[-1] == b"%d" % n
            assert not store.ping()
        assert len(connections) == 1


def test_a_full_redis_is_replaced_and_used_again_when_there_is_room(server: RedisServer) -> None:
    store = worker(server)
    append(store, b"1")
    operator = redis.Redis.from_url(server.url)
    operator.config_set("maxmemory", 1)
    append(store, b"2")
    assert not store.shared
    assert store.items("list") == [b"1", b"2"]
    operator.config_set("maxmemory", 0)
    assert back(store)
    assert worker(server).items("list") == [b"1", b"2"]
    operator.close()


def test_a_read_only_redis_is_replaced_and_used_again_when_it_is_master(server: RedisServer) -> None:
    store = worker(server)
    append(store, b"1")
    operator = redis.Redis.from_url(server.url)
    operator.replicaof("127.0.0.1", 1)
    assert store.set_if_absent("lock", b"mine", ttl_s=TTL_S)
    assert not store.set_if_absent("lock", b"yours", ttl_s=TTL_S)
    assert not store.shared
    operator.replicaof("NO", "ONE")
    assert back(store)
    assert worker(server).get("lock") == b"mine"
    operator.close()


def test_counts_made_apart_add_up(server: RedisServer) -> None:
    one, two = worker(server), worker(server)
    one.add_within({"count": 10}, 3, ttl_s=TTL_S)
    server.kill()
    assert one.add_within({"count": 10}, 2, ttl_s=TTL_S)
    assert two.add_within({"count": 10}, 4, ttl_s=TTL_S)
    assert not one.add_within({"count": 10}, 6, ttl_s=TTL_S)
    server.start()
    assert back(one, two)
    assert one.counter("count") == two.counter("count") == 9


def test_a_count_whose_answer_never_came_is_never_lost(server: RedisServer) -> None:
    store = worker(server)
    store.add_within({"count": 10}, 3, ttl_s=TTL_S)
    with frozen(processes(server)):
        assert store.add_within({"count": 10}, 2, ttl_s=TTL_S)
    assert back(store)
    assert store.counter("count") in (5, 7)


def test_each_change_is_logged_once_and_names_no_address(server: RedisServer) -> None:
    store = worker(server)
    with capture_logs() as lines:
        server.kill()
        for _ in range(50):
            append(store, b"item")
        server.start()
        assert back(store)
    warnings = [line for line in lines if line["log_level"] == "warning"]
    assert [line["event"] for line in warnings] == ["breaker_opened", "breaker_closed"]
    assert str(server.port) not in str(lines)


def test_writes_that_cross_the_return_are_all_kept(server: RedisServer) -> None:
    stores = [worker(server), worker(server)]
    server.kill()
    started = threading.Barrier(5)

    def write(number: int) -> None:
        started.wait()
        for n in range(100):
            append(stores[number % 2], b"%d-%d" % (number, n), key=f"list-{number}")

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    started.wait()
    server.start()
    for thread in threads:
        thread.join()
    assert back(*stores)
    for number in range(4):
        assert stores[0].items(f"list-{number}") == [b"%d-%d" % (number, n) for n in range(100)]


def test_the_return_ends_however_fast_writes_go_on_meanwhile(server: RedisServer) -> None:
    store = worker(server)
    server.kill()
    append(store, b"before")
    over = threading.Event()
    last: dict[str, bytes] = {}

    def write(key: str) -> None:
        number = 0
        while not over.wait(0.0001):
            number += 1
            last[key] = b"%d" % number
            store.set(key, last[key], ttl_s=TTL_S)

    threads = [threading.Thread(target=write, args=(f"key-{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    server.start()
    is_back = back(store)
    over.set()
    for thread in threads:
        thread.join()
    assert is_back
    assert {key: worker(server).get(key) for key in last} == last
    assert worker(server).items("list") == [b"before"]


def test_a_journal_that_overflowed_is_made_good_from_the_copies(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failover_store, "LONGEST_JOURNAL", 10)
    store = worker(server)
    append(store, b"0")
    with frozen(processes(server)):
        append(store, *(b"%d" % n for n in range(1, 51)))
    assert back(store)
    assert worker(server).items("list") == [b"%d" % n for n in range(51)]


def test_what_was_cleared_last_stays_cleared_where_the_journal_overflowed(
    server: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(failover_store, "LONGEST_JOURNAL", 20)
    store, keys = worker(server), [f"key {number}" for number in range(21)]
    for key in keys:
        store.set(key, b"1", ttl_s=TTL_S)
    with frozen(processes(server)):
        for key in keys:
            store.delete(key)
    assert back(store)
    # A tenth of the journal is given up at a time: the two oldest, of which the first may have gone through.
    kept = {key for key in keys if worker(server).get(key) is not None}
    assert {keys[1]} <= kept <= set(keys[:2])


@contextmanager
def silent_server() -> Iterator[tuple[str, list[socket.socket]]]:
    """Accepts connections and says nothing, like a machine that hangs."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def accept() -> None:
        while True:
            try:
                connections.append(listener.accept()[0])
            except OSError:
                return

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        yield f"redis://127.0.0.1:{listener.getsockname()[1]}/0", connections
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
        for connection in connections:
            connection.close()

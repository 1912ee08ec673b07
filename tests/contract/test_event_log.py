"""One contract for the logs that streamed answers are read from: memory, and Redis, on the writer's process and others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import redis

from tests.ports import free_port
from tests.servers import RedisServer
from violet.store.event_log import LOG_TTL_S, MAX_LOGS_OF_OWNER, EventLog, MemoryEventLog
from violet.store.failover_store import FailoverStore
from violet.store.memory_store import MemoryStore
from violet.store.redis_event_log import SharedEventLog
from violet.store.redis_store import RedisStore, connect


@dataclass
class Logs:
    """The process that writes, the one that reads, and how to let time pass for both."""

    writer: EventLog
    reader: EventLog
    age: Callable[[float], None]


@contextmanager
def _client(url: str) -> Iterator[redis.Redis]:
    """The connections of one process."""
    client = connect(url, timeout_s=5, max_connections=8)
    yield client
    client.connection_pool.disconnect()


def _shared(client: redis.Redis, memory: MemoryEventLog | None = None) -> SharedEventLog:
    store = FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=60, probe_pause_s=3600)
    return SharedEventLog(store, memory or MemoryEventLog())


@pytest.fixture(params=["memory", "same_process", "another_process", "without_redis"])
def logs(request: pytest.FixtureRequest) -> Iterator[Logs]:
    now = [0.0]

    def pass_time(seconds: float) -> None:
        now[0] += seconds

    memory = MemoryEventLog(clock=lambda: now[0])
    if request.param == "memory":
        yield Logs(memory, memory, pass_time)
        return
    if request.param == "without_redis":
        with _client(f"redis://127.0.0.1:{free_port()}") as nobody:
            log = _shared(nobody, memory)
            yield Logs(log, log, pass_time)
        return
    server: RedisServer = request.getfixturevalue("redis_process")
    with _client(server.url) as own, _client(server.url) as other:
        own.flushall()

        def age(seconds: float) -> None:
            pass_time(seconds)
            for key in own.scan_iter("turn:*"):
                own.pexpire(key, max(0, int(own.pttl(key)) - round(seconds * 1000)))

        writer = _shared(own, memory)
        yield Logs(writer, writer if request.param == "same_process" else _shared(other), age)


def test_a_log_is_read_from_wherever_one_was(logs: Logs) -> None:
    logs.writer.open("a", "somebody")
    for number in range(1, 31):
        logs.writer.append("a", number, b"%d" % number)
    logs.writer.end("a", 30)
    assert logs.reader.owner("a") == "somebody"
    for after in range(31):
        reading = logs.reader.read("a", after, wait_s=0)
        assert reading is not None
        assert reading.ended
        assert reading.first == after + 1
        assert [int(entry) for entry in reading.entries] == list(range(after + 1, 31))


def test_a_reader_hears_of_an_entry_while_it_waits(logs: Logs) -> None:
    logs.writer.open("a", "somebody")
    assert (reading := logs.reader.read("a", 0, wait_s=0.01)) is not None
    assert (reading.entries, reading.ended) == ((), False)
    writing = threading.Thread(target=logs.writer.append, args=("a", 1, b"one"))
    writing.start()
    reading = logs.reader.read("a", 0, wait_s=10)
    writing.join()
    assert reading is not None
    assert (reading.entries, reading.ended) == ((b"one",), False)


def test_an_empty_log_ends_too(logs: Logs) -> None:
    logs.writer.open("a", "somebody")
    logs.writer.end("a", 0)
    assert (reading := logs.reader.read("a", 0, wait_s=10)) is not None
    assert (reading.entries, reading.ended) == ((), True)


def test_there_is_no_log_that_nobody_opened(logs: Logs) -> None:
    assert logs.reader.owner("b") is None
    assert logs.reader.read("b", 0, wait_s=10) is None


def test_a_log_is_gone_ten_minutes_after_its_last_entry(logs: Logs) -> None:
    logs.writer.open("a", "somebody")
    logs.age(LOG_TTL_S - 5)
    logs.writer.append("a", 1, b"one")
    logs.age(LOG_TTL_S - 5)
    assert logs.reader.owner("a") == "somebody"
    logs.age(10)
    assert logs.reader.owner("a") is None
    assert logs.reader.read("a", 0, wait_s=10) is None


def test_one_owner_has_so_many_logs_and_others_keep_theirs(logs: Logs) -> None:
    logs.writer.open("theirs", "somebody else")
    names = [f"log-{number}" for number in range(MAX_LOGS_OF_OWNER + 3)]
    for name in names:
        logs.writer.open(name, "somebody")
    there = [name for name in names if logs.reader.owner(name) is not None]
    assert there == names[3:]
    assert logs.reader.owner("theirs") == "somebody else"


def test_memory_holds_so_many_bytes() -> None:
    log = MemoryEventLog(max_bytes=10_000)
    for name in "abc":
        log.open(name, name)
        log.append(name, 1, b"x" * 4_000)
    assert [log.owner(name) for name in "abc"] == [None, "b", "c"]
    log.append("b", 2, b"x" * 20_000)
    assert [log.owner(name) for name in "abc"] == [None, None, "c"]
    for fits, held in ((400 + 3 * (60 + 10), "a"), (400 + 3 * (60 + 10) - 1, None)):
        small = MemoryEventLog(max_bytes=fits)
        small.open("a", "a")
        for number in range(3):
            small.append("a", number, b"x" * 10)
        assert small.owner("a") == held, "400 bytes a log, 60 an entry"
    log.open("d", "d")
    log.append("d", 1, b"still")
    assert (reading := log.read("d", 0, wait_s=0)) is not None
    assert reading.entries == (b"still",)


def test_a_log_with_a_gap_is_none_for_other_processes(redis_process: RedisServer) -> None:
    """Redis was away, or came back empty, while it was written."""
    with _client(redis_process.url) as own, _client(redis_process.url) as other:
        writer, reader = _shared(own), _shared(other)
        writer.open("gap", "somebody")
        writer.append("gap", 1, b"one")
        own.delete("turn:gap")
        writer.append("gap", 2, b"two")
        assert reader.owner("gap") is None
        assert reader.read("gap", 0, wait_s=0) is None
        assert (reading := reader.read("gap", 1, wait_s=0)) is not None
        assert reading.entries == (b"two",)
        assert (whole := writer.read("gap", 0, wait_s=0)) is not None
        assert whole.entries == (b"one", b"two")

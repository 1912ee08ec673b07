"""One contract for every store: memory, Redis, and Redis with memory behind it, both while it serves and while it does not."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import redis

from tests.ports import free_port
from tests.servers import RedisServer
from violet.store.base import Store
from violet.store.failover_store import FailoverStore
from violet.store.memory_store import MemoryStore
from violet.store.redis_store import RedisStore, connect

TTL_S = 60


@dataclass
class Subject:
    """A store, and how to make what it holds older by some seconds."""

    store: Store
    age: Callable[[float], None]


class _Clock:
    def __init__(self) -> None:
        self.now = time.monotonic()

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


def _age_redis(client: redis.Redis) -> Callable[[float], None]:
    def age(seconds: float) -> None:
        for key in client.scan_iter():
            remaining_ms = int(client.pttl(key))
            if remaining_ms > 0:
                client.pexpire(key, max(0, remaining_ms - round(seconds * 1000)))

    return age


@pytest.fixture
def client(redis_process: RedisServer) -> Iterator[redis.Redis]:
    client = connect(redis_process.url, timeout_s=5, max_connections=32)
    client.flushall()
    yield client
    client.connection_pool.disconnect()


@pytest.fixture(params=["memory", "redis", "failover", "failover_without_redis"])
def subject(request: pytest.FixtureRequest) -> Subject:
    clock = _Clock()
    if request.param == "memory":
        return Subject(MemoryStore(clock=clock), clock.advance)
    if request.param == "failover_without_redis":
        nowhere = connect(f"redis://127.0.0.1:{free_port()}", timeout_s=1, max_connections=2)
        store = FailoverStore(RedisStore(nowhere), MemoryStore(clock=clock), list_ttl_s=TTL_S, probe_pause_s=3600)
        return Subject(store, clock.advance)
    client: redis.Redis = request.getfixturevalue("client")
    if request.param == "redis":
        return Subject(RedisStore(client), _age_redis(client))
    return Subject(FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=TTL_S), _age_redis(client))


@pytest.fixture
def store(subject: Subject) -> Store:
    return subject.store


def append(store: Store, key: str, *items: bytes, max_items: int = 100, ttl_s: float = TTL_S) -> None:
    for item in items:
        store.append(key, item, max_items=max_items, ttl_s=ttl_s)


def test_a_value_is_read_back_as_it_was_written(store: Store) -> None:
    value = bytes(range(256))
    store.set("key", value, ttl_s=TTL_S)
    assert store.get("key") == value
    assert store.get("another") is None


def test_many_values_are_read_at_once_in_the_order_asked(store: Store) -> None:
    store.set("a", b"one", ttl_s=TTL_S)
    store.set("b", b"two", ttl_s=TTL_S)
    assert store.get_many(["b", "nothing", "a", "b"]) == [b"two", None, b"one", b"two"]
    assert store.get_many([]) == []


def test_many_values_are_written_at_once(store: Store) -> None:
    store.set("a", b"before", ttl_s=60)
    store.set_many({"a": b"one", "b": b"two"}, ttl_s=60)
    store.set_many({}, ttl_s=60)
    assert store.get_many(["a", "b"]) == [b"one", b"two"]


def test_a_value_is_gone_when_its_time_is_over_and_not_before(subject: Subject) -> None:
    subject.store.set("key", b"value", ttl_s=TTL_S)
    subject.age(TTL_S - 5)
    assert subject.store.get("key") == b"value"
    subject.age(6)
    assert subject.store.get("key") is None


def test_writing_again_renews_the_time(subject: Subject) -> None:
    subject.store.set("key", b"old", ttl_s=TTL_S)
    subject.age(TTL_S - 5)
    subject.store.set("key", b"new", ttl_s=TTL_S)
    subject.age(10)
    assert subject.store.get("key") == b"new"


def test_only_the_first_writes_if_absent_until_it_expires_or_is_deleted(subject: Subject) -> None:
    store = subject.store
    assert store.set_if_absent("lock", b"a", ttl_s=TTL_S)
    assert not store.set_if_absent("lock", b"b", ttl_s=TTL_S)
    assert store.get("lock") == b"a"
    subject.age(TTL_S + 1)
    assert store.set_if_absent("lock", b"c", ttl_s=TTL_S)
    store.delete("lock")
    assert store.set_if_absent("lock", b"d", ttl_s=TTL_S)


def test_of_many_that_write_at_once_if_absent_one_wins(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(lambda n: store.set_if_absent("lock", b"%d" % n, ttl_s=TTL_S), range(40)))
    assert won.count(True) == 1
    assert store.get("lock") == b"%d" % won.index(True)


def test_delete_forgets_any_kind_and_ignores_what_is_not_there(store: Store) -> None:
    store.set("value", b"v", ttl_s=TTL_S)
    append(store, "list", b"a")
    store.add_within({"count": 9}, 1, ttl_s=TTL_S)
    store.delete("value", "list", "count", "nothing")
    store.delete()
    assert store.get("value") is None
    assert store.items("list") == []
    assert store.counter("count") == 0


def test_items_come_back_in_order_of_arrival_also_where_they_are_equal(store: Store) -> None:
    items = [b"one", b"two", b"one", b"", bytes(range(256))]
    append(store, "list", *items)
    assert store.items("list") == items
    assert store.items("nothing") == []


def test_a_list_keeps_the_newest(store: Store) -> None:
    append(store, "list", *(b"%d" % n for n in range(7)), max_items=3)
    assert store.items("list") == [b"4", b"5", b"6"]


def test_every_append_renews_the_lists_time(subject: Subject) -> None:
    append(subject.store, "list", b"a")
    subject.age(TTL_S - 5)
    append(subject.store, "list", b"b")
    subject.age(TTL_S - 5)
    assert subject.store.items("list") == [b"a", b"b"]
    subject.age(6)
    assert subject.store.items("list") == []


def test_what_belongs_to_an_item_is_set_with_it_and_lives_as_long(subject: Subject) -> None:
    store = subject.store
    store.append("list", b"turn", max_items=3, ttl_s=TTL_S, beside={"why": b"because", "when": b"now"})

    assert list(store.items("list")) == [b"turn"]
    assert store.get_many(["why", "when"]) == [b"because", b"now"]
    subject.age(TTL_S + 1)
    assert store.get_many(["why", "when"]) == [None, None]


def test_appends_that_cross_are_all_kept(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: append(store, "list", b"%d" % n), range(60)))
    assert sorted(store.items("list"), key=int) == [b"%d" % n for n in range(60)]


def test_a_moved_list_joins_the_other_in_order_of_arrival(store: Store) -> None:
    append(store, "account", b"1")
    append(store, "session", b"2")
    append(store, "account", b"3")
    append(store, "session", b"4")
    store.move_list("session", "account", max_items=100, ttl_s=TTL_S)
    assert store.items("account") == [b"1", b"2", b"3", b"4"]
    assert store.items("session") == []


def test_a_moved_list_is_bounded_and_lives_as_long_as_asked(subject: Subject) -> None:
    append(subject.store, "session", b"1", b"2", b"3", ttl_s=5)
    subject.store.move_list("session", "account", max_items=2, ttl_s=TTL_S)
    subject.age(TTL_S - 5)
    assert subject.store.items("account") == [b"2", b"3"]
    subject.age(6)
    assert subject.store.items("account") == []


def test_moving_nothing_changes_nothing(store: Store) -> None:
    append(store, "account", b"1")
    store.move_list("nothing", "account", max_items=100, ttl_s=TTL_S)
    store.move_list("nothing", "nowhere", max_items=100, ttl_s=TTL_S)
    assert store.items("account") == [b"1"]
    assert store.items("nowhere") == []


def test_several_counters_are_added_to_together_or_not_at_all(store: Store) -> None:
    assert store.add_within({"person": 10, "everybody": 100}, 8, ttl_s=TTL_S)
    assert not store.add_within({"everybody": 100, "person": 10}, 3, ttl_s=TTL_S)
    assert (store.counter("person"), store.counter("everybody")) == (8, 8)
    assert store.add_within({"person": 0, "everybody": 0}, -5, ttl_s=TTL_S)
    assert (store.counter("person"), store.counter("everybody")) == (3, 3)


def test_a_counter_never_passes_its_ceiling(store: Store) -> None:
    assert store.add_within({"count": 10}, 7, ttl_s=TTL_S)
    assert not store.add_within({"count": 10}, 4, ttl_s=TTL_S)
    assert store.counter("count") == 7
    assert store.add_within({"count": 10}, 3, ttl_s=TTL_S)
    assert store.counter("count") == 10


def test_what_is_given_back_can_be_taken_again_and_never_goes_below_nothing(store: Store) -> None:
    store.add_within({"count": 5}, 5, ttl_s=TTL_S)
    assert store.add_within({"count": 5}, -2, ttl_s=TTL_S)
    assert store.add_within({"count": 5}, 2, ttl_s=TTL_S)
    assert store.add_within({"count": 5}, -99, ttl_s=TTL_S)
    assert store.counter("count") == 0


def test_counters_hold_large_numbers_exactly(store: Store) -> None:
    large = 2**52
    assert store.add_within({"count": large + 1}, large, ttl_s=TTL_S)
    assert store.add_within({"count": large + 1}, 1, ttl_s=TTL_S)
    assert store.counter("count") == large + 1


def test_a_counters_time_runs_from_its_first_write(subject: Subject) -> None:
    store = subject.store
    store.add_within({"count": 10}, 1, ttl_s=TTL_S)
    subject.age(TTL_S - 5)
    store.add_within({"count": 10}, 1, ttl_s=TTL_S)
    assert store.counter("count") == 2
    subject.age(6)
    assert store.counter("count") == 0
    assert store.add_within({"count": 10}, 10, ttl_s=TTL_S)


def test_counting_from_many_threads_is_exact(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        accepted = list(pool.map(lambda _: store.add_within({"count": 25}, 1, ttl_s=TTL_S), range(60)))
    assert accepted.count(True) == 25
    assert store.counter("count") == 25


def test_keys_do_not_disturb_one_another(store: Store) -> None:
    one, two = f"conversation:user:{uuid.uuid4()}", f"conversation:user:{uuid.uuid4()}"
    append(store, one, b"mine")
    append(store, two, b"yours")
    assert store.items(one) == [b"mine"]
    assert store.items(two) == [b"yours"]

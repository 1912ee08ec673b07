"""The memory store stays within its bounds, and gives up what nobody misses first."""

from __future__ import annotations

from tests.hand_clock import HandClock
from violet.store.memory_store import MemoryStore


def test_it_holds_so_many_keys_and_lets_the_oldest_go() -> None:
    store = MemoryStore(max_keys=3)
    for key in "abcd":
        store.set(key, b"value", ttl_s=60)
    assert [key for key in "abcd" if store.get(key)] == ["b", "c", "d"]


def test_writing_again_makes_a_key_young() -> None:
    store = MemoryStore(max_keys=2)
    for key in "aba":
        store.set(key, b"value", ttl_s=60)
    store.set("c", b"value", ttl_s=60)
    assert [key for key in "abc" if store.get(key)] == ["a", "c"]


def test_it_holds_so_many_bytes_whatever_they_are() -> None:
    store = MemoryStore(max_bytes=100_000)
    for number in range(1000):
        store.set(f"value-{number}", b"x" * 1000, ttl_s=60)
        store.append(f"list-{number}", b"x" * 1000, max_items=10, ttl_s=60)
        store.add_within({f"count-{number}": 1}, 1, ttl_s=60)
    held = store.snapshot()
    assert 100 < len(held) < 200
    assert sum(len(value) for _, value, _ in held if isinstance(value, bytes)) < 50_000


def test_what_is_larger_than_all_of_it_is_not_kept_and_harms_nothing() -> None:
    store = MemoryStore(max_bytes=1000)
    store.set("huge", b"x" * 5000, ttl_s=60)
    assert store.get("huge") is None
    store.set("small", b"x", ttl_s=60)
    assert store.get("small") == b"x"


def test_what_has_expired_goes_before_what_has_not() -> None:
    clock = HandClock()
    store = MemoryStore(max_keys=3, clock=clock)
    store.set("long", b"value", ttl_s=1000)
    store.set("short", b"value", ttl_s=1)
    store.set("shorter", b"value", ttl_s=1)
    clock.now = 10
    store.set("new", b"value", ttl_s=1000)
    store.set("newer", b"value", ttl_s=1000)
    assert [key for key, _, _ in store.snapshot()] == ["long", "new", "newer"]


def test_bytes_are_counted_with_keys_and_with_what_each_entry_takes() -> None:
    """200 bytes an entry, 40 an item of a list, 8 a number."""
    for fits, others in ((3 * (200 + 4 + 96), 3), (3 * (200 + 4 + 96) - 1, 2)):
        store = MemoryStore(max_bytes=fits)
        for number in range(3):
            store.set(f"key{number}", b"x" * 96, ttl_s=60)
        assert len(store.snapshot()) == others
    lists = MemoryStore(max_bytes=200 + 4 + 2 * (40 + 16 + 10))
    for number in range(3):
        lists.append("list", b"%010d" % number, max_items=2, ttl_s=60)
    assert lists.items("list") == [b"%010d" % number for number in (1, 2)]
    for fits, kept in ((200 + 4 + 2 * (40 + 16 + 40), True), (200 + 4 + 2 * (40 + 16 + 40) - 1, False)):
        lists = MemoryStore(max_bytes=fits)
        for number in range(2):
            lists.append("list", b"%040d" % number, max_items=2, ttl_s=60)
        assert (len(lists.items("list")) == 2) is kept


def test_a_snapshot_says_how_long_each_still_lives() -> None:
    clock = HandClock()
    clock.now = 100
    store = MemoryStore(clock=clock)
    store.set("key", b"value", ttl_s=60)
    clock.now = 130
    store.add_within({"count": 5}, 3, ttl_s=20)
    assert store.snapshot() == [("key", b"value", 30), ("count", 3, 20)]


def test_an_entry_ends_at_its_second_and_not_before() -> None:
    clock = HandClock()
    clock.now = 100.5
    store = MemoryStore(clock=clock)
    store.set("key", b"value", ttl_s=10)
    store.add_within({"count": 5}, 3, ttl_s=10)
    clock.now = 110.25
    assert (store.get("key"), store.counter("count")) == (b"value", 3)
    assert store.add_within({"count": 5}, 2, ttl_s=1000)
    assert not store.add_within({"count": 5}, 1, ttl_s=1000)
    for now in (110.5, 2000.0):
        clock.now = now
        assert (store.get("key"), store.counter("count")) == (None, 0)


def test_what_was_taken_back_is_room_again() -> None:
    store = MemoryStore()
    assert store.add_within({"a": 10, "b": 5}, 5, ttl_s=60)
    assert not store.add_within({"a": 10, "b": 5}, 1, ttl_s=60)
    assert (store.counter("a"), store.counter("b")) == (5, 5), "all or none"
    assert store.add_within({"a": 0, "b": 0}, -3, ttl_s=60)
    assert (store.counter("a"), store.counter("b")) == (2, 2)
    assert store.add_within({"a": 0}, -30, ttl_s=60)
    assert store.counter("a") == 0

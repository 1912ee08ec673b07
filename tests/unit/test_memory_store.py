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

"""The store in this process's memory: bounded in keys and in bytes, with expiry, oldest out first."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from violet.store.base import NOTHING
from violet.store.stamps import Stamper, unstamped

MAX_KEYS = 50_000
MAX_BYTES = 64 * 1024 * 1024
ENTRY_OVERHEAD_BYTES = 200
ITEM_OVERHEAD_BYTES = 40
SWEEP_PAUSE_S = 1.0

Value = bytes | list[bytes] | int


@dataclass(slots=True)
class _Entry:
    value: Value
    expires_at: float
    size: int


class MemoryStore:
    """See `MergingStore`. `clock` is monotonic seconds."""

    shared = False

    def __init__(
        self, *, max_keys: int = MAX_KEYS, max_bytes: int = MAX_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._bytes = 0
        self._max_keys = max_keys
        self._max_bytes = max_bytes
        self._clock = clock
        self._swept_at = float("-inf")
        self._stamp = Stamper()
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            value = self._value(key)
            return value if isinstance(value, bytes) else None

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        return [self.get(key) for key in keys]

    def set(self, key: str, value: bytes, *, ttl_s: float) -> None:
        with self._lock:
            self._put(key, value, ttl_s)

    def set_many(self, entries: Mapping[str, bytes], *, ttl_s: float) -> None:
        for key, value in entries.items():
            self.set(key, value, ttl_s=ttl_s)

    def set_if_absent(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        with self._lock:
            if self._value(key) is not None:
                return False
            self._put(key, value, ttl_s)
            return True

    def delete(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._drop(key)

    def append(
        self, key: str, item: bytes, *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        self.merge(key, [self._stamp(item)], max_items=max_items, ttl_s=ttl_s, beside=beside)

    def items(self, key: str) -> Sequence[bytes]:
        return unstamped(self.members(key))

    def members(self, key: str) -> list[bytes]:
        with self._lock:
            return list(self._list(key))

    def merge(
        self, key: str, members: Sequence[bytes], *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        with self._lock:
            self._merge(key, members, max_items, ttl_s)
            for name, value in beside.items():
                self._put(name, value, ttl_s)

    def replace(self, key: str, members: Sequence[bytes], *, ttl_s: float) -> None:
        """Makes the list at `key` hold exactly these stamped items."""
        with self._lock:
            self._drop(key)
            self._merge(key, members, len(members), ttl_s)

    def move_list(self, source: str, target: str, *, max_items: int, ttl_s: float) -> None:
        with self._lock:
            self._merge(target, self._list(source), max_items, ttl_s)
            self._drop(source)

    def add_within(self, ceilings: Mapping[str, int], amount: int, *, ttl_s: float) -> bool:
        with self._lock:
            totals = {key: self._count(key) + amount for key in ceilings}
            if amount > 0 and any(totals[key] > ceiling for key, ceiling in ceilings.items()):
                return False
            for key, total in totals.items():
                remaining = self._entries[key].expires_at - self._clock() if key in self._entries else ttl_s
                self._put(key, max(0, total), remaining)
            return True

    def counter(self, key: str) -> int:
        with self._lock:
            return self._count(key)

    def _count(self, key: str) -> int:
        value = self._value(key)
        return value if isinstance(value, int) else 0

    def ping(self) -> bool:
        return True

    def snapshot(self) -> list[tuple[str, Value, float]]:
        """Everything that has not expired: key, value (lists stamped) and the seconds it still has to live."""
        with self._lock:
            self._sweep()
            now = self._clock()
            return [(key, entry.value, entry.expires_at - now) for key, entry in self._entries.items()]

    def _value(self, key: str) -> Value | None:
        entry = self._entries.get(key)
        if entry is None:
            return None
        if entry.expires_at <= self._clock():
            self._drop(key)
            return None
        return entry.value

    def _list(self, key: str) -> list[bytes]:
        value = self._value(key)
        return value if isinstance(value, list) else []

    def _merge(self, key: str, members: Sequence[bytes], max_items: int, ttl_s: float) -> None:
        if members:
            self._put(key, sorted({*self._list(key), *members})[-max_items:], ttl_s)

    def _put(self, key: str, value: Value, ttl_s: float) -> None:
        self._drop(key)
        size = _size(value) + len(key) + ENTRY_OVERHEAD_BYTES
        self._entries[key] = _Entry(value, self._clock() + ttl_s, size)
        self._bytes += size
        if self._full() and self._clock() - self._swept_at >= SWEEP_PAUSE_S:
            self._sweep()
        while self._full():
            self._drop(next(iter(self._entries)))

    def _full(self) -> bool:
        return len(self._entries) > self._max_keys or self._bytes > self._max_bytes

    def _sweep(self) -> None:
        """What has expired goes before anything that has not."""
        self._swept_at = self._clock()
        for key in [key for key, entry in self._entries.items() if entry.expires_at <= self._swept_at]:
            self._drop(key)

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= entry.size


def _size(value: Value) -> int:
    if isinstance(value, bytes):
        return len(value)
    return sum(len(item) + ITEM_OVERHEAD_BYTES for item in value) if isinstance(value, list) else 8

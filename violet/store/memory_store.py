"""The store in this process's memory: bounded in keys and in bytes, with expiry, oldest out first."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MAX_KEYS = 50_000
MAX_BYTES = 64 * 1024 * 1024
ENTRY_OVERHEAD_BYTES = 200


@dataclass(slots=True)
class _Entry:
    value: bytes | list[bytes] | int
    expires_at: float
    size: int


class MemoryStore:
    """See `Store`. `clock` is monotonic seconds."""

    shared = False

    def __init__(
        self, *, max_keys: int = MAX_KEYS, max_bytes: int = MAX_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._bytes = 0
        self._max_keys = max_keys
        self._max_bytes = max_bytes
        self._clock = clock
        self._lock = threading.Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            value = self._value(key)
            return value if isinstance(value, bytes) else None

    def set(self, key: str, value: bytes, *, ttl_s: int) -> None:
        with self._lock:
            self._put(key, value, ttl_s)

    def set_if_absent(self, key: str, value: bytes, *, ttl_s: int) -> bool:
        with self._lock:
            if self._value(key) is not None:
                return False
            self._put(key, value, ttl_s)
            return True

    def delete(self, *keys: str) -> None:
        with self._lock:
            for key in keys:
                self._drop(key)

    def append(self, key: str, item: bytes, *, max_items: int, ttl_s: int) -> None:
        with self._lock:
            self._put(key, [*self._list(key), item][-max_items:], ttl_s)

    def items(self, key: str) -> Sequence[bytes]:
        with self._lock:
            return list(self._list(key))

    def move_list(self, source: str, target: str, *, max_items: int, ttl_s: int) -> None:
        with self._lock:
            moved = self._list(source)
            if moved:
                self._put(target, [*self._list(target), *moved][-max_items:], ttl_s)
            self._drop(source)

    def add_within(self, key: str, amount: int, *, ceiling: int, ttl_s: int) -> bool:
        with self._lock:
            current = self._value(key)
            total = (current if isinstance(current, int) else 0) + amount
            if amount > 0 and total > ceiling:
                return False
            remaining = self._entries[key].expires_at - self._clock() if key in self._entries else ttl_s
            self._put(key, max(0, total), remaining)
            return True

    def counter(self, key: str) -> int:
        with self._lock:
            value = self._value(key)
            return value if isinstance(value, int) else 0

    def ping(self) -> bool:
        return True

    def _value(self, key: str) -> bytes | list[bytes] | int | None:
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

    def _put(self, key: str, value: bytes | list[bytes] | int, ttl_s: float) -> None:
        self._drop(key)
        size = _size(value) + len(key) + ENTRY_OVERHEAD_BYTES
        self._entries[key] = _Entry(value, self._clock() + ttl_s, size)
        self._bytes += size
        while len(self._entries) > self._max_keys or self._bytes > self._max_bytes:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        entry = self._entries.pop(key, None)
        if entry is not None:
            self._bytes -= entry.size


def _size(value: bytes | list[bytes] | int) -> int:
    if isinstance(value, bytes):
        return len(value)
    return sum(len(item) + 40 for item in value) if isinstance(value, list) else 8

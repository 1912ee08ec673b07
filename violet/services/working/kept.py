"""A bounded dictionary whose entries end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """Safe to use from several threads. Reading takes no lock: a thread that loses the processor while it holds one
    would stop all the others, and they read at every request."""

    def __init__(self, most: int, kept_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._kept_s = kept_s
        self._clock = clock
        self._entries: dict[K, tuple[float, V]] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        entry = self._entries.get(key)
        return entry[1] if entry is not None and entry[0] > self._clock() else None

    def put(self, key: K, value: V) -> None:
        """What has ended goes, and where there is no room what was put longest ago."""
        now = self._clock()
        with self._lock:
            self._entries.pop(key, None)
            while self._entries:
                oldest = next(iter(self._entries))
                if len(self._entries) < self._most and self._entries[oldest][0] > now:
                    break
                del self._entries[oldest]
            self._entries[key] = (now + self._kept_s, value)

    def pop(self, key: K) -> None:
        with self._lock:
            self._entries.pop(key, None)

    def clear(self) -> None:
        with self._lock:
            self._entries.clear()

"""Stamps: what makes list items unique and puts them in order of arrival, whichever worker or store held them.

A stamped item is 8 bytes of Unix microseconds, 8 random bytes and the item. As bytes, and so as members of a Redis
sorted set with equal scores, stamped items sort by arrival.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable

STAMP_BYTES = 16


def _unix_microseconds() -> int:
    return time.time_ns() // 1000


class Stamper:
    """Stamps items; of two calls in one process the later one always sorts behind. Safe across threads and forks."""

    def __init__(self, now_us: Callable[[], int] = _unix_microseconds) -> None:
        self._now_us = now_us
        self._last_us = 0
        self._lock = threading.Lock()

    def __call__(self, item: bytes) -> bytes:
        with self._lock:
            self._last_us = max(self._now_us(), self._last_us + 1)
            return self._last_us.to_bytes(8, "big") + os.urandom(8) + item


def unstamped(members: Iterable[bytes]) -> list[bytes]:
    return [member[STAMP_BYTES:] for member in members]

"""How many may read at a time, in all and of one host."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from violet.ports import Failure, ProviderError

NAME = "calendar_feed"


class Places:
    """Safe to use from several threads. A host that is slow takes the places it may have, and leaves the others."""

    def __init__(self, in_all: int, of_a_host: int, *, wait_s: float) -> None:
        """Who finds no place waits `wait_s` seconds for one."""
        self._in_all = in_all
        self._of_a_host = of_a_host
        self._wait_s = wait_s
        self._taken: Counter[str] = Counter()
        self._changed = threading.Condition()

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        """Raises ProviderError (BUSY)."""
        deadline = time.monotonic() + self._wait_s
        with self._changed:
            if not self._changed.wait_for(lambda: self._has_room(host), deadline - time.monotonic()):
                raise ProviderError(NAME, Failure.BUSY)
            self._taken[host] += 1
        try:
            yield
        finally:
            with self._changed:
                self._taken[host] -= 1
                self._taken += Counter()  # forgets the hosts that have none
                self._changed.notify_all()

    def _has_room(self, host: str) -> bool:
        return self._taken.total() < self._in_all and self._taken[host] < self._of_a_host

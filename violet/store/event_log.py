"""What happens in a streamed answer, written down while it happens, so that a reader who was cut off reads on.

A log has an owner and entries numbered from 1; it ends once, and is gone some minutes after its last entry. This one
keeps logs in this process's memory, bounded in bytes, and with so many logs for each owner; oldest out first.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

LOG_TTL_S = 600.0
MAX_LOGS_OF_OWNER = 10
MAX_BYTES = 8 * 1024 * 1024
LOG_OVERHEAD_BYTES = 400
ENTRY_OVERHEAD_BYTES = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """The entries after the one asked for, in order, the first of them with the number `first`. `ended` is True where
    no more will come."""

    first: int
    entries: tuple[bytes, ...]
    ended: bool


class EventLog(Protocol):
    """Every method is safe to call from several threads; none raises because a backing service is away."""

    def open(self, name: str, owner: str) -> None:
        """Begins a log. The owner's oldest go where there are too many."""
        ...

    def append(self, name: str, number: int, entry: bytes) -> None:
        """Adds entry `number`: 1, then 2, and so on, by one writer."""
        ...

    def end(self, name: str, last: int) -> None:
        """Says that entry `last` was the last one."""
        ...

    def owner(self, name: str) -> str | None:
        """Whose log that is; None where there is none (any more)."""
        ...

    def read(self, name: str, after: int, *, wait_s: float) -> Reading | None:
        """What came after entry `after`, at once where there is something, else within `wait_s`. None where there is no
        such log (any more)."""
        ...


@dataclass(slots=True)
class _Log:
    owner: str
    expires_at: float
    entries: list[bytes] = field(default_factory=list)
    ended: bool = False
    size: int = LOG_OVERHEAD_BYTES
    changed: threading.Condition = field(default_factory=threading.Condition)


class MemoryEventLog:
    """See `EventLog`. `clock` is monotonic seconds."""

    def __init__(self, *, max_bytes: int = MAX_BYTES, clock: Callable[[], float] = time.monotonic) -> None:
        self._logs: OrderedDict[str, _Log] = OrderedDict()
        self._bytes = 0
        self._max_bytes = max_bytes
        self._clock = clock
        self._lock = threading.Lock()

    def open(self, name: str, owner: str) -> None:
        with self._lock:
            self._sweep(owner)
            self._logs[name] = _Log(owner, self._clock() + LOG_TTL_S)
            self._bytes += LOG_OVERHEAD_BYTES

    def append(self, name: str, number: int, entry: bytes) -> None:
        log = self._found(name)
        if log is None:
            return
        with log.changed:
            log.entries.append(entry)
            log.changed.notify_all()
        with self._lock:
            grown = len(entry) + ENTRY_OVERHEAD_BYTES
            log.size += grown
            log.expires_at = self._clock() + LOG_TTL_S
            if name in self._logs:
                self._bytes += grown
            while self._bytes > self._max_bytes:
                self._drop(next(iter(self._logs)))

    def end(self, name: str, last: int) -> None:
        log = self._found(name)
        if log is not None:
            with log.changed:
                log.ended = True
                log.changed.notify_all()

    def owner(self, name: str) -> str | None:
        log = self._found(name)
        return log.owner if log is not None else None

    def read(self, name: str, after: int, *, wait_s: float) -> Reading | None:
        log = self._found(name)
        if log is None:
            return None
        with log.changed:
            log.changed.wait_for(lambda: log.ended or len(log.entries) > after, timeout=wait_s)
            return Reading(after + 1, tuple(log.entries[after:]), log.ended)

    def _found(self, name: str) -> _Log | None:
        with self._lock:
            log = self._logs.get(name)
            if log is not None and log.expires_at <= self._clock():
                self._drop(name)
                return None
            return log

    def _sweep(self, owner: str) -> None:
        """Drops what has expired, and of the owner's all but the newest, so that there is room for one more."""
        now = self._clock()
        for name in [name for name, log in self._logs.items() if log.expires_at <= now]:
            self._drop(name)
        own = [name for name, log in self._logs.items() if log.owner == owner]
        for name in own[: max(0, len(own) + 1 - MAX_LOGS_OF_OWNER)]:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._bytes -= self._logs.pop(name).size

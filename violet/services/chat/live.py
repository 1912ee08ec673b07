"""Streamed turns, which go on without their reader: each runs in a thread of its own and writes down what happens;
whoever asked reads that, and reads on after the last thing it heard where it was cut off.
"""

from __future__ import annotations

import contextvars
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import structlog

from violet.errors import NotFound, RateLimited, Unavailable
from violet.store.base import Store
from violet.store.event_log import EventLog

log = structlog.get_logger(__name__)

MAX_RUNNING_OF_OWNER = 5
MAX_READERS_OF_OWNER = 5
# Turns and readings that were not counted out, because their process died, are forgotten after this.
COUNT_TTL_S = 60.0
KEEP_ALIVE_S = 10.0
# A turn ends within its deadline; one that says nothing for longer has died with its process.
MAX_SILENCE_S = 30.0
BUSY = "A few of your questions are still being answered. Please wait for them."
GONE = "That answer is no longer here. Please ask again."

Entry = tuple[int, bytes]


class LiveTurns:
    """`max_running` bounds the turns that run at once in this process."""

    def __init__(self, events: EventLog, store: Store, *, max_running: int) -> None:
        self._events = events
        self._store = store
        self._max_running = max_running
        self._free = threading.BoundedSemaphore(max_running)
        self._pool: ThreadPoolExecutor | None = None
        self._pool_pid = 0
        self._lock = threading.Lock()

    def begin(self, turn_id: str, owner: str, entries: Iterator[bytes]) -> None:
        """Runs a turn to its end, in a copy of this context: `entries` does its work while it is read, and is read to
        its end. Raises RateLimited, or Unavailable where too many run here."""
        if not self._free.acquire(blocking=False):
            raise Unavailable(retry_after_s=1)
        if not self._store.add_within(_running(owner), 1, ttl_s=COUNT_TTL_S):
            self._free.release()
            raise RateLimited(BUSY, retry_after_s=2)
        self._events.open(turn_id, owner)
        context = contextvars.copy_context()
        turn = self._threads().submit(context.run, self._run, turn_id, owner, entries)
        turn.add_done_callback(lambda _: self._free.release())

    def resume(self, turn_id: str, *, owners: list[str], after: int) -> Iterator[Entry | None] | None:
        """What came after entry `after` of a turn of one of `owners`, as `follow` has it; None where nothing comes.
        Raises NotFound, RateLimited."""
        owner = self._events.owner(turn_id)
        if owner is None or owner not in owners:
            raise NotFound(GONE)
        reading = self._events.read(turn_id, after, wait_s=0)
        if reading is not None and reading.ended and not reading.entries:
            return None
        readers = {f"turns:readers:{owner}": MAX_READERS_OF_OWNER}
        if not self._store.add_within(readers, 1, ttl_s=COUNT_TTL_S):
            raise RateLimited(BUSY, retry_after_s=2)
        return self._counted(readers, turn_id, after)

    def follow(self, turn_id: str, after: int = 0) -> Iterator[Entry | None]:
        """Each entry with its number, as they come, until the turn has ended; None where nothing came for a while."""
        silence_s = 0.0
        while silence_s < MAX_SILENCE_S:
            reading = self._events.read(turn_id, after, wait_s=KEEP_ALIVE_S)
            if reading is None:
                return
            for after, entry in enumerate(reading.entries, reading.first):
                yield after, entry
            if reading.ended:
                return
            silence_s = 0.0 if reading.entries else silence_s + KEEP_ALIVE_S
            if not reading.entries:
                yield None

    def _counted(self, readers: dict[str, int], turn_id: str, after: int) -> Iterator[Entry | None]:
        try:
            yield from self.follow(turn_id, after)
        finally:
            self._store.add_within(readers, -1, ttl_s=COUNT_TTL_S)

    def _run(self, turn_id: str, owner: str, entries: Iterator[bytes]) -> None:
        number = 0
        try:
            for number, entry in enumerate(entries, 1):
                self._events.append(turn_id, number, entry)
        except Exception as error:
            log.error("turn_failed", error_type=type(error).__name__, exc_info=True)
            raise
        finally:  # its end last: whoever hears of it may ask again at once
            self._store.add_within(_running(owner), -1, ttl_s=COUNT_TTL_S)
            self._events.end(turn_id, number)

    def _threads(self) -> ThreadPoolExecutor:
        """This process's; a forked worker makes its own."""
        with self._lock:
            if self._pool is None or self._pool_pid != os.getpid():
                self._pool = ThreadPoolExecutor(self._max_running, thread_name_prefix="turn")
                self._pool_pid = os.getpid()
            return self._pool


def _running(owner: str) -> dict[str, int]:
    return {f"turns:running:{owner}": MAX_RUNNING_OF_OWNER}

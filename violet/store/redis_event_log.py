"""Logs as Redis Streams, so that whichever worker a reader comes back to reads on; in memory too, where the writer is.

Whoever wrote a log reads it from memory, which costs Redis nothing. Another worker looks in Redis every so often: a
command that blocks there would hold one of the few connections that everybody shares. While Redis is away, a log is
where its writer is.
"""

from __future__ import annotations

import time
from typing import Any, cast

from redis.exceptions import RedisError

from violet.observability.reasons import why
from violet.store.event_log import LOG_TTL_S, MAX_LOGS_OF_OWNER, EventLog, Reading
from violet.store.failover_store import FailoverStore

LOOK_EVERY_S = 0.1
TTL_MS = round(LOG_TTL_S * 1000)
OWNER, ENTRY, END = b"o", b"e", b"z"
# The id of the first item of a stream: that of entry n is "n-0".
HEAD = "0-1"


class SharedEventLog:
    """See `EventLog`. `here` is this process's own."""

    def __init__(self, store: FailoverStore, here: EventLog) -> None:
        self._store = store
        self._here = here

    def open(self, name: str, owner: str) -> None:
        self._here.open(name, owner)
        self._in_redis(lambda: self._open(name, owner))

    def append(self, name: str, number: int, entry: bytes) -> None:
        self._here.append(name, number, entry)
        self._in_redis(lambda: self._add(name, f"{number}-0", ENTRY, entry))

    def end(self, name: str, last: int) -> None:
        self._here.end(name, last)
        self._in_redis(lambda: self._add(name, f"{last}-2", END, b""))

    def owner(self, name: str) -> str | None:
        own = self._here.owner(name)
        if own is not None:
            return own
        items = self._in_redis(lambda: self._store.client.xrange(_key(name), HEAD, HEAD))
        return items[0][1][OWNER].decode() if items else None

    def read(self, name: str, after: int, *, wait_s: float) -> Reading | None:
        until = time.monotonic() + wait_s
        while True:
            reading = self._here.read(name, after, wait_s=wait_s) or self._read_redis(name, after)
            left = until - time.monotonic()
            if reading is None or reading.entries or reading.ended or left <= 0:
                return reading
            time.sleep(min(LOOK_EVERY_S, left))

    def _read_redis(self, name: str, after: int) -> Reading | None:
        """At once. Where entries are missing, because Redis was away while they were written, there is no log."""
        queue = self._pipeline()
        queue.exists(_key(name))
        queue.xrange(_key(name), f"{after}-1", "+")  # the end mark of entry n is "n-2"
        found = self._in_redis(queue.execute)
        if not found or not found[0]:
            return None
        items = cast("list[tuple[bytes, dict[bytes, bytes]]]", found[1])
        entries = {number: fields[ENTRY] for number, fields in items if ENTRY in fields}
        if list(entries) != [b"%d-0" % number for number in range(after + 1, after + 1 + len(entries))]:
            return None
        return Reading(after + 1, tuple(entries.values()), any(END in fields for _, fields in items))

    def _open(self, name: str, owner: str) -> None:
        own = f"turns:{owner}"
        queue = self._pipeline()
        queue.lpush(own, name)
        queue.lrange(own, MAX_LOGS_OF_OWNER, -1)
        queue.ltrim(own, 0, MAX_LOGS_OF_OWNER - 1)
        queue.pexpire(own, TTL_MS)
        queue.xadd(_key(name), {OWNER: owner}, id=HEAD)
        queue.pexpire(_key(name), TTL_MS)
        surplus = [_key(old.decode()) for old in queue.execute()[1]]
        if surplus:
            self._store.client.delete(*surplus)

    def _add(self, name: str, number: str, field: bytes, value: bytes) -> None:
        queue = self._pipeline()
        queue.xadd(_key(name), {field: value}, id=number)
        queue.pexpire(_key(name), TTL_MS)
        queue.execute()

    def _pipeline(self) -> Any:
        return self._store.client.pipeline(transaction=True)

    def _in_redis(self, command: Any) -> Any:
        """What the command answers; None where Redis does not."""
        if not self._store.shared:
            return None
        try:
            return command()
        except RedisError as error:
            self._store.breaker.trip(why(error))
            return None


def _key(name: str) -> str:
    return f"turn:{name}"

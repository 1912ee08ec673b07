"""Redis as long as it serves, this process's memory while it does not, and everything back in Redis afterwards.

While Redis serves, memory keeps a copy of what this worker wrote or read, so that a conversation goes on when Redis
goes away. What is written meanwhile is journaled and replayed when Redis is back; a Redis that came back empty gets the
copies too. Copies of lists are short-lived, because another worker may have cleared the original.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import redis
import structlog
from redis.exceptions import RedisError

from violet.breaker import FIRST_PROBE_S, Breaker, Probe
from violet.observability.reasons import why
from violet.store.base import NOTHING, MergingStore
from violet.store.memory_store import MemoryStore
from violet.store.redis_store import RedisStore
from violet.store.stamps import Stamper, unstamped

log = structlog.get_logger(__name__)

T = TypeVar("T")
Write = Callable[[MergingStore, float], T]

LIST_COPY_S = 900.0
LONGEST_JOURNAL = 10_000
NO_CEILING = 2**53
LEAST_REPLAYED = 100
WRITERS_TURN_S = 0.001


@dataclass(frozen=True, slots=True)
class _Entry:
    """A write to be made again; `is_in_copy` where restoring the copy does the same and both would be too much."""

    write: Write[object]
    expires_at: float
    is_in_copy: bool


class FailoverStore:
    """See `Store`. `list_ttl_s` is how long a list lives that had to be restored; `clock` is monotonic seconds."""

    def __init__(
        self,
        primary: RedisStore,
        local: MemoryStore,
        *,
        list_ttl_s: float,
        clock: Callable[[], float] = time.monotonic,
        probe_pause_s: float = FIRST_PROBE_S,
    ) -> None:
        self._primary = primary
        self._local = local
        self._list_ttl_s = list_ttl_s
        self._clock = clock
        self._stamp = Stamper()
        self._journal: list[_Entry] = []
        self._journal_is_enough = True
        self._lock = threading.Lock()
        self.breaker = Breaker("redis", probe=Probe(self._come_back, (RedisError,)), pause_s=probe_pause_s)

    @property
    def client(self) -> redis.Redis:
        """For others that keep something in the same Redis; they share the breaker as well."""
        return self._primary.client

    @property
    def shared(self) -> bool:
        return not self.breaker.open

    def get(self, key: str) -> bytes | None:
        return self._read(lambda store: store.get(key))

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        return self._read(lambda store: store.get_many(keys))

    def set(self, key: str, value: bytes, *, ttl_s: float) -> None:
        self._write(lambda store, ttl: store.set(key, value, ttl_s=ttl), ttl_s=ttl_s)

    def set_many(self, entries: Mapping[str, bytes], *, ttl_s: float) -> None:
        self._write(lambda store, ttl: store.set_many(entries, ttl_s=ttl), ttl_s=ttl_s)

    def set_if_absent(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        return self._write(
            lambda store, ttl: store.set_if_absent(key, value, ttl_s=ttl),
            again=lambda store, ttl: store.set(key, value, ttl_s=ttl),
            ttl_s=ttl_s,
        )

    def delete(self, *keys: str) -> None:
        self._write(lambda store, _: store.delete(*keys), ttl_s=self._list_ttl_s)

    def append(
        self, key: str, item: bytes, *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        members = [self._stamp(item)]
        self._write(
            lambda store, ttl: store.merge(key, members, max_items=max_items, ttl_s=ttl, beside=beside),
            ttl_s=ttl_s,
            copy_ttl_s=LIST_COPY_S,
        )

    def items(self, key: str) -> Sequence[bytes]:
        return unstamped(self._read(lambda store: store.members(key), copy_to=key))

    def move_list(self, source: str, target: str, *, max_items: int, ttl_s: float) -> None:
        self._write(
            lambda store, ttl: store.move_list(source, target, max_items=max_items, ttl_s=ttl),
            ttl_s=ttl_s,
            copy_ttl_s=LIST_COPY_S,
        )

    def add_within(self, ceilings: Mapping[str, int], amount: int, *, ttl_s: float) -> bool:
        """While Redis is away each worker counts what it added itself. An addition that Redis did not confirm is made
        again when it is back: a budget is rather counted twice than overspent."""
        unbounded = dict.fromkeys(ceilings, NO_CEILING)
        return self._write(
            lambda store, ttl: store.add_within(ceilings, amount, ttl_s=ttl),
            again=lambda store, ttl: store.add_within(unbounded, amount, ttl_s=ttl),
            ttl_s=ttl_s,
            adds=True,
        )

    def counter(self, key: str) -> int:
        return self._read(lambda store: store.counter(key))

    def ping(self) -> bool:
        """Whether Redis serves. Costs nothing while it is known not to."""
        if self.breaker.open:
            return False
        try:
            return self._primary.ping()
        except RedisError as error:
            self.breaker.trip(why(error))
            return False

    def _read(self, read: Callable[[MergingStore], T], *, copy_to: str | None = None) -> T:
        if not self.breaker.open:
            try:
                value = read(self._primary)
            except RedisError as error:
                self.breaker.trip(why(error))
            else:
                if copy_to is not None and isinstance(value, list):
                    self._local.replace(copy_to, value, ttl_s=LIST_COPY_S)
                return value
        return read(self._local)

    def _write(
        self,
        write: Write[T],
        *,
        ttl_s: float,
        again: Write[object] | None = None,
        copy_ttl_s: float | None = None,
        adds: bool = False,
    ) -> T:
        """Writes where it can be written now. `again` is what repeats a write that took effect (False means it did
        not): on the copy, and on Redis when it is back."""
        repeat = again or write
        if not self.breaker.open:
            try:
                result = write(self._primary, ttl_s)
            except RedisError as error:
                self.breaker.trip(why(error))
            else:
                if result is not False:
                    repeat(self._local, min(ttl_s, copy_ttl_s or ttl_s))
                return result
        with self._lock:
            if self.breaker.open:
                result = write(self._local, ttl_s)
                if result is not False:
                    self._note(_Entry(repeat, self._clock() + ttl_s, is_in_copy=adds))
                return result
        return self._write(write, ttl_s=ttl_s, again=again, copy_ttl_s=copy_ttl_s, adds=adds)

    def _note(self, entry: _Entry) -> None:
        if len(self._journal) >= LONGEST_JOURNAL:
            del self._journal[: LONGEST_JOURNAL // 10]
            self._journal_is_enough = False
        self._journal.append(entry)

    def _come_back(self) -> None:
        """The breaker's probe: brings Redis up to date, and closes the breaker once nothing is left to replay.

        Whoever writes meanwhile may do so faster than the journal is replayed. So each round leaves it a quarter
        shorter than the one before, with the writers waiting, and lets those who waited write before the next.
        """
        if not self._primary.recognize():
            self._journal_is_enough = False
        left = len(self._journal)
        while self.breaker.open:
            if not self._journal_is_enough:
                self._restore()
            left = self._replay_until(max(0, left - max(left // 4, LEAST_REPLAYED)))
            time.sleep(WRITERS_TURN_S)

    def _restore(self) -> None:
        with self._lock:
            held = self._local.snapshot()
            self._journal = [entry for entry in self._journal if not entry.is_in_copy]
            self._journal_is_enough = True
        copies = [(key, value, self._list_ttl_s if isinstance(value, list) else ttl_s) for key, value, ttl_s in held]
        try:
            self._primary.restore(copies)
        except RedisError:
            self._journal_is_enough = False
            raise
        log.warning("store_restored", keys=len(copies))

    def _replay_until(self, left: int) -> int:
        """Replays the oldest of the journal until no more than `left` are left. Returns how many are."""
        done = 0
        with self._lock:
            try:
                for entry in self._journal[: max(0, len(self._journal) - left)]:
                    ttl_s = entry.expires_at - self._clock()
                    if ttl_s > 0:
                        entry.write(self._primary, ttl_s)
                    done += 1
            finally:
                del self._journal[:done]
            if not self._journal and self._journal_is_enough:
                self.breaker.close()
            return len(self._journal)

"""Words that every process which shares a Redis hears at once, by pub/sub: "what you know of person 7 has changed"."""

from __future__ import annotations

import select
import threading
import time
from typing import Any, Protocol

import structlog
from redis.exceptions import RedisError

from violet.store.failover_store import FailoverStore

log = structlog.get_logger(__name__)

CHANNEL = "violet:notices"
PAUSE_S = 1.0


class Hearer(Protocol):
    """What is told; never by two threads at once."""

    def hear(self, word: bytes) -> None: ...

    def miss(self) -> None:
        """Words may have been lost."""
        ...


class Notices:
    """One process's ear and mouth. Listening begins at the first `caught_up`, which is after gunicorn's fork."""

    def __init__(self, store: FailoverStore) -> None:
        self._store = store
        self._connection: Any = None
        self._next_try = float("-inf")
        self._lock = threading.Lock()

    def send(self, word: bytes) -> None:
        """Returns when Redis has handed the word to every process that listens; at once where Redis is away."""
        if not self._store.shared:
            return
        try:
            self._store.client.publish(CHANNEL, word)
            # Redis answers a second command only after it has written out all that the first one caused.
            self._store.client.ping()
        except RedisError as error:
            self._store.breaker.trip(type(error).__name__)

    def caught_up(self, hearer: Hearer) -> bool:
        """Whether `hearer` has been told every word sent before this call; False where Redis cannot be heard."""
        connection = self._connection
        # In this order: a word that is off the connection but not yet told is in the hands of whoever holds the lock.
        if connection is not None and _is_quiet(connection) and not self._lock.locked():
            return True
        with self._lock:
            return self._tell(hearer)

    def _tell(self, hearer: Hearer) -> bool:
        if self._connection is None and not self._listen():
            return False
        try:
            while self._connection.can_read():
                _, _, word = self._connection.read_response()
                hearer.hear(word)
        except (RedisError, OSError) as error:
            log.warning("notices_lost", reason=type(error).__name__)
            self._hang_up(self._connection)
            self._connection = None
            hearer.miss()
            return False
        return True

    def _listen(self) -> bool:
        now = time.monotonic()
        if now < self._next_try or not self._store.shared:
            return False
        self._next_try = now + PAUSE_S
        try:
            connection: Any = self._store.client.connection_pool.get_connection()
        except (RedisError, OSError):
            return False
        try:
            connection.send_command("SUBSCRIBE", CHANNEL)
            connection.read_response()
        except (RedisError, OSError):
            self._hang_up(connection)
            return False
        self._connection = connection
        return True

    def _hang_up(self, connection: Any) -> None:
        connection.disconnect()
        self._store.client.connection_pool.release(connection)


def _is_quiet(connection: Any) -> bool:
    """Whether nothing waits to be read. The socket is asked, as many threads may do at once: the connection's own
    `can_read` goes on to peek, and waits for more where another thread has read in between."""
    poller = select.poll()
    try:
        poller.register(connection._sock, select.POLLIN)
    except (TypeError, ValueError):  # hung up
        return False
    return not poller.poll(0)

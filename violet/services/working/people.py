"""What was just looked up about a person, so that the calls an app makes at once ask the database once.

Only where every process hears of a change (`Notices`): what is kept is as good as the database's answer. Should Redis
fail at the very moment of a change, another process may answer as before for KEPT_S.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from cachetools import TTLCache

from violet.store.notices import Notices

T = TypeVar("T")

MOST_PEOPLE = 5000
KEPT_S = 0.25


class KnownPeople:
    """Safe to use from several threads. Without `notices` nothing is kept."""

    def __init__(self, notices: Notices | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._notices = notices
        self._people: TTLCache[bytes, dict[Hashable, Any]] = TTLCache(MOST_PEOPLE, KEPT_S, timer=clock)
        self._changes = 0
        self._lock = threading.Lock()

    def look_up(self, user_id: int, what: Hashable, find: Callable[[], T]) -> T:
        """What `find` answers, or answered a moment ago for the same person and `what`. What it raises is not kept."""
        if self._notices is None or not self._notices.caught_up(self):
            return find()
        with self._lock:
            known, changes = self._people.get(_word(user_id)), self._changes
        if known is not None and what in known:
            return known[what]  # type: ignore[no-any-return]
        found = find()
        if self._notices.caught_up(self):
            self._keep(user_id, what, found, changes)
        return found

    def forget(self, user_id: int) -> None:
        """After every change of what `look_up` may have answered: for this process and all others."""
        self.hear(_word(user_id))
        if self._notices is not None:
            self._notices.send(_word(user_id))

    def hear(self, word: bytes) -> None:
        with self._lock:
            self._changes += 1
            self._people.pop(word, None)

    def miss(self) -> None:
        with self._lock:
            self._changes += 1
            self._people.clear()

    def _keep(self, user_id: int, what: Hashable, found: Any, changes: int) -> None:
        """Not where anything changed while `found` was looked up: it may be what was before."""
        with self._lock:
            if changes == self._changes:
                self._people.setdefault(_word(user_id), {})[what] = found


def _word(user_id: int) -> bytes:
    return str(user_id).encode()

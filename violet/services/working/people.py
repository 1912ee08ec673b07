"""What was just looked up about a person, so that the calls an app makes at once ask the database once.

Only where every process hears of a change (`Notices`): what is kept is as good as the database's answer. Should Redis
fail at the very moment of a change, another process may answer as before for KEPT_S.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from violet.services.working.kept import Kept
from violet.store.notices import Notices

T = TypeVar("T")

MOST_PEOPLE = 5000
KEPT_S = 0.25


@dataclass(slots=True)
class _Known:
    """The last thing that was looked up about a person; `due` is when somebody looks again."""

    what: Hashable
    found: Any
    due: float


class KnownPeople:
    """Safe to use from several threads. Without `notices` nothing is kept."""

    def __init__(self, notices: Notices | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._notices = notices
        self._clock = clock
        self._people: Kept[bytes, _Known] = Kept(MOST_PEOPLE, KEPT_S, clock)
        self._changes = 0
        self._lock = threading.Lock()

    def look_up(self, user_id: int, what: Hashable, find: Callable[[], T]) -> T:
        """What `find` answers, or answered a moment ago for the same person and `what`. What it raises is not kept."""
        if self._notices is None or not self._notices.caught_up(self):
            return find()
        changes, known, now = self._changes, self._people.get(_word(user_id)), self._clock()
        if known is not None and known.what == what:
            if now < known.due:
                return known.found  # type: ignore[no-any-return]
            known.due = math.inf  # one of us looks again before it ends, and holds up none of the others
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
            self._people.pop(word)

    def miss(self) -> None:
        with self._lock:
            self._changes += 1
            self._people.clear()

    def _keep(self, user_id: int, what: Hashable, found: Any, changes: int) -> None:
        """Not where anything changed while `found` was looked up: it may be what was before."""
        with self._lock:
            if changes == self._changes:
                self._people.put(_word(user_id), _Known(what, found, due=self._clock() + KEPT_S / 2))


def _word(user_id: int) -> bytes:
    return str(user_id).encode()

"""What was read of a linked calendar, whether now or when it last answered.

A reading is kept sealed for some minutes as it is, and for a day to stand in. It is made by threads of their own, one
at a time for each calendar, and nobody waits long where there is an older one: a calendar that drips delays itself.
"""

from __future__ import annotations

import contextvars
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import BaseModel, ValidationError

from violet.domain.announcements import RejectedItem
from violet.domain.time_window import TimeWindow
from violet.ports import Failure, ProviderError
from violet.providers.calendars.base import AccessRevokedError, CalendarEntry, CalendarReading
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import Kind, Link, failure_key, links_of, mark_revoked, read_key

log = structlog.get_logger(__name__)

STALE_KEPT_S = 24 * 3600
# A calendar that failed is left alone for so long.
LEFT_ALONE = timedelta(seconds=30)
# Longer than this nobody waits who has an older reading, or who waits for what somebody else began.
PATIENCE_S = 1.5
# Readings under way in a process; calendars beyond that show what was read before.
MAX_THREADS = 32
MAX_WAITING = 128
# The most problems that are kept of a calendar.
MAX_PROBLEMS = 50

Reader = Callable[[], CalendarReading]


class KeptReading(BaseModel):
    """A reading of the days from `from_day`. `linked_at` tells whether it was of this link. `complete` is False where
    the calendar has more than was read."""

    read_at: datetime
    linked_at: datetime
    from_day: datetime
    entries: tuple[CalendarEntry, ...]
    problems: tuple[RejectedItem, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a calendar: the `reading` is None where nothing is, and `is_fresh` says whether it is of now."""

    reading: KeptReading | None
    is_fresh: bool


class Readings:
    """Of one person's calendars."""

    def __init__(self, ports: CalendarPorts, user_id: int) -> None:
        self._ports = ports
        self._user_id = user_id

    def current(self, link: Link, window: TimeWindow, read: Reader) -> Known:
        """The kept reading while it is fresh, else a new one, else the kept one whatever its age. `read` makes one.
        Raises AccessRevokedError, and DATABASE_DOWN where that has to be noted."""
        kept = self.kept(link)
        if kept is not None and self._is_fresh(kept, window):
            return Known(kept, is_fresh=True)
        if self.failed_at(link) is not None:
            return Known(kept, is_fresh=False)
        flight, is_own = _started(
            (id(self._ports.vault.store), self._user_id, link.kind, link.linked_at),
            lambda: self._read(link, window, read),
        )
        if flight is None:
            return Known(kept, is_fresh=False)
        whole_s = self._ports.here.settings.calendar_budget_s * 2 + PATIENCE_S
        try:
            return Known(flight.result(PATIENCE_S if kept is not None or not is_own else whole_s), is_fresh=True)
        except AccessRevokedError:
            raise
        except (ProviderError, FutureTimeoutError):
            return Known(kept, is_fresh=False)

    def keep(self, link: Link, window: TimeWindow, reading: CalendarReading) -> KeptReading:
        made = KeptReading(
            read_at=self._ports.here.clock(),
            linked_at=link.linked_at,
            from_day=window.start,
            entries=reading.entries,
            problems=reading.problems[:MAX_PROBLEMS],
            complete=reading.complete,
        )
        sealed = self._ports.vault.cipher.encrypt(made.model_dump_json()).encode()
        self._ports.vault.store.set(read_key(self._user_id, link.kind), sealed, ttl_s=STALE_KEPT_S)
        self._ports.vault.store.delete(failure_key(self._user_id, link.kind))
        return made

    def kept(self, link: Link) -> KeptReading | None:
        """The last reading of this link, a day old at the most."""
        sealed = self._ports.vault.store.get(read_key(self._user_id, link.kind))
        text = self._ports.vault.cipher.decrypt(sealed.decode()) if sealed else None
        try:
            kept = KeptReading.model_validate_json(text) if text else None
        except ValidationError:
            return None
        return kept if kept is not None and kept.linked_at == link.linked_at else None

    def failed_at(self, link: Link) -> datetime | None:
        """When the calendar last failed, where that is so recent that it is left alone."""
        noted = self._ports.vault.store.get(failure_key(self._user_id, link.kind))
        failed = datetime.fromisoformat(noted.decode()) if noted else None
        return failed if failed is not None and self._ports.here.clock() - failed < LEFT_ALONE else None

    def _is_fresh(self, kept: KeptReading, window: TimeWindow) -> bool:
        age = self._ports.here.clock() - kept.read_at
        return kept.from_day == window.start and age.total_seconds() < self._ports.here.settings.calendar_cache_ttl_s

    def _read(self, link: Link, window: TimeWindow, read: Reader) -> KeptReading:
        try:
            reading = read()
            self._check_still_linked(link)
            return self.keep(link, window, reading)
        except AccessRevokedError:
            mark_revoked(self._ports.vault, self._user_id, link.kind)
            raise
        except ProviderError as error:
            if error.failure is not Failure.BUSY:  # which is our doing, not the calendar's
                self._note_failure(link.kind)
            raise

    def _check_still_linked(self, link: Link) -> None:
        """What was read of a calendar that was let go meanwhile is nobody's any more."""
        now = links_of(self._ports.vault, self._user_id).get(link.kind)
        if now is None or now.linked_at != link.linked_at:
            raise ProviderError(link.kind, Failure.NOT_FOUND)

    def _note_failure(self, kind: Kind) -> None:
        moment = self._ports.here.clock().isoformat().encode()
        self._ports.vault.store.set(failure_key(self._user_id, kind), moment, ttl_s=int(LEFT_ALONE.total_seconds()))
        log.warning("calendar_not_read", kind=kind, user_id=self._user_id)


class _Flights:
    """The readings under way in this process."""

    def __init__(self) -> None:
        self.pid = os.getpid()
        self.pool = ThreadPoolExecutor(MAX_THREADS, thread_name_prefix="calendar")
        self.under_way: dict[Any, Future[KeptReading]] = {}


_lock = threading.Lock()
_flights: _Flights | None = None


def _started(key: Any, work: Callable[[], KeptReading]) -> tuple[Future[KeptReading] | None, bool]:
    """The reading under way for `key`, else a new one, and whether it is. None where too many wait already."""
    global _flights
    with _lock:
        if _flights is None or _flights.pid != os.getpid():
            _flights = _Flights()
        flights = _flights
        flight = flights.under_way.get(key)
        if flight is not None:
            return flight, False
        if len(flights.under_way) >= MAX_THREADS + MAX_WAITING:
            return None, False
        flight = flights.under_way[key] = flights.pool.submit(contextvars.copy_context().run, work)
    flight.add_done_callback(lambda _: _landed(flights, key))
    return flight, True


def under_way() -> int:
    """How many readings are under way in this process."""
    return len(_flights.under_way) if _flights is not None else 0


def _landed(flights: _Flights, key: Any) -> None:
    with _lock:
        flights.under_way.pop(key, None)

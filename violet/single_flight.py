"""Identical requests that are in flight at the same moment are made once, and all get the one answer. A leaf."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from typing import Any, TypeVar

T = TypeVar("T")


class SingleFlight:
    """Per process; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._flights: dict[Hashable, Future[Any]] = {}

    def __len__(self) -> int:
        """How many are in flight."""
        return len(self._flights)

    def do(
        self, key: Hashable, work: Callable[[], T], *, patience_s: float, own: Callable[[BaseException], bool]
    ) -> tuple[T, bool]:
        """What `work` answers, and whether it was somebody else's. The first to ask for `key` does the work; the
        others wait at most `patience_s` seconds (then TimeoutError) and share the answer or the error. An error that
        is the first one's `own` is not shared: whoever waited does the work after all."""
        with self._lock:
            flight = self._flights.get(key)
            leads = flight is None
            if flight is None:
                flight = self._flights[key] = Future()
        if not leads:
            failure = _failure(flight, patience_s)
            return (work(), False) if failure is not None and own(failure) else (flight.result(), True)
        try:
            answer = work()
        except BaseException as error:
            self._land(key)
            flight.set_exception(error)
            raise
        self._land(key)
        flight.set_result(answer)
        return answer, False

    def _land(self, key: Hashable) -> None:
        with self._lock:
            del self._flights[key]


def _failure(flight: Future[Any], patience_s: float) -> BaseException | None:
    try:
        return flight.exception(timeout=patience_s)
    except FutureTimeoutError as error:
        raise TimeoutError from error

"""What stands around every call to an upstream, whatever library makes it: a bounded number at a time, the circuit
breaker, the one retry policy, and the books (metrics and ledger)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar, cast

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from violet import metrics
from violet.providers.base import Failure, ProviderError
from violet.providers.http.breaker import Breaker
from violet.providers.http.failures import AttemptError, worth_retrying
from violet.providers.http.upstream import Upstream
from violet.providers.usage import BILLED_OUTCOMES, OK, Charge, Ledger, current_ledger

T = TypeVar("T")

# Full jitter: anything from nothing to this, doubling with each attempt.
FIRST_PAUSE_S = 0.15
LONGEST_PAUSE_S = 1.0
# An attempt with less time than this left is not worth making.
LEAST_ATTEMPT_S = 0.05


class Guard:
    """One per upstream and process. Safe to use from several threads."""

    def __init__(self, upstream: Upstream, *, max_concurrent: int, busy_wait_s: float, breaker: Breaker) -> None:
        """At most `max_concurrent` calls at a time; one more waits `busy_wait_s` seconds for its turn, then fails."""
        self.upstream = upstream
        self._slots = threading.BoundedSemaphore(max_concurrent)
        self._busy_wait_s = busy_wait_s
        self._breaker = breaker
        self._jitter = wait_random_exponential(multiplier=FIRST_PAUSE_S, max=LONGEST_PAUSE_S)
        self._retrying = Retrying(
            stop=stop_after_attempt(upstream.attempts) | stop_before_delay(upstream.budget_s - LEAST_ATTEMPT_S),
            wait=self._pause,
            retry=retry_if_exception(worth_retrying),
            reraise=True,
        )

    def call(self, attempt: Callable[[float], T], charges: Sequence[Charge] = ()) -> T:
        """`attempt` gets the seconds it may take and is made again where that can help. Raises ProviderError.

        Attempts OR `stop_before_delay`: with `stop_after_delay` a call may run half as long again as its budget.
        """
        deadline = time.monotonic() + self.upstream.budget_s
        with self.slot():
            return cast("T", self._retrying(self._once, attempt, charges, deadline))

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Holds one of the places for calls under way. Raises ProviderError (BUSY)."""
        if not self._slots.acquire(timeout=self._busy_wait_s):
            metrics.observe_upstream(self.upstream.name, Failure.BUSY, self._busy_wait_s)
            raise ProviderError(self.upstream.name, Failure.BUSY)
        try:
            yield
        finally:
            self._slots.release()

    @contextmanager
    def booked(self, charges: Sequence[Charge]) -> Iterator[Booking]:
        """One attempt: asks breaker and ledger before, tells them and the metrics after. Raises ProviderError."""
        self._breaker.admit()
        booking = Booking(self.upstream.name, charges)
        try:
            yield booking
        except ProviderError as error:
            booking.end(error.failure)
            self._breaker.report(error)
            raise
        except BaseException:
            # Not the upstream's doing: the caller closed a stream, or the process is shutting down.
            booking.end(Failure.CONNECTION)
            raise
        booking.end(OK)
        self._breaker.report(None)

    def _once(self, attempt: Callable[[float], T], charges: Sequence[Charge], deadline: float) -> T:
        with self.booked(charges):
            left = max(LEAST_ATTEMPT_S, deadline - time.monotonic())
            return attempt(min(left, self.upstream.read_timeout_s))

    def _pause(self, state: RetryCallState) -> float:
        """Retry-After where the upstream sent one, in full: a pause that does not fit the budget ends the attempts."""
        error = state.outcome.exception() if state.outcome else None
        asked = error.retry_after_s if isinstance(error, AttemptError) else None
        return self._jitter(state) if asked is None else asked


class Booking:
    """The entry of one attempt in the books. `billed` may be set to what the upstream says it charges for."""

    def __init__(self, provider: str, charges: Sequence[Charge]) -> None:
        self.billed: Sequence[Charge] | None = None
        self._provider = provider
        self._charges = charges
        self._ledger: Ledger | None = current_ledger()
        if self._ledger is not None:
            self._ledger.admit(provider, charges)
        self._began = time.monotonic()

    def end(self, outcome: str) -> None:
        metrics.observe_upstream(self._provider, outcome, time.monotonic() - self._began)
        if self._ledger is None:
            return
        billed = self._charges if outcome in BILLED_OUTCOMES else ()
        if self.billed is not None:
            billed = self.billed
        self._ledger.settle(self._provider, outcome, admitted=self._charges, billed=billed)

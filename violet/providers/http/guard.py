"""What stands around every call to an upstream, whatever library makes it: a bounded number at a time, the circuit
breaker, the one retry policy, and the books (metrics and ledger)."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, stop_before_delay
from tenacity.wait import wait_random_exponential

from violet.breaker import Breaker
from violet.observability import metrics
from violet.observability.logging import plain_line
from violet.ports import Failure, ProviderError
from violet.providers.http.failures import UNHEALTHY, AttemptError, worth_retrying
from violet.providers.http.upstream import Upstream
from violet.providers.http.usage import (
    BILLED_ONCE_ANSWERED,
    BILLED_OUTCOMES,
    CANCELLED,
    OK,
    Charge,
    Ledger,
    current_ledger,
)

T = TypeVar("T")

# Full jitter: anything from nothing to this, doubling with each attempt.
FIRST_PAUSE_S = 0.15
LONGEST_PAUSE_S = 1.0
# An attempt with less time than this left is not worth making.
LEAST_ATTEMPT_S = 0.05


class Attempt:
    """One attempt at a call, and its entry in the books.

    `timeout_s` is how long it may take. `billed` may be set to what the upstream says it charges for; otherwise the
    charges it was admitted with count, where the outcome is one that is billed. `answered` is set when the first of an
    answer is there.
    """

    def __init__(self, provider: str, charges: Sequence[Charge], timeout_s: float) -> None:
        """Raises ProviderError (OVER_BUDGET) where the ledger does not admit the charges."""
        self.timeout_s = timeout_s
        self.billed: Sequence[Charge] | None = None
        self.answered = False
        self._provider = provider
        self._charges = charges
        self._ledger: Ledger | None = current_ledger()
        if self._ledger is not None:
            self._ledger.admit(provider, charges)
        self._began = time.monotonic()

    def end(self, outcome: str) -> None:
        seconds = time.monotonic() - self._began
        metrics.observe_upstream(self._provider, outcome, seconds)
        ms = round(seconds * 1000, 1)
        plain_line(__name__, "upstream_call", provider=self._provider, outcome=str(outcome), ms=ms)
        if self._ledger is None:
            return
        billed = self.billed
        if billed is None:
            served = outcome in BILLED_OUTCOMES or (self.answered and outcome in BILLED_ONCE_ANSWERED)
            billed = self._charges if served else ()
        self._ledger.settle(self._provider, outcome, admitted=self._charges, billed=billed)


class Guard:
    """One per upstream and process. Safe to use from several threads."""

    def __init__(self, upstream: Upstream, *, max_concurrent: int, busy_wait_s: float, breaker: Breaker) -> None:
        """At most `max_concurrent` calls at a time; one more waits `busy_wait_s` seconds for its turn, then fails."""
        self.upstream = upstream
        self._slots = threading.BoundedSemaphore(max_concurrent)
        self._busy_wait_s = busy_wait_s
        self._breaker = breaker
        self._jitter = wait_random_exponential(multiplier=FIRST_PAUSE_S, max=LONGEST_PAUSE_S)
        # Attempts OR `stop_before_delay`: with `stop_after_delay` a call may run half as long again as its budget.
        self._retrying = Retrying(
            stop=stop_after_attempt(upstream.attempts) | stop_before_delay(upstream.budget_s - LEAST_ATTEMPT_S),
            wait=self._pause,
            retry=retry_if_exception(worth_retrying),
            reraise=True,
        )

    def call(self, work: Callable[[Attempt], T], charges: Sequence[Charge] = ()) -> T:
        """`work` makes one attempt, and is asked again where that can help. Raises ProviderError."""
        with self.slot():
            return self.retried(lambda deadline: self._once(work, charges, deadline))

    def retried(self, work: Callable[[float], T]) -> T:
        """`work` with the retry policy; it gets the moment (monotonic seconds) when the budget ends."""
        deadline = time.monotonic() + self.upstream.budget_s
        return self._retrying(work, deadline)

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
    def attempt(self, charges: Sequence[Charge], deadline: float) -> Iterator[Attempt]:
        """Asks breaker and ledger before, tells them and the metrics after. Raises ProviderError."""
        if not self._breaker.admit():
            raise ProviderError(self.upstream.name, Failure.CIRCUIT_OPEN)
        left = max(LEAST_ATTEMPT_S, deadline - time.monotonic())
        attempt = Attempt(self.upstream.name, charges, min(left, self.upstream.read_timeout_s))
        try:
            yield attempt
        except ProviderError as error:
            attempt.end(error.failure)
            self._breaker.report(str(error.failure) if error.failure in UNHEALTHY else None)
            raise
        except BaseException:
            # Not the upstream's doing: whoever reads a stream has closed it, or the process is shutting down.
            attempt.end(CANCELLED)
            raise
        attempt.end(OK)
        self._breaker.report(None)

    def _once(self, work: Callable[[Attempt], T], charges: Sequence[Charge], deadline: float) -> T:
        with self.attempt(charges, deadline) as attempt:
            return work(attempt)

    def _pause(self, state: RetryCallState) -> float:
        """Retry-After where the upstream sent one, in full: a pause that does not fit the budget ends the attempts."""
        error = state.outcome.exception() if state.outcome else None
        if isinstance(error, AttemptError):
            if error.elsewhere:
                return 0.0
            if error.retry_after_s is not None:
                return error.retry_after_s
        return self._jitter(state)

"""A circuit breaker per upstream: after some failures in a row nobody asks for a while, then one call tries."""

from __future__ import annotations

import threading
import time
from contextlib import suppress

import pybreaker
import structlog

from violet.observability import metrics
from violet.ports import Failure, ProviderError
from violet.providers.http.failures import UNHEALTHY

log = structlog.get_logger(__name__)


class Breaker:
    """pybreaker counts and decides; the calls themselves run outside of it, because `CircuitBreaker.call` holds its
    lock for as long as the call takes, which would let only one thread talk to an upstream."""

    def __init__(self, name: str, *, failures: int, reset_s: float) -> None:
        """Opens after `failures` in a row; lets one call try again after `reset_s` seconds."""
        self._name = name
        self._reset_s = reset_s
        self._lock = threading.Lock()
        self._retry_at = 0.0
        self._breaker = pybreaker.CircuitBreaker(fail_max=failures, reset_timeout=reset_s, name=name)

    def admit(self) -> None:
        """Raises ProviderError (CIRCUIT_OPEN) where nobody should ask now."""
        if self._breaker.current_state == pybreaker.STATE_CLOSED:
            return
        with self._lock:
            now = time.monotonic()
            if now < self._retry_at:
                raise ProviderError(self._name, Failure.CIRCUIT_OPEN)
            # This call is the one that tries; the next may after another while, should this one never report.
            self._retry_at = now + self._reset_s

    def report(self, error: ProviderError | None) -> None:
        """Tells how an admitted call ended: None for an answer."""
        was_closed = self._breaker.current_state == pybreaker.STATE_CLOSED
        if error is None or error.failure not in UNHEALTHY:
            if not was_closed:
                self._breaker.close()
                metrics.breaker_state(self._name, "closed")
            elif self._breaker.fail_counter:
                self._breaker.call(_nothing)
            return
        with suppress(pybreaker.CircuitBreakerError, ProviderError):
            self._breaker.call(_raise, error)
        if was_closed and self._breaker.current_state != pybreaker.STATE_CLOSED:
            with self._lock:
                self._retry_at = time.monotonic() + self._reset_s
            metrics.breaker_state(self._name, "open")
            log.warning("breaker_opened", breaker=self._name, reason=str(error.failure))


def _nothing() -> None:
    return None


def _raise(error: ProviderError) -> None:
    raise error

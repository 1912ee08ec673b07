"""The circuit breaker: what has failed is left alone until somebody has found it well again. A leaf.

What every request needs (Redis, the database) is probed from a thread, so that no request pays for finding out. An
upstream is asked again by the calls themselves, one at a time: a probe would cost money, and say nothing of the rest.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from violet.observability import metrics

log = structlog.get_logger(__name__)

FIRST_PROBE_S = 0.25
LONGEST_PAUSE_S = 2.0
CALM_S = 10.0


@dataclass(frozen=True, slots=True)
class Probe:
    """`ask` raises one of `errors` for as long as it is not well."""

    ask: Callable[[], object]
    errors: tuple[type[Exception], ...]


class Breaker:
    """Closed until `failures` are reported in a row, or until `trip`. One warning is logged for each change.

    With a `probe` it is closed by the first that raises nothing. The first comes `pause_s` seconds after opening, or
    later where the last recovery did not hold; the pauses double up to `LONGEST_PAUSE_S`. The thread starts when
    first needed, which is after gunicorn's fork.

    Without one, `admit` lets one caller through every `pause_s` seconds, and what that one reports decides.
    """

    def __init__(
        self, name: str, *, failures: int = 1, pause_s: float = FIRST_PROBE_S, probe: Probe | None = None
    ) -> None:
        self.name = name
        self._most_failures = failures
        self._first_pause_s = pause_s
        self._probe = probe
        self._failures = 0
        self._pause_s = pause_s
        self._retry_at = 0.0
        self._closed = threading.Event()
        self._closed.set()
        self._closed_at = float("-inf")
        self._lock = threading.Lock()
        metrics.breaker_state(name, "closed")  # or the first scrapes would know nothing of it

    @property
    def open(self) -> bool:
        return not self._closed.is_set()

    def admit(self) -> bool:
        """Whether the caller may ask now; `report` is to be told how that ended."""
        if not self.open:
            return True
        if self._probe is not None:
            return False
        with self._lock:
            now = time.monotonic()
            if now < self._retry_at:
                return False
            # This call is the one that tries; the next may after another while, should this one never report.
            self._retry_at = now + self._first_pause_s
            return True

    def report(self, failure: str | None) -> None:
        """How an admitted call ended: None where it went well, else why not, as for `trip`."""
        if failure is None:
            self._failures = 0
            self.close()
            return
        with self._lock:
            self._failures += 1
            enough = self._failures >= self._most_failures
        if enough:
            self.trip(failure)

    def trip(self, reason: str) -> None:
        """Opens. `reason` is for the log (see `reasons.why`), never a message that may hold an address or a key."""
        with self._lock:
            if self.open:
                return
            self._closed.clear()
            now = time.monotonic()
            calm = now - self._closed_at > CALM_S
            self._pause_s = self._first_pause_s if calm else min(self._pause_s * 2, LONGEST_PAUSE_S)
            self._retry_at = now + self._first_pause_s
            metrics.breaker_state(self.name, "open")
            log.warning("breaker_opened", breaker=self.name, reason=reason)
            if self._probe is not None:
                watching = threading.Thread(
                    target=self._watch, args=[self._probe], name=f"{self.name}-probe", daemon=True
                )
                watching.start()

    def close(self) -> None:
        with self._lock:
            if not self.open:
                return
            self._failures = 0
            self._closed_at = time.monotonic()
            metrics.breaker_state(self.name, "closed")
            log.warning("breaker_closed", breaker=self.name)
            self._closed.set()

    def wait_until_closed(self, timeout_s: float) -> bool:
        """Whether it is closed within `timeout_s`."""
        return self._closed.wait(timeout_s)

    def _watch(self, probe: Probe) -> None:
        pause_s = self._pause_s
        while not self._closed.wait(pause_s):
            try:
                probe.ask()
            except probe.errors:
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                self.close()

"""A circuit breaker for what every request needs (Redis, the database): no request ever pays for finding out.

Where the breakers of upstreams let a request try again, this one probes from a thread of its own. A leaf.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog

from violet.observability import metrics

log = structlog.get_logger(__name__)

FIRST_PROBE_S = 0.25
LONGEST_PAUSE_S = 2.0
CALM_S = 10.0


class Breaker:
    """Closed until `trip`; then `probe` runs every so often until it no longer raises one of `errors`.

    The pause between probes doubles up to `LONGEST_PAUSE_S`, and starts longer where the last recovery did not hold.
    One warning is logged for each change. The thread starts when first needed, which is after gunicorn's fork.
    """

    def __init__(
        self,
        name: str,
        probe: Callable[[], object],
        *,
        errors: tuple[type[Exception], ...],
        pause_s: float = FIRST_PROBE_S,
    ) -> None:
        self.name = name
        self._probe = probe
        self._errors = errors
        self._first_pause_s = pause_s
        self._pause_s = pause_s
        self._closed = threading.Event()
        self._closed.set()
        self._closed_at = float("-inf")
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        return not self._closed.is_set()

    def trip(self, reason: str) -> None:
        """Opens. `reason` is a word for the log, never a message that may hold an address or a key."""
        with self._lock:
            if self.open:
                return
            self._closed.clear()
            calm = time.monotonic() - self._closed_at > CALM_S
            self._pause_s = self._first_pause_s if calm else min(self._pause_s * 2, LONGEST_PAUSE_S)
            metrics.breaker_state(self.name, "open")
            log.warning("breaker_opened", breaker=self.name, reason=reason)
            threading.Thread(target=self._watch, name=f"{self.name}-probe", daemon=True).start()

    def close(self) -> None:
        with self._lock:
            if not self.open:
                return
            self._closed_at = time.monotonic()
            metrics.breaker_state(self.name, "closed")
            log.warning("breaker_closed", breaker=self.name)
            self._closed.set()

    def wait_until_closed(self, timeout_s: float) -> bool:
        """Whether it is closed within `timeout_s`."""
        return self._closed.wait(timeout_s)

    def _watch(self) -> None:
        pause_s = self._pause_s
        while not self._closed.wait(pause_s):
            try:
                self._probe()
            except self._errors:
                pause_s = min(pause_s * 2, LONGEST_PAUSE_S)
            else:
                self.close()

"""Which model to ask: the first of the configured ones that has not just turned us away."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

from violet.ports import Failure
from violet.providers.gemini.errors import attempt_error
from violet.providers.http import AttemptError

# How long a model is left alone, in seconds: one that is gone, one whose quota is used up, one that is overloaded.
REST_S = {Failure.NOT_FOUND: 3600.0, Failure.RATE_LIMITED: 30.0, Failure.SERVER_ERROR: 5.0}


class Models:
    """Safe to use from several threads."""

    def __init__(self, names: Sequence[str]) -> None:
        """Raises ValueError where there is none."""
        if not names:
            raise ValueError("no model is configured")
        self._resting_until = dict.fromkeys(names, 0.0)
        self._lock = threading.Lock()

    def choose(self) -> str:
        """The first that is not resting, else the one that has rested longest."""
        now = time.monotonic()
        with self._lock:
            awake = [name for name, until in self._resting_until.items() if until <= now]
            return awake[0] if awake else min(self._resting_until, key=lambda name: self._resting_until[name])

    def failed(self, model: str, provider: str, raised: Exception) -> AttemptError:
        """What a call that raised comes to for the next attempt."""
        return raised if isinstance(raised, AttemptError) else self.turned_away(model, attempt_error(provider, raised))

    def turned_away(self, model: str, error: AttemptError) -> AttemptError:
        """Lets the model rest, and says whether the next attempt goes elsewhere."""
        rest_s = REST_S.get(error.failure)
        if rest_s is None:
            return error
        with self._lock:
            self._resting_until[model] = time.monotonic() + max(rest_s, error.retry_after_s or 0.0)
        error.elsewhere = self._is_awake(self.choose())
        return error

    def _is_awake(self, model: str) -> bool:
        with self._lock:
            return self._resting_until[model] <= time.monotonic()

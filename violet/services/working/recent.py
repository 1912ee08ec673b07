"""Answers that are the same for everybody who asks the same a moment later, kept in this process's memory."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from cachetools import TTLCache

T = TypeVar("T")

MOST_ANSWERS = 2000


class Recent:
    """Kept for `kept_s` seconds, bounded, safe to use from several threads. Two who ask at the same moment may both
    compute."""

    def __init__(self, kept_s: float) -> None:
        self._answers: TTLCache[Hashable, Any] = TTLCache(MOST_ANSWERS, kept_s)
        self._lock = threading.Lock()

    def answer(self, key: Hashable, make: Callable[[], tuple[T, bool]]) -> T:
        """The answer kept under `key`, else what `make` answers; its second value says whether to keep it."""
        with self._lock:
            if key in self._answers:
                return self._answers[key]  # type: ignore[no-any-return]
        made, keep = make()
        if keep:
            with self._lock:
                self._answers[key] = made
        return made

"""A clock that stands still until a test moves it."""

from __future__ import annotations


class HandClock:
    """Seconds, as `time.monotonic` has them."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

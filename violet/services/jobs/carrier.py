"""Who is told at once that a job is there. Nobody has to be: the clock finds every job that is due."""

from __future__ import annotations

from collections.abc import Callable


class Carrier:
    """Hands a job's id to whoever runs jobs near by, where the app was told of somebody."""

    def __init__(self) -> None:
        self._hand_over: Callable[[str], object] | None = None

    def hand_to(self, hand_over: Callable[[str], object]) -> None:
        """`hand_over` must not wait for the job, and must not raise."""
        self._hand_over = hand_over

    def carry(self, job_id: str) -> None:
        if self._hand_over is not None:
            self._hand_over(job_id)

"""The worker's clock, in the place of Celery's own: rows say what is due, so there is no schedule to lose."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from celery import Celery
from celery.beat import Scheduler
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from violet.jobs.background import HandOver

RUN_JOB = "jobs.run"
PAUSE_S = 0.2

Tick = Callable[[], object]
# Redis is either there at once or not: what is not handed over now is handed over later.
AT_ONCE = {"socket_timeout": 1.0, "socket_connect_timeout": 1.0}


class RowScheduler(Scheduler):  # type: ignore[misc]
    """Runs in the process that Celery starts for its schedule, and ends with the worker it belongs to, also where that
    is killed. The worker's module says what a tick is: `celery.conf.violet_tick` makes it, in this process."""

    def setup_schedule(self) -> None:
        self._worker = os.getppid()
        self._tick: Tick = self.app.conf.violet_tick(self.app)

    def tick(self, *args: Any, **kwargs: Any) -> float:
        """Seconds until the next look."""
        if os.getppid() != self._worker:
            raise SystemExit
        self._tick()
        return PAUSE_S

    def should_sync(self) -> bool:
        return False

    def close(self) -> None:
        """Nothing is kept that would have to be written."""


def send_by(celery: Celery) -> HandOver:
    """Hands a job's id to a worker. Raises ConnectionError where Redis does not answer."""

    def send(job_id: str) -> None:
        try:
            celery.send_task(RUN_JOB, args=[job_id], retry=False)
        except (OperationalError, RedisError, OSError):
            raise ConnectionError from None

    return send

"""The worker's half: which jobs are due, and claiming, renewing and finishing one.

A claim is a lease that its holder renews while it works. Attempts are counted when a job is claimed, so one that kills
its worker every time is dead after as many as any other; a claim that lapsed can write nothing any more.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection, and_, func, or_, select, update

from violet.models import JobRow
from violet.services.jobs import rows
from violet.services.jobs.job import WAITING, Claimed, JobState
from violet.services.working.database import reading, writing

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=20)
RENEW_EVERY_S = 5.0
# An id that was sent and not claimed for so long is taken for lost, and sent again.
SENT_FOR = timedelta(seconds=20)
FIRST_PAUSE_S = 1.0
MAX_PAUSE_S = 300.0
JITTER = 0.25
LOST = ("worker_lost", "The worker that ran it ended in the middle.")
DUE_AT_ONCE = 100


class Claims:
    """`clock` returns an aware datetime. All methods raise DATABASE_DOWN."""

    def __init__(self, clock: Callable[[], datetime], *, max_attempts: int) -> None:
        self._clock = clock
        self._max_attempts = max_attempts

    def due(self) -> list[str]:
        """Ids to hand to workers, each at most once every SENT_FOR. Buries what has had all its attempts."""
        now = self._clock()
        self._bury_lost(now)
        not_sent = or_(JobRow.sent_at.is_(None), JobRow.sent_at <= now - SENT_FOR)
        ready = select(JobRow.id).where(_ready(now), not_sent).order_by(JobRow.due_at).limit(DUE_AT_ONCE)
        with writing() as connection:
            sent = update(JobRow).where(JobRow.id.in_(ready)).values(sent_at=now).returning(JobRow.id)
            return list(connection.execute(sent).scalars())

    def oldest_due_s(self) -> float:
        """How many seconds the oldest job that is due has waited; 0 where none is."""
        now = self._clock()
        with reading() as connection:
            oldest = connection.execute(select(func.min(JobRow.due_at)).where(_ready(now))).scalar_one()
        return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0

    def counts(self) -> dict[tuple[str, str], int]:
        """How many jobs are on record, by kind and state."""
        with reading() as connection:
            found = connection.execute(
                select(JobRow.kind, JobRow.state, func.count()).group_by(JobRow.kind, JobRow.state)
            )
            return {(kind, state): count for kind, state, count in found}

    def put_back(self, job_id: str) -> None:
        """The id could not be handed over: the next look finds it again."""
        with writing() as connection:
            connection.execute(update(JobRow).where(JobRow.id == job_id).values(sent_at=None))

    def claim(self, job_id: str) -> Claimed | None:
        """None where somebody else has it, it is not due, or it is finished."""
        now, claim = self._clock(), uuid.uuid4().hex
        with writing() as connection:
            job = rows.find(connection, job_id)
            if job is None or job.attempts >= self._max_attempts:
                return None
            history = [*_history(connection, job_id), {"at": now.isoformat(), "error": None}]
            taken = {
                "state": JobState.RUNNING, "claim": claim, "lease_until": now + LEASE, "attempts": job.attempts + 1,
                "history": history, "started_at": job.started_at or now, "sent_at": None,
            }  # fmt: skip
            free = (JobRow.id == job_id, JobRow.attempts == job.attempts, _ready(now))
            if connection.execute(update(JobRow).where(*free).values(taken)).rowcount == 0:
                return None
        return Claimed(replace(job, state=JobState.RUNNING, attempts=job.attempts + 1), claim)

    def renew(self, claimed: Claimed) -> bool:
        """False where the claim was lost meanwhile."""
        return self._write(claimed, {"lease_until": self._clock() + LEASE})

    def report(self, claimed: Claimed, done: int, total: int) -> None:
        self._write(claimed, {"progress_done": done, "progress_total": total})

    def succeed(self, claimed: Claimed, result: Mapping[str, Any] | None) -> None:
        kept = dict(result) if result is not None else None
        self._end(claimed, JobState.SUCCEEDED, {"result": kept, "error_code": None, "error_message": None})

    def fail(self, claimed: Claimed, code: str, message: str, *, final: bool = False) -> JobState:
        """Another attempt after a pause; the end where `final` is set or there were enough. Returns the new state."""
        error = {"error_code": code, "error_message": message}
        history = self._history_with_error(claimed.job.id, code)
        if final or claimed.job.attempts >= self._max_attempts:
            state = JobState.FAILED if final else JobState.DEAD
            self._end(claimed, state, error | {"history": history})
            return state
        due_at = self._clock() + timedelta(seconds=pause_s(claimed.job.attempts))
        again = {"state": JobState.RETRYING, "claim": None, "lease_until": None, "due_at": due_at, "history": history}
        self._write(claimed, error | again)
        return JobState.RETRYING

    def _end(self, claimed: Claimed, state: JobState, values: Mapping[str, Any]) -> None:
        over = {"state": state, "claim": None, "lease_until": None, "finished_at": self._clock()}
        self._write(claimed, {**values, **over})

    def _write(self, claimed: Claimed, values: Mapping[str, Any]) -> bool:
        mine = (JobRow.id == claimed.job.id, JobRow.claim == claimed.claim)
        with writing() as connection:
            return connection.execute(update(JobRow).where(*mine).values(dict(values))).rowcount == 1

    def _history_with_error(self, job_id: str, code: str) -> list[dict[str, Any]]:
        with reading() as connection:
            history = _history(connection, job_id)
        return [*history[:-1], {**history[-1], "error": code}] if history else []

    def _bury_lost(self, now: datetime) -> None:
        """Jobs whose last attempt took its worker with it."""
        lost = (
            JobRow.state == JobState.RUNNING,
            JobRow.lease_until <= now,
            JobRow.attempts >= self._max_attempts,
        )
        dead = {
            "state": JobState.DEAD, "claim": None, "lease_until": None, "finished_at": now,
            "error_code": LOST[0], "error_message": LOST[1],
        }  # fmt: skip
        with writing() as connection:
            buried = connection.execute(update(JobRow).where(*lost).values(dead).returning(JobRow.id)).scalars().all()
        for job_id in buried:
            log.error("job_dead", job_id=job_id, error=LOST[0])


def pause_s(attempts: int) -> float:
    """Seconds before the next attempt after so many: 1, 2, 4, 8 ... and up to a quarter more."""
    return min(FIRST_PAUSE_S * 2.0 ** (attempts - 1), MAX_PAUSE_S) * (1 + random.random() * JITTER)  # noqa: S311


def _ready(now: datetime) -> Any:
    waiting = and_(JobRow.state.in_(WAITING), JobRow.due_at <= now)
    lapsed = and_(JobRow.state == JobState.RUNNING, JobRow.lease_until <= now)
    return or_(waiting, lapsed)


def _history(connection: Connection, job_id: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] | None = connection.execute(
        select(JobRow.history).where(JobRow.id == job_id)
    ).scalar_one_or_none()
    return found or []

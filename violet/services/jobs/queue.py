"""Submitting jobs and looking after them. Whoever submits waits for nothing but the row."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from violet.errors import BadInput, Conflict, NotFound, Unauthorized
from violet.models import JobRow
from violet.services.jobs import rows
from violet.services.jobs.carrier import Carrier
from violet.services.jobs.job import GIVEN_UP, Job, JobState
from violet.services.working import audit
from violet.services.working.database import reading, writing

UNKNOWN = "There is no such job."
KEY_IN_USE = "That Idempotency-Key was used for something else within a day."
KEYS_LAST = timedelta(hours=24)
# A job finished longer ago than this is forgotten; dead ones stay until somebody puts them away.
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done, and for whom. `key` makes a repeat by the same owner within 24 h the same job. `slot` is a
    name that at most one unfinished job has, for what is pointless to do twice at once."""

    kind: str
    owner_id: int | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    key: str | None = None
    slot: str | None = None

    @property
    def unique_key(self) -> str | None:
        if self.key is not None:
            return f"key:{self.owner_id}:{hashlib.sha256(self.key.encode()).hexdigest()}"
        return f"slot:{self.slot}" if self.slot is not None else None


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    jobs: tuple[Job, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    state: str | None = None
    kind: str | None = None
    cursor: str | None = None
    limit: int = 50


class JobQueue:
    """`clock` returns an aware datetime. All methods raise DATABASE_DOWN."""

    def __init__(self, clock: Callable[[], datetime], carrier: Carrier) -> None:
        self._clock = clock
        self._carrier = carrier

    def submit(self, order: Order) -> Job:
        """A new job, or the one that has its key or slot. Raises Conflict where that one is of another kind."""
        new = self._new(order)
        try:
            with writing() as connection:
                self._release_key(connection, order)
                connection.execute(insert(JobRow).values(new))
        except IntegrityError:
            return self._holder(order)
        job = self.find(new["id"])
        self._carrier.carry(job.id)
        return job

    def find(self, job_id: str, *, viewer_id: int | None = None) -> Job:
        """`viewer_id` is who looks; None looks at everybody's. Raises NotFound for unknown ones and other people's."""
        with reading() as connection:
            job = rows.find(connection, job_id)
        if job is None or viewer_id not in (None, job.owner_id):
            raise NotFound(UNKNOWN)
        return job

    def page(self, wanted: Filter) -> Page:
        """The newest first. Raises BadInput for a cursor that is none of ours."""
        statement = select(*rows.COLUMNS).order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(wanted.limit + 1)
        if wanted.state is not None:
            statement = statement.where(JobRow.state == wanted.state)
        if wanted.kind is not None:
            statement = statement.where(JobRow.kind == wanted.kind)
        if wanted.cursor is not None:
            statement = statement.where(_after(wanted.cursor))
        with reading() as connection:
            found = [rows.as_job(row) for row in connection.execute(statement)]
        page = found[: wanted.limit]
        return Page(tuple(page), _cursor(page[-1]) if len(found) > wanted.limit else None)

    def retry(self, job_id: str, *, actor_id: int | None) -> Job:
        """A job that was given up runs again, with all its attempts. Raises NotFound, Conflict for any other."""
        again = {
            "state": JobState.QUEUED, "attempts": 0, "due_at": self._clock(), "sent_at": None, "claim": None,
            "finished_at": None, "progress_done": None, "progress_total": None,
        }  # fmt: skip
        given_up = (JobRow.id == job_id, JobRow.state.in_(GIVEN_UP))
        with writing() as connection:
            if connection.execute(update(JobRow).where(*given_up).values(again)).rowcount == 0:
                _refuse(connection, job_id, "Only a job that was given up can be run again.")
            audit.record(connection, audit.Deed(actor_id, "job.retried", f"job:{job_id}"), at=self._clock())
        job = self.find(job_id)
        self._carrier.carry(job_id)
        return job

    def drop(self, job_id: str, *, actor_id: int | None) -> None:
        """Puts a job away for good. Raises NotFound, Conflict for one that is running."""
        with writing() as connection:
            idle = (JobRow.id == job_id, JobRow.state != JobState.RUNNING)
            kind = connection.execute(delete(JobRow).where(*idle).returning(JobRow.kind)).scalar_one_or_none()
            if kind is None:
                _refuse(connection, job_id, "That job is running; it can be put away when it has ended.")
            deed = audit.Deed(actor_id, "job.dropped", f"job:{job_id}", {"kind": kind})
            audit.record(connection, deed, at=self._clock())

    def prune(self) -> int:
        """Forgets what succeeded or failed long ago. Returns how many."""
        old = (JobRow.finished_at < self._clock() - KEPT, JobRow.state.in_((JobState.SUCCEEDED, JobState.FAILED)))
        with writing() as connection:
            return connection.execute(delete(JobRow).where(*old)).rowcount

    def _holder(self, order: Order) -> Job:
        """The job that has the order's key or slot. Raises Unauthorized where there is none: it was the owner who is
        gone."""
        with reading() as connection:
            row = connection.execute(select(*rows.COLUMNS).where(JobRow.unique_key == order.unique_key)).first()
        if row is None:
            raise Unauthorized
        job = rows.as_job(row)
        if job.kind != order.kind:
            raise Conflict(KEY_IN_USE, field="Idempotency-Key")
        return job

    def _new(self, order: Order) -> dict[str, Any]:
        now = self._clock()
        return {
            "id": uuid.uuid4().hex, "kind": order.kind, "user_id": order.owner_id, "state": JobState.QUEUED,
            "arguments": dict(order.arguments), "unique_key": order.unique_key, "attempts": 0,
            "history": [], "due_at": now, "created_at": now,
        }  # fmt: skip

    def _release_key(self, connection: Connection, order: Order) -> None:
        """A key is good for a day, a slot until its job has ended."""
        if order.unique_key is None:
            return
        ended = JobRow.finished_at.is_not(None)
        over = JobRow.created_at <= self._clock() - KEYS_LAST if order.key is not None else ended
        connection.execute(update(JobRow).where(JobRow.unique_key == order.unique_key, over).values(unique_key=None))


def _refuse(connection: Connection, job_id: str, why: str) -> None:
    raise (NotFound(UNKNOWN) if rows.find(connection, job_id) is None else Conflict(why))


def _cursor(job: Job) -> str:
    return base64.urlsafe_b64encode(f"{job.created_at.isoformat()} {job.id}".encode()).decode().rstrip("=")


def _after(cursor: str) -> ColumnElement[bool]:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, job_id = text.partition(" ")
        created_at = datetime.fromisoformat(moment)
        if created_at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise BadInput("That page of jobs does not exist.", field="cursor") from None
    same = and_(JobRow.created_at == created_at, JobRow.id < job_id)
    return or_(JobRow.created_at < created_at, same)

"""A job as callers and workers see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    RETRYING = "retrying"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    DEAD = "dead"


WAITING = (JobState.QUEUED, JobState.RETRYING)
GIVEN_UP = (JobState.FAILED, JobState.DEAD)
FINISHED = (JobState.SUCCEEDED, *GIVEN_UP)

EVENTS_REFRESH = "events.refresh"
EXPORT = "user.export"
CONTENT_DUE = "content.due"
OPEN_DATA_REFRESH = "open_data.refresh"
FREE_TIME = "free_time.tell"
REINDEX = "events.reindex"

Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is in all."""


class JobFailed(Exception):
    """Raised by a job that would end the same however often it is tried: it is `failed` at once."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Job:
    """`progress` is (done, total). `error` is (code, message), of the last attempt that failed. `attempted_at` are the
    starts of all attempts. `owner_id` is None for the server's own work."""

    id: str
    kind: str
    owner_id: int | None
    state: JobState
    attempts: int
    created_at: datetime
    arguments: Mapping[str, Any] = field(default_factory=dict)
    progress: tuple[int, int] | None = None
    result: Mapping[str, Any] | None = None
    error: tuple[str, str] | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    attempted_at: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Claimed:
    """The right to run a job, until the lease ends. Whoever lets it lapse can write nothing any more."""

    job: Job
    claim: str


@dataclass(frozen=True, slots=True)
class JobKind:
    """How jobs of one kind are run. `run` gets the job and reports progress; what it returns (JSON) is the result. It
    may run again after it was cut off at any point. An attempt longer than `limit_s` seconds counts as failed."""

    run: Callable[[Job, Progress], Mapping[str, Any] | None]
    limit_s: float = 300.0


JobKinds = Mapping[str, JobKind]

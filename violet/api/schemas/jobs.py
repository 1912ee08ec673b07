"""Jobs on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from violet.api.schemas.common import ApiModel
from violet.services.jobs.job import Job

State = Literal["queued", "running", "retrying", "succeeded", "failed", "dead"]
Cursor = Annotated[str, Field(max_length=200)]


class JobPath(ApiModel):
    job_id: Annotated[str, Field(max_length=64)]


class ExportPath(ApiModel):
    token: Annotated[str, Field(max_length=1000)]


class JobHeaders(ApiModel):
    """A repeat with the same key within 24 hours is the same job."""

    idempotency_key: Annotated[str | None, Field(alias="Idempotency-Key", min_length=1, max_length=200)] = None


class JobsQuery(ApiModel):
    state: State | None = None
    kind: Annotated[str, Field(max_length=60)] | None = None
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class EventsRefreshBody(ApiModel):
    source: Annotated[str, Field(max_length=60)] | None = None


class ProgressBody(ApiModel):
    done: int
    total: int


class JobError(ApiModel):
    code: str
    message: str


class JobBody(ApiModel):
    """`attempted_at` are the starts of all attempts. `result` is null for whoever the job does not belong to."""

    id: str
    kind: str
    state: State
    progress: ProgressBody | None
    attempts: int
    result: dict[str, Any] | None
    error: JobError | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    attempted_at: list[datetime]


class JobAnswer(ApiModel):
    job: JobBody


class JobsAnswer(ApiModel):
    jobs: list[JobBody]
    next: str | None


def job_wire(job: Job, *, result: dict[str, Any] | None) -> dict[str, Any]:
    """A job's wire form; `result` is what this caller may have of it."""
    return {
        "id": job.id,
        "kind": job.kind,
        "state": job.state.value,
        "progress": {"done": job.progress[0], "total": job.progress[1]} if job.progress else None,
        "attempts": job.attempts,
        "result": result,
        "error": {"code": job.error[0], "message": job.error[1]} if job.error else None,
        "created_at": job.created_at,
        "started_at": job.started_at,
        "finished_at": job.finished_at,
        "attempted_at": list(job.attempted_at),
    }

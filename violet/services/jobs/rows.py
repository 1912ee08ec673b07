"""Between the jobs table and `Job`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from violet.models import JobRow
from violet.services.jobs.job import Job, JobState

COLUMNS = (
    JobRow.id, JobRow.kind, JobRow.user_id, JobRow.state, JobRow.attempts, JobRow.created_at, JobRow.arguments,
    JobRow.progress_done, JobRow.progress_total, JobRow.result, JobRow.error_code, JobRow.error_message,
    JobRow.started_at, JobRow.finished_at, JobRow.history,
)  # fmt: skip


def find(connection: Connection, job_id: str) -> Job | None:
    row = connection.execute(select(*COLUMNS).where(JobRow.id == job_id)).first()
    return as_job(row) if row is not None else None


def as_job(row: Row[Any]) -> Job:
    """From a row of COLUMNS."""
    return Job(
        id=row.id,
        kind=row.kind,
        owner_id=row.user_id,
        state=JobState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        arguments=row.arguments,
        progress=(row.progress_done, row.progress_total) if row.progress_total is not None else None,
        result=row.result,
        error=(row.error_code, row.error_message) if row.error_code is not None else None,
        started_at=row.started_at,
        finished_at=row.finished_at,
        attempted_at=tuple(datetime.fromisoformat(attempt["at"]) for attempt in row.history),
    )

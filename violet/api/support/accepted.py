"""The answer to what became a job: 202, where to look, and when."""

from __future__ import annotations

from typing import Any

from flask import url_for

from violet.api.schemas.jobs import job_wire
from violet.services.jobs.job import Job

LOOK_AGAIN_S = 1


def accepted(job: Job) -> tuple[dict[str, Any], int, dict[str, str]]:
    """What a view returns."""
    headers = {"Location": url_for("jobs.get_job", job_id=job.id), "Retry-After": str(LOOK_AGAIN_S)}
    return {"job": job_wire(job, result=None)}, 202, headers

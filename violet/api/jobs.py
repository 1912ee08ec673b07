"""Long work: asking for an export, looking at a job, fetching what it made."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, url_for
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.jobs import ExportPath, JobAnswer, JobHeaders, JobPath, job_wire
from violet.api.support.accepted import LOOK_AGAIN_S, accepted
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, is_admin, public, signed_in_unverified
from violet.api.support.limits import limits
from violet.api.support.request_context import container
from violet.api.support.sessions import given_session_id
from violet.services import exports
from violet.services.jobs.job import FINISHED, Job

jobs_api = APIBlueprint("jobs", __name__, abp_tags=[Tag(name="jobs")], abp_responses=errors(400, 401, 404, 503))

FILE = {"description": "Everything we hold of this person, as JSON.", "content": {"application/json": {}}}


@jobs_api.post(
    "/user/exports", responses={202: JobAnswer, **errors(409, 429)}, security=SIGNED_IN, operation_id="createExport"
)
@signed_in_unverified
@limits.export
def create_export(header: JobHeaders) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Ask for everything we hold of this person; the job's result is a link that is good for an hour."""
    user_id = current_caller().account.id
    cipher, key = container().identity.cipher, header.idempotency_key
    order = exports.order(cipher, user_id, session_id=given_session_id(), key=key)
    return accepted(container().jobs.submit(order))


@jobs_api.get("/jobs/<job_id>", responses={200: JobAnswer, 303: JobAnswer}, security=SIGNED_IN, operation_id="getJob")
@signed_in_unverified
def get_job(path: JobPath) -> Response:
    """How a job is doing. 303 to its result, with the job in the body, where the result is something to fetch."""
    caller_id = current_caller().account.id
    job = container().jobs.find(path.job_id, viewer_id=None if is_admin() else caller_id)
    result = _result(job) if job.owner_id == caller_id or job.owner_id is None else None
    response = jsonify({"job": job_wire(job, result=result)})
    if result is not None and "url" in result:
        response.status_code, response.headers["Location"] = 303, result["url"]
    elif job.state not in FINISHED:
        response.headers["Retry-After"] = str(LOOK_AGAIN_S)
    return response


@jobs_api.get("/exports/<token>", responses={200: FILE}, operation_id="getExport")
@public
@limits.secrets
def get_export(path: ExportPath) -> Response:
    """An export by its signed link, which needs no token."""
    body = exports.fetch(container().exports, path.token)
    headers = {"Content-Disposition": 'attachment; filename="violet-export.json"'}
    return Response(body, content_type="application/json", headers=headers)


def _result(job: Job) -> dict[str, Any] | None:
    """What a finished job came to. A link is signed anew each time somebody looks; none of them outlives the export."""
    token = exports.link_token(container().exports, job)
    if token is None:
        return dict(job.result) if job.result is not None else None
    base = container().settings.public_base_url
    return {**(job.result or {}), "url": base + url_for("jobs.get_export", token=token)}

"""For administrators: jobs, and bringing the events up to date."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import StatusAnswer
from violet.api.schemas.jobs import EventsRefreshBody, JobAnswer, JobHeaders, JobPath, JobsAnswer, JobsQuery, job_wire
from violet.api.schemas.open_data import OpenDataAnswer, OpenDataBody
from violet.api.support.accepted import accepted
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import admin, current_caller
from violet.api.support.request_context import container
from violet.errors import BadInput
from violet.services.jobs.job import EVENTS_REFRESH, OPEN_DATA_REFRESH, REINDEX
from violet.services.jobs.queue import Filter, Order
from violet.services.open_data import ingest

admin_api = APIBlueprint(
    "admin",
    __name__,
    url_prefix="/admin",
    abp_tags=[Tag(name="admin")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 503),
)


@admin_api.post("/events/refresh", responses={202: JobAnswer, **errors(409)}, operation_id="refreshEvents")
@admin
def refresh_events(header: JobHeaders, body: EventsRefreshBody) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Ask every event source now, or one of the campus's."""
    known = [source.name for source in container().event_sources]
    if body.source is not None and body.source not in known:
        raise BadInput(f"There is no source {body.source}; there are {', '.join(known)}.", field="source")
    arguments = {"sources": [body.source], "campus": container().campus.id} if body.source else {}
    order = Order(EVENTS_REFRESH, current_caller().account.id, arguments, header.idempotency_key)
    return accepted(container().jobs.submit(order))


@admin_api.post("/events/reindex", responses={202: JobAnswer, **errors(409)}, operation_id="reindexEvents")
@admin
def reindex_events(header: JobHeaders) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Make anew what is derived of the campus's events: what they mean and which are the same; their kinds and search
    words at the next reading."""
    order = Order(REINDEX, current_caller().account.id, {"campus": container().campus.id}, header.idempotency_key)
    return accepted(container().jobs.submit(order))


@admin_api.get("/open_data", responses={200: OpenDataAnswer}, operation_id="listOpenData")
@admin
def get_open_data() -> dict[str, Any]:
    """How fresh each data set of the campus is, and what changed in its shape."""
    return {"datasets": ingest.states(container().open_data)}


@admin_api.post("/open_data/refresh", responses={202: JobAnswer, **errors(409)}, operation_id="refreshOpenData")
@admin
def refresh_open_data(header: JobHeaders, body: OpenDataBody) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Read every data set of the campus now, or one of them."""
    known = list(container().row_sources)
    if body.dataset is not None and body.dataset not in known:
        raise BadInput(f"There is no data set {body.dataset!r}; there are {', '.join(known)}.", field="dataset")
    arguments = {"campus": container().campus.id} | ({"datasets": [body.dataset]} if body.dataset else {})
    order = Order(OPEN_DATA_REFRESH, current_caller().account.id, arguments, header.idempotency_key)
    return accepted(container().jobs.submit(order))


@admin_api.get("/jobs", responses={200: JobsAnswer}, operation_id="listJobs")
@admin
def get_jobs(query: JobsQuery) -> dict[str, Any]:
    """Jobs of everybody, the newest first."""
    page = container().jobs.page(Filter(query.state, query.kind, query.cursor, query.limit))
    return {"jobs": [job_wire(job, result=None) for job in page.jobs], "next": page.next}


@admin_api.post("/jobs/<job_id>/retry", responses={202: JobAnswer, **errors(404, 409)}, operation_id="retryJob")
@admin
def retry_job(path: JobPath) -> tuple[dict[str, Any], int, dict[str, str]]:
    """Run a job again that was given up."""
    return accepted(container().jobs.retry(path.job_id, actor_id=current_caller().account.id))


@admin_api.delete("/jobs/<job_id>", responses={200: StatusAnswer, **errors(404, 409)}, operation_id="dropJob")
@admin
def drop_job(path: JobPath) -> dict[str, Any]:
    """Put a job away for good."""
    container().jobs.drop(path.job_id, actor_id=current_caller().account.id)
    return {"status": "ok"}

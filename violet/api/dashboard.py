"""The dashboard: everything the app's first screen shows, in one call."""

from __future__ import annotations

from flask import Response, current_app
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.calendar import PositionQuery
from violet.api.schemas.dashboard import DashboardAnswer, dashboard_wire
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import signed_in
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.domain.person import Person
from violet.services.dashboard import dashboard
from violet.services.dashboard_again import keep_dashboard, kept_dashboard

dashboard_api = APIBlueprint(
    "dashboard",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="dashboard")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)


@dashboard_api.get("/dashboard", responses={200: DashboardAnswer})
@signed_in
def get_dashboard(query: PositionQuery) -> Response:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is late is left
    out and named in `degraded`. Asked again within a minute and 50 m, it is the same answer, which does not count."""
    calendars, person = container().calendars, person_of_caller(query.latitude, query.longitude)
    body = kept_dashboard(calendars, person)
    if body is None:
        body = _new_dashboard(person)
        keep_dashboard(calendars, person, body)
    return current_app.response_class(body, mimetype="application/json")


@limits.dashboard
def _new_dashboard(person: Person) -> bytes:
    found = dashboard(container().free_time, person)
    return current_app.json.dumps(dashboard_wire(found, container().here.zone)).encode()

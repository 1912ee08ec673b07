"""The dashboard: everything the app's first screen shows, in one call."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.calendar import PositionQuery
from violet.api.schemas.dashboard import DashboardAnswer, dashboard_wire
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import signed_in
from violet.api.support.limits import limits
from violet.api.support.request_context import current_deps
from violet.services.dashboard import dashboard

dashboard_api = APIBlueprint(
    "dashboard",
    __name__,
    abp_tags=[Tag(name="dashboard")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)


@dashboard_api.get("/dashboard", responses={200: DashboardAnswer})
@signed_in
@limits.dashboard
def get_dashboard(query: PositionQuery) -> dict[str, Any]:
    """Weather, the next free time with what fits into it, and four lists that repeat no place. What is late is left
    out and named in `degraded`."""
    return dashboard_wire(dashboard(current_deps(), person_of_caller(query.latitude, query.longitude)))

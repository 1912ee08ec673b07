"""The campuses that this server knows."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.campuses import CampusesAnswer, campus_wire
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import served_campuses

campuses_api = APIBlueprint(
    "campuses",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="campuses")],
    abp_responses=errors(429),
)


@campuses_api.get("/campuses", responses={200: CampusesAnswer})
@public
def get_campuses() -> dict[str, Any]:
    """The campuses served, the default first."""
    return {"campuses": [campus_wire(campus) for campus in served_campuses().campuses()]}

"""Directions to a place."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.surroundings import DirectionsAnswer, DirectionsQuery
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits, spending_key
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.services.directions import directions
from violet.services.places.positions import both_or_neither, position

directions_api = APIBlueprint(
    "directions",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/directions",
    abp_tags=[Tag(name="directions")],
    abp_responses=errors(400, 429),
)


@directions_api.get("", responses={200: DirectionsAnswer, **errors(404)})
@public
@limits.directions
def get_directions(query: DirectionsQuery) -> dict[str, Any]:
    """How to get there, how far it is and how long it takes."""
    destination = position(query.lat, query.lng)
    assert destination is not None
    found = directions(
        container().directions,
        destination,
        origin=both_or_neither(query.origin_lat, query.origin_lng, names=("origin_lat", "origin_lng")),
        mode=query.mode,
        who=spending_key(),
    )
    return {
        "distance_text": found.distance_text,
        "duration_text": found.duration_text,
        "maps_link": found.maps_link,
        "polyline": found.route.polyline,
        "mode": found.route.mode,
        "estimated": found.route.leg.estimated,
        "warnings": found.route.warnings,
        "steps": found.route.steps,
    }

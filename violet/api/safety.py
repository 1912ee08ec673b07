"""Whom to call: the campus's numbers, which an app shows with no account and no conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.safety import SafetyAnswer
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.request_context import container
from violet.campus.campus import Safety

safety_api = APIBlueprint("safety", __name__, abp_tags=[Tag(name="safety")], abp_responses=errors(429))


@safety_api.get("/safety", responses={200: SafetyAnswer}, operation_id="getSafety")
@public
def get_safety() -> dict[str, Any]:
    """The number for emergencies, the campus's own safety office, the line for people in despair, and who at the
    university listens."""
    campus = container().campus
    safety = campus.safety
    return {
        "campus": campus.id,
        "emergency": safety.emergency,
        "safety": {"name": safety.name, "phone": safety.phone},
        "crisis": safety.crisis,
        "counseling": {"name": safety.counseling_name, "phone": safety.counseling_phone},
        "lost_on_the_way": safety.lost_on_the_way,
        "numbers": list(_known(safety)),
    }


def _known(safety: Safety) -> Iterator[dict[str, str]]:
    """Without those that the emergency services stand in for."""
    yield {"kind": "emergency", "name": "Emergency", "phone": safety.emergency}
    if safety.knows_security:
        yield {"kind": "safety", "name": safety.name, "phone": safety.phone}
    if safety.crisis != safety.emergency:
        yield {"kind": "crisis", "name": "Crisis line", "phone": safety.crisis}
    if safety.knows_counseling:
        yield {"kind": "counseling", "name": safety.counseling_name, "phone": safety.counseling_phone}

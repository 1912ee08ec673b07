"""Whether the server lives and whether it is ready to serve."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.guards import public

health_api = APIBlueprint("health", __name__, url_prefix="/health", abp_tags=[Tag(name="health")])


@health_api.get("/live")
@public
def live() -> dict[str, Any]:
    """The process answers. Depends on nothing."""
    return {"status": "ok"}

"""Round walks by their links, and those that a person keeps."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.routes import LoopOneAnswer, LoopPath, SavedLoopsAnswer, UnsavedLoopAnswer, named_loop_wire
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.limits import limits
from violet.api.support.loop_links import loop_by_link
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.services.walks import saved_loops

loops_api = APIBlueprint(
    "loops",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="routes")],
    abp_responses=errors(400, 429, 503),
)


@loops_api.get("/routes/loops/<loop_id>", responses={200: LoopOneAnswer, **errors(404)})
@public
@limits.links
def get_loop(path: LoopPath) -> dict[str, Any]:
    """A loop by its id: for a day after it was found, and as long as somebody keeps it."""
    ports, loop = loop_by_link(path.loop_id)
    return {"loop": named_loop_wire(loop, saved_loops.link(ports, loop.id))}


@loops_api.get("/saved/loops", responses={200: SavedLoopsAnswer, **errors(401, 403)}, security=SIGNED_IN)
@signed_in
@limits.quick
def get_saved_loops() -> dict[str, Any]:
    """The loops this person keeps, the newest first."""
    ports = container().loops
    found = saved_loops.mine(ports, current_caller().account.id)
    return {
        "loops": [
            named_loop_wire(one.loop, saved_loops.link(ports, one.loop.id)) | {"saved_at": one.saved_at}
            for one in found
        ]
    }


@loops_api.put(
    "/saved/loops/<loop_id>", responses={200: LoopOneAnswer, **errors(401, 403, 404, 409)}, security=SIGNED_IN
)
@signed_in
@limits.quick
def put_saved_loop(path: LoopPath) -> dict[str, Any]:
    """Keep a loop; its link then works for longer than a day. Keeping it again changes nothing."""
    ports = container().loops
    loop = saved_loops.save(ports, current_caller().account.id, path.loop_id)
    return {"loop": named_loop_wire(loop, saved_loops.link(ports, loop.id))}


@loops_api.delete(
    "/saved/loops/<loop_id>", responses={200: UnsavedLoopAnswer, **errors(401, 403, 404)}, security=SIGNED_IN
)
@signed_in
def delete_saved_loop(path: LoopPath) -> dict[str, Any]:
    """Keep it no more. Its link ends, unless somebody else keeps it or it was found in the last day."""
    saved_loops.unsave(current_caller().account.id, path.loop_id)
    return {"saved": False, "loop_id": path.loop_id}

"""What people say is wrong: an opinion of an answer, a report about a place, and the queue of whoever looks at them."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.explanation import TurnPath
from violet.api.schemas.moderation import (
    FeedbackAnswer,
    FeedbackBody,
    ItemPath,
    PlacePath,
    QueueAnswer,
    QueueQuery,
    ReportAnswer,
    ReportBody,
    ResolveBody,
    ResolvedAnswer,
    item_wire,
)
from violet.api.support.callers import person_of_caller
from violet.api.support.documentation import OPTIONAL_USER, SIGNED_IN, errors
from violet.api.support.guards import caller_if_known, current_caller, moderator, optional_user, signed_in
from violet.api.support.limits import limits
from violet.api.support.request_context import container, served
from violet.api.support.sessions import own_conversations
from violet.services.moderation import feedback, queue, reports
from violet.services.spending.allowance import allowance

moderation_api = APIBlueprint("moderation", __name__, abp_tags=[Tag(name="moderation")], abp_responses=errors(400, 503))


@moderation_api.post(
    "/chat/turns/<turn_id>/feedback",
    responses={200: FeedbackAnswer, **errors(404, 429)},
    security=OPTIONAL_USER,
    operation_id="giveFeedback",
)
@optional_user
@limits.feedback
def post_feedback(path: TurnPath, body: FeedbackBody) -> dict[str, Any]:
    """Say what you think of one of your own turns; a later opinion replaces it."""
    caller = caller_if_known()
    account = caller.account if caller else None
    giver = feedback.Giver(
        own_conversations(), account.id if account else None, account.first_name if account else None
    )
    feedback.give(container().spending, path.turn_id, feedback.Opinion(body.rating, body.reason, body.text), giver)
    return {"turn_id": path.turn_id, "rating": body.rating, "reason": body.reason, "text": body.text}


@moderation_api.post(
    "/places/<path:place_id>/reports",
    responses={201: ReportAnswer, **errors(401, 403, 404, 429)},
    security=SIGNED_IN,
    operation_id="reportPlace",
)
@signed_in
@limits.reports
def post_report(path: PlacePath, body: ReportBody) -> tuple[dict[str, Any], int]:
    """Say what is wrong with a place; somebody will look. A later report of the same kind replaces your own."""
    ports = container()
    given = reports.Report(path.place_id, body.kind, body.text, body.value)
    with allowance(ports.spending, person_of_caller().spending_key):
        place = reports.about(ports.finding, path.place_id, body.kind)
    received = reports.report(ports.here, given, place, user_id=current_caller().account.id)
    if received.reported_closed:
        served().refresh()
    return {
        "id": received.item_id,
        "place_id": path.place_id,
        "kind": body.kind,
        "state": "open",
        "count": received.people,
        "reported_closed": received.reported_closed,
    }, 201


@moderation_api.get(
    "/admin/queue", responses={200: QueueAnswer, **errors(401, 403)}, security=SIGNED_IN, operation_id="listQueue"
)
@moderator
def get_queue(query: QueueQuery) -> dict[str, Any]:
    """What people say is wrong, grouped by what it is about, the newest first."""
    state = None if query.state == "all" else query.state
    page = queue.page(container().here, queue.Filter(state, query.kind, query.place_id, query.cursor, query.limit))
    return {"items": [item_wire(item) for item in page.items], "next": page.next}


@moderation_api.post(
    "/admin/queue/<int:item_id>/resolve",
    responses={200: ResolvedAnswer, **errors(401, 403, 404, 409)},
    security=SIGNED_IN,
    operation_id="resolveItem",
)
@moderator
def post_resolve(path: ItemPath, body: ResolveBody) -> dict[str, Any]:
    """Close an item. An accepted one about a place becomes a draft with the change filled in."""
    actor_id = current_caller().account.id
    item = queue.resolve(container().here, path.item_id, body.action, note=body.note, actor_id=actor_id)
    served().refresh()
    return {"item": item_wire(item)}

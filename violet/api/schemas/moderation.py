"""Feedback, reports and the moderation queue on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import orjson
from pydantic import AfterValidator, Field

from violet.api.schemas.common import ApiModel
from violet.services.moderation.queue import Item

Reason = Literal["wrong_place", "wrong_fact", "not_what_i_asked", "closed", "unsafe", "other"]
ReportKind = Literal["closed", "wrong_hours", "wrong_location", "wrong_diet", "missing", "other"]
MAX_VALUE_BYTES = 4000
Words = Annotated[str, Field(max_length=2000)]


def _small(value: Any) -> Any:
    if len(orjson.dumps(value, default=str)) > MAX_VALUE_BYTES:
        raise ValueError("is too long")
    if "\\u0000" in orjson.dumps(value, default=str).decode():
        raise ValueError("holds a NUL")
    return value


class FeedbackBody(ApiModel):
    rating: Literal["up", "down"]
    reason: Reason | None = None
    text: Words | None = None


class FeedbackAnswer(ApiModel):
    turn_id: str
    rating: Literal["up", "down"]
    reason: Reason | None
    text: str | None


class PlacePath(ApiModel):
    place_id: Annotated[str, Field(max_length=300, pattern=r"^[^\x00-\x1f]+$")]


class ReportBody(ApiModel):
    """`value` is what would be right: opening hours in OpenStreetMap's syntax, `{lat, lng}`, `{diet: true}`."""

    kind: ReportKind
    text: Words | None = None
    value: Annotated[Any, AfterValidator(_small)] = None


class ReportAnswer(ApiModel):
    """`count` people say the same of the place; where three say that it has closed it is shown as reported closed."""

    id: int
    place_id: str
    kind: ReportKind
    state: Literal["open"]
    count: int
    reported_closed: bool


class QueueQuery(ApiModel):
    state: Literal["open", "accepted", "rejected", "done", "all"] = "open"
    kind: Literal["report", "feedback", "name"] | None = None
    place_id: Annotated[str, Field(max_length=300)] | None = None
    cursor: Annotated[str, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class ItemPath(ApiModel):
    item_id: Annotated[int, Field(ge=1, le=2**53)]


class ResolveBody(ApiModel):
    action: Literal["accept", "reject"]
    note: Words | None = None


class ItemBody(ApiModel):
    """Who said it is not told. `said` are reports with their `text` and `value`, or opinions with the explanation of
    the turn; `place_count` is how many open items there are about the same place."""

    id: int
    kind: str
    reason: str | None
    place_id: str | None
    turn_id: str | None
    name: str | None
    state: str
    note: str | None
    document_id: str | None
    count: int
    place_count: int
    said: list[dict[str, Any]]
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None


class QueueAnswer(ApiModel):
    items: list[ItemBody]
    next: str | None


class ResolvedAnswer(ApiModel):
    item: ItemBody


def item_wire(item: Item) -> dict[str, Any]:
    of_turn = item.subject.startswith("turn:")
    of_place = not item.subject.startswith(("turn:", "room:"))
    return {
        "id": item.id,
        "kind": item.kind,
        "reason": item.reason,
        "place_id": item.subject if of_place else None,
        "turn_id": item.subject.removeprefix("turn:") if of_turn else None,
        "name": item.name,
        "state": item.state,
        "note": item.note,
        "document_id": item.document_id,
        "count": len(item.said),
        "place_count": item.place_count,
        "said": [dict(each) for each in item.said],
        "created_at": item.created_at,
        "updated_at": item.updated_at,
        "resolved_at": item.resolved_at,
    }

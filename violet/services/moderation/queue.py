"""The moderation queue: what is open, with what people said and what the product had said, and closing it. An accepted
report becomes a draft with the change filled in."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, func, select, update

from violet.errors import BadInput, Conflict, NotFound
from violet.models import FeedbackRow, PlaceReportRow, QueueRow
from violet.services.content.reported import ACCEPTED, CLOSED, OPEN, REPORT
from violet.services.moderation import names
from violet.services.moderation.drafting import draft_for
from violet.services.moderation.items import close_item
from violet.services.working import audit
from violet.services.working.database import reading, writing
from violet.services.working.here import Here
from violet.services.working.published_sets import changed

UNKNOWN = "There is no such item."
TURN = "turn:"
REJECTED = "rejected"
Action = Literal["accept", "reject"]
COLUMNS = (
    QueueRow.id, QueueRow.kind, QueueRow.subject, QueueRow.reason, QueueRow.name, QueueRow.state, QueueRow.note,
    QueueRow.document_id, QueueRow.created_at, QueueRow.updated_at, QueueRow.resolved_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """`said` are the reports, or the opinions with the turn's explanation; who gave them is nobody's business here.
    `place_count` is how many open items there are about the same place."""

    id: int
    kind: str
    subject: str
    reason: str | None
    name: str | None
    state: str
    note: str | None
    document_id: str | None
    created_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    said: tuple[Mapping[str, Any], ...] = ()
    place_count: int = 1


@dataclass(frozen=True, slots=True)
class Filter:
    state: str | None = "open"
    kind: str | None = None
    place_id: str | None = None
    cursor: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    items: tuple[Item, ...]
    next: str | None


def page(here: Here, wanted: Filter) -> Page:
    """By place, and the newest first within and without. Raises BadInput for a cursor that is none of ours."""
    statement = select(*COLUMNS).where(QueueRow.campus == here.campus.id)
    filters = ((QueueRow.state, wanted.state), (QueueRow.kind, wanted.kind), (QueueRow.subject, wanted.place_id))
    for column, value in filters:
        if value is not None:
            statement = statement.where(column == value)
    if wanted.cursor is not None:
        statement = statement.where(QueueRow.id < _read_cursor(wanted.cursor))
    with reading() as connection:
        rows = connection.execute(statement.order_by(QueueRow.id.desc()).limit(wanted.limit + 1)).all()
        shown = rows[: wanted.limit]
        items = _with_said(connection, shown)
    more = len(rows) > wanted.limit
    return Page(tuple(items), base64.urlsafe_b64encode(str(shown[-1].id).encode()).decode() if more else None)


def resolve(here: Here, item_id: int, action: Action, *, note: str | None, actor_id: int) -> Item:
    """Closes an item, once. An accepted report is a draft afterwards, where there is a place to write one about. A
    place that only another provider knows is off the lists once it is accepted that it has closed, until a moderator
    takes that back by rejecting it after all. Raises NotFound, Conflict for one that is closed."""
    now = here.clock()
    item = _one(here, item_id)
    about_closing = item.kind == REPORT and item.reason == CLOSED
    takes_back = about_closing and action == "reject" and item.state == ACCEPTED and item.document_id is None
    state = ACCEPTED if action == "accept" else REJECTED
    closed = {"state": state, "note": note, "resolved_by": actor_id, "resolved_at": now, "updated_at": now}
    with writing() as connection:
        if not close_item(connection, item_id, closed, state=ACCEPTED if takes_back else OPEN):
            raise Conflict("Somebody else has closed this item already.")
        if about_closing:
            changed(connection, here.campus.id)  # how the place is shown changes, or whether it is
        if item.kind == names.NAME and state == ACCEPTED:
            names.take_away(connection, item.subject)
        deed = audit.Deed(actor_id, f"queue.{state}", f"queue:{item_id}", {"kind": item.kind, "reason": item.reason})
        audit.record(connection, deed, at=now)
    if action == "accept" and not item.subject.startswith((TURN, names.ROOM)):
        document = draft_for(here, item.subject, item.reason, item.said, actor_id=actor_id)
        if document is not None:
            with writing() as connection:
                mine = update(QueueRow).where(QueueRow.id == item_id)
                connection.execute(mine.values(document_id=document.id))
    return _one(here, item_id)


def _one(here: Here, item_id: int) -> Item:
    mine = select(*COLUMNS).where(QueueRow.id == item_id, QueueRow.campus == here.campus.id)
    with reading() as connection:
        row = connection.execute(mine).first()
        if row is None:
            raise NotFound(UNKNOWN)
        return _with_said(connection, [row])[0]


def _with_said(connection: Connection, rows: Sequence[Any]) -> list[Item]:
    ids = [row.id for row in rows]
    said: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for each in (*_reports(connection, ids), *_opinions(connection, ids), *names.said(connection, rows)):
        said[each["item_id"]].append({name: value for name, value in each.items() if name != "item_id"})
    subjects = {row.subject for row in rows}
    opened = select(QueueRow.subject, func.count()).where(QueueRow.subject.in_(subjects), QueueRow.state == OPEN)
    counts = {row[0]: row[1] for row in connection.execute(opened.group_by(QueueRow.subject))}
    keys = [column.key for column in COLUMNS]
    return [
        Item(**dict(zip(keys, row, strict=True)), said=tuple(said[row.id]), place_count=counts.get(row.subject, 0))
        for row in rows
    ]


def _reports(connection: Connection, ids: Sequence[int]) -> Iterable[dict[str, Any]]:
    columns = (
        PlaceReportRow.item_id, PlaceReportRow.kind, PlaceReportRow.text, PlaceReportRow.value,
        PlaceReportRow.created_at.label("at"),
    )  # fmt: skip
    mine = select(*columns).where(PlaceReportRow.item_id.in_(ids)).order_by(PlaceReportRow.id)
    return [dict(row) for row in connection.execute(mine).mappings()]


def _opinions(connection: Connection, ids: Sequence[int]) -> Iterable[dict[str, Any]]:
    columns = (
        FeedbackRow.item_id, FeedbackRow.turn_id, FeedbackRow.rating, FeedbackRow.reason, FeedbackRow.text,
        FeedbackRow.intent, FeedbackRow.said.label("explanation"), FeedbackRow.updated_at.label("at"),
    )  # fmt: skip
    mine = select(*columns).where(FeedbackRow.item_id.in_(ids)).order_by(FeedbackRow.created_at)
    return [dict(row) for row in connection.execute(mine).mappings()]


def _read_cursor(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode())
    except ValueError:
        raise BadInput("That page does not exist.", field="cursor") from None

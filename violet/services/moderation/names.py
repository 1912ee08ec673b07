"""Names of rooms that somebody says should not stand: each a thing of its own in the queue.

An accepted report takes the name away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from violet.models import RoomReportRow, RoomRow

NAME = "name"
ROOM = "room:"
NAMELESS = "A room"


def take_away(connection: Connection, subject: str) -> None:
    """Inside the caller's transaction: the room goes by no name of its own any more."""
    room = RoomRow.id == subject.removeprefix(ROOM)
    connection.execute(update(RoomRow).where(room).values(name=NAMELESS, generated=None))


def said(connection: Connection, items: Sequence[Any]) -> Iterable[dict[str, Any]]:
    """What people said of the names, with the `item_id` of each."""
    rooms = {item.subject.removeprefix(ROOM): item.id for item in items if item.kind == NAME}
    columns = (RoomReportRow.room_id, RoomReportRow.name, RoomReportRow.text, RoomReportRow.created_at.label("at"))
    mine = select(*columns).where(RoomReportRow.room_id.in_(rooms)).order_by(RoomReportRow.id)
    for row in connection.execute(mine).mappings():
        yield {"item_id": rooms[row["room_id"]], "name": row["name"], "text": row["text"], "at": row["at"]}

"""The rows of the queue: one open item for each thing that is said of each place, turn or name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update
from sqlalchemy.dialects import postgresql, sqlite

from violet.models import QueueRow
from violet.services.content.reported import OPEN

FEEDBACK = "feedback"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an item is about: `kind` says by which way it came, `of` is a place's id or "turn:...", `name` how people
    call it."""

    campus: str
    kind: str
    of: str
    reason: str
    name: str | None = None

    @property
    def key(self) -> str:
        return f"{self.campus}|{self.kind}|{self.reason}|{self.of}"


def open_item(connection: Connection, subject: Subject, *, now: datetime) -> int:
    """The id of the open item about this, which is made where there is none. Inside the caller's transaction."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    row: Mapping[str, Any] = {
        "campus": subject.campus, "kind": subject.kind, "subject": subject.of, "reason": subject.reason,
        "name": subject.name, "open_key": subject.key, "state": OPEN, "created_at": now, "updated_at": now,
    }  # fmt: skip
    made = dialect.insert(QueueRow).values(row)
    again = made.on_conflict_do_update(index_elements=["open_key"], set_={"updated_at": now})
    item_id: int = connection.execute(again.returning(QueueRow.id)).scalar_one()
    return item_id


def close_item(connection: Connection, item_id: int, values: Mapping[str, Any], *, state: str = OPEN) -> bool:
    """False where somebody else has closed it: it is not in `state` any more."""
    still_open = (QueueRow.id == item_id, QueueRow.state == state)
    closed = update(QueueRow).where(*still_open).values({**values, "open_key": None})
    return connection.execute(closed).rowcount == 1

"""The inbox: what a person was told, newest first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select, update

from violet.errors import BadInput
from violet.models import NotificationRow
from violet.services.working.database import reading, writing

COLUMNS = (
    NotificationRow.id, NotificationRow.kind, NotificationRow.title, NotificationRow.body, NotificationRow.data,
    NotificationRow.created_at, NotificationRow.read_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    id: int
    kind: str
    title: str
    body: str
    data: dict[str, Any]
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Page:
    """`unread` counts the whole inbox. `next` is the cursor of the following page, None on the last."""

    notifications: tuple[Told, ...]
    unread: int
    next: str | None


def page(user_id: int, *, unread: bool, cursor: str | None, limit: int) -> Page:
    """Raises BadInput for a cursor that is none of ours, DATABASE_DOWN."""
    statement = _mine(select(*COLUMNS), user_id).order_by(NotificationRow.id.desc()).limit(limit + 1)
    if unread:
        statement = statement.where(NotificationRow.read_at.is_(None))
    if cursor is not None:
        statement = statement.where(NotificationRow.id < _read_cursor(cursor))
    with reading() as connection:
        found = [Told(*row) for row in connection.execute(statement)]
        count = _unread(connection, user_id)
    shown = found[:limit]
    return Page(tuple(shown), count, str(shown[-1].id) if len(found) > limit else None)


def mark_read(user_id: int, ids: Collection[int] | None, *, at: datetime) -> int:
    """Those with these ids, or all where None; other people's are left alone. Returns how many are unread now."""
    mine = [NotificationRow.user_id == user_id, NotificationRow.read_at.is_(None)]
    if ids is not None:
        mine.append(NotificationRow.id.in_(ids))
    with writing() as connection:
        connection.execute(update(NotificationRow).where(*mine).values(read_at=at))
        return _unread(connection, user_id)


def all_of(user_id: int) -> list[Told]:
    """For the export, oldest first."""
    mine = select(*COLUMNS).where(NotificationRow.user_id == user_id).order_by(NotificationRow.id)
    with reading() as connection:
        return [Told(*row) for row in connection.execute(mine)]


def _unread(connection: Connection, user_id: int) -> int:
    unread = _mine(select(func.count()), user_id).where(NotificationRow.read_at.is_(None))
    return int(connection.execute(unread).scalar_one())


def _mine(statement: Select[Any], user_id: int) -> Select[Any]:
    return statement.where(NotificationRow.user_id == user_id, NotificationRow.in_inbox.is_(True))


def _read_cursor(cursor: str) -> int:
    if not cursor.isascii() or not cursor.isdigit() or len(cursor) > 18:
        raise BadInput("That page of notifications does not exist.", field="cursor")
    return int(cursor)

"""What has to be asked again and again for sockets that stay open: whether they may still listen, and what is new."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from violet.models import LoginSession, NotificationRow, RoomMemberRow, RoomRow
from violet.services.working.database import reading

AT_ONCE = 500
# Rows get their ids before they are committed: one that comes late has a lower id than some that were seen.
LATE_IDS = 200


@dataclass(frozen=True, slots=True)
class News:
    """A notification in the inbox of somebody who listens."""

    id: int
    user_id: int
    kind: str
    title: str
    body: str
    data: dict[str, Any]
    created_at: datetime

    def wire(self) -> dict[str, Any]:
        return {
            "id": self.id, "kind": self.kind, "title": self.title, "body": self.body, "data": self.data,
            "created_at": self.created_at, "read_at": None,
        }  # fmt: skip


def standing(
    session_ids: Collection[str], members: Collection[tuple[str, int]], *, now: datetime
) -> tuple[frozenset[str], frozenset[tuple[str, int]]]:
    """The log-ins that are open, and the (room, member) that are inside an open room. Raises DATABASE_DOWN."""
    with reading() as connection:
        open_ones = select(LoginSession.id).where(LoginSession.id.in_(session_ids))
        sessions = frozenset(connection.execute(open_ones).scalars())
        inside = (
            select(RoomMemberRow.room_id, RoomMemberRow.user_id)
            .join(RoomRow, RoomRow.id == RoomMemberRow.room_id)
            .where(RoomMemberRow.room_id.in_({room for room, _ in members}), RoomRow.expires_at > now)
        )
        there = {(row.room_id, row.user_id) for row in connection.execute(inside)}
    return sessions, frozenset(there & set(members))


def news(since: int, user_ids: Collection[int]) -> tuple[int, list[News]]:
    """What came into these inboxes after the notification `since`, and perhaps a little before it; and the newest id of
    all. Raises DATABASE_DOWN."""
    columns = (
        NotificationRow.id, NotificationRow.user_id, NotificationRow.kind, NotificationRow.title, NotificationRow.body,
        NotificationRow.data, NotificationRow.created_at,
    )  # fmt: skip
    with reading() as connection:
        newest = connection.execute(select(func.max(NotificationRow.id))).scalar_one() or 0
        if since < 0 or newest <= since - LATE_IDS or not user_ids:
            return newest, []
        # Of everybody, as few are new at a time: a list of all who listen would be the longer one.
        fresh = select(*columns).where(NotificationRow.id > since - LATE_IDS, NotificationRow.in_inbox.is_(True))
        rows = connection.execute(fresh.order_by(NotificationRow.id.desc()).limit(AT_ONCE)).all()
    return newest, [News(*row) for row in reversed(rows) if row.user_id in user_ids]

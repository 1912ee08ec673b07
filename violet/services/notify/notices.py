"""Telling somebody something: the inbox row and the outbox rows, in the transaction of the cause.

A notice is unique by what it is about and which time it happened, so the same cause told twice is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from violet.extensions import Model
from violet.models import NotificationRow, NotificationToken, OutboxRow
from violet.services.notify.kinds import BOUNDS, CHOSEN, Channel, Kind
from violet.services.notify.preferences import Preferences, preferences_of

FRESH_FOR = timedelta(hours=24)
DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Notice:
    """`subject` is what it is about ("event:17"), `occurrence` which time ("2026-11-18T19:00"). `url` is where a tap
    leads. Past `expires_at` it is of no use to send any more."""

    user_id: int
    kind: Kind
    subject: str
    occurrence: str
    title: str
    body: str
    url: str | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    expires_at: datetime | None = None
    sent: bool = True
    """Whether it goes out too; else it is in the inbox alone."""
    listed: bool = True
    """Whether it is in the inbox too; else it only goes out."""


def tell(connection: Connection, notices: Sequence[Notice], *, now: datetime) -> int:
    """Writes what these people are to be told, inside the caller's transaction. Returns how many notices were new."""
    people = {notice.user_id for notice in notices}
    wishes = preferences_of(connection, people)
    known = [notice for notice in notices if notice.user_id in wishes]
    if not known:
        return 0
    rows = {_key(notice): _inbox_row(notice, wishes[notice.user_id], now) for notice in known}
    added = insert_new(connection, NotificationRow, list(rows.values()), (
        NotificationRow.id, NotificationRow.user_id, NotificationRow.kind, NotificationRow.subject,
        NotificationRow.occurrence,
    ))  # fmt: skip
    ids = {(row.user_id, row.kind, row.subject, row.occurrence): row.id for row in added}
    fresh = [notice for notice in known if _key(notice) in ids]
    enough = _over_their_bounds(connection, fresh, now)
    devices = _device_ids(connection, {notice.user_id for notice in fresh})
    outgoing = [
        row
        for notice in fresh
        if notice.sent and (notice.user_id, notice.kind) not in enough
        for row in _outbox_rows(notice, wishes[notice.user_id], devices[notice.user_id], now, ids[_key(notice)])
    ]
    if outgoing:
        insert_new(connection, OutboxRow, outgoing, (OutboxRow.id,))
    return len(fresh)


def _key(notice: Notice) -> tuple[int, str, str, str]:
    return notice.user_id, notice.kind.value, notice.subject, notice.occurrence


def _inbox_row(notice: Notice, wishes: Preferences, now: datetime) -> dict[str, Any]:
    return {
        "user_id": notice.user_id, "kind": notice.kind.value, "subject": notice.subject,
        "occurrence": notice.occurrence, "title": notice.title, "body": notice.body,
        "data": {**notice.data, **({"url": notice.url} if notice.url else {})},
        "in_inbox": notice.listed and wishes.wants(notice.kind, Channel.INBOX), "created_at": now,
    }  # fmt: skip


def _outbox_rows(
    notice: Notice, wishes: Preferences, device_ids: Sequence[int], now: datetime, notification_id: int
) -> Iterable[dict[str, Any]]:
    """One for each device and, where it is wanted, one mail."""
    for channel in CHOSEN:
        if channel is Channel.INBOX or not wishes.wants(notice.kind, channel):
            continue
        targets = [str(one) for one in device_ids] if channel is Channel.PUSH else [""]
        for target in targets:
            yield outbox_row(notice, channel, target, now) | {
                "data": _strings({**notice.data, "url": notice.url, "notification_id": notification_id})
            }


def outbox_row(notice: Notice, channel: Channel, target: str, now: datetime) -> dict[str, Any]:
    """A row that is due at once."""
    return {
        "user_id": notice.user_id, "recipient": f"user:{notice.user_id}", "kind": notice.kind.value,
        "subject": notice.subject, "channel": channel.value, "target": target, "occurrence": notice.occurrence,
        "title": notice.title, "body": notice.body, "data": _strings({**notice.data, "url": notice.url}),
        "state": "queued", "due_at": now, "expires_at": notice.expires_at or now + FRESH_FOR, "attempts": 0,
        "created_at": now,
    }  # fmt: skip


def _strings(data: Mapping[str, Any]) -> dict[str, str]:
    """Google takes nothing but text."""
    return {key: str(value) for key, value in data.items() if value is not None}


def _device_ids(connection: Connection, user_ids: Collection[int]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    mine = select(NotificationToken.id, NotificationToken.user_id).where(NotificationToken.user_id.in_(user_ids))
    for row in connection.execute(mine.order_by(NotificationToken.id)):
        found[row.user_id].append(row.id)
    return found


def _over_their_bounds(connection: Connection, notices: Sequence[Notice], now: datetime) -> set[tuple[int, Kind]]:
    """Who had enough of what, these notices (which are written already) counted."""
    bounded = {(notice.user_id, notice.kind) for notice in notices if notice.kind in BOUNDS}
    if not bounded:
        return set()
    pairs = or_(*(and_(NotificationRow.user_id == who, NotificationRow.kind == kind) for who, kind in bounded))
    a_day = func.sum(_since(now - DAY)).label("a_day")
    counts = (
        select(NotificationRow.user_id, NotificationRow.kind, func.count().label("a_week"), a_day)
        .where(pairs, NotificationRow.created_at > now - WEEK)
        .group_by(NotificationRow.user_id, NotificationRow.kind)
    )
    return {
        (row.user_id, Kind(row.kind))
        for row in connection.execute(counts)
        if row.a_week > BOUNDS[Kind(row.kind)].a_week or row.a_day > BOUNDS[Kind(row.kind)].a_day
    }


def _since(moment: datetime) -> Any:
    return case((NotificationRow.created_at > moment, 1), else_=0)


def insert_new(
    connection: Connection, table: type[Model], rows: Sequence[Mapping[str, Any]], returned: Sequence[Any]
) -> Sequence[Any]:
    """Inserts what is not there yet; returns these columns of what was."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).on_conflict_do_nothing().returning(*returned)
    return connection.execute(statement, list(rows)).all()

"""Reminders that are due: each becomes a notice, once, in the transaction that takes it off the list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from violet.models import EventRow, RsvpRow
from violet.services.events.zones import NO_ZONES, Zones, told_in
from violet.services.notify.kinds import Kind
from violet.services.notify.notices import Notice, tell
from violet.services.notify.words import ENGLISH, languages_of, say, when
from violet.services.working.database import lock_writers, writing

AT_ONCE = 500
EVENT_URL = "violetvibes://events/{id}"
COLUMNS = (
    RsvpRow.id, RsvpRow.user_id, RsvpRow.event_id, RsvpRow.remind_minutes_before, RsvpRow.walk_minutes,
    RsvpRow.remind_at, RsvpRow.title, RsvpRow.starts_at, RsvpRow.venue, RsvpRow.cancelled,
)  # fmt: skip


def remind(now: datetime, zone: ZoneInfo, zones: Zones = NO_ZONES) -> int:
    """Tells whoever is to be told by `now`, a batch at a time; times in the zone of the event's campus. Returns how
    many. Raises DATABASE_DOWN."""
    total = 0
    while (count := _remind_some(now, zone, zones)) > 0:
        total += count
    return total


def _remind_some(now: datetime, zone: ZoneInfo, zones: Zones) -> int:
    joined = select(*COLUMNS, EventRow.source).outerjoin(EventRow, EventRow.id == RsvpRow.event_id)
    due = joined.where(RsvpRow.remind_at <= now).order_by(RsvpRow.remind_at).limit(AT_ONCE)
    with writing() as connection:
        lock_writers(connection, RsvpRow)
        rows = connection.execute(due.with_for_update(of=RsvpRow, skip_locked=True)).all()
        if not rows:
            return 0
        taken = RsvpRow.id.in_([row.id for row in rows])
        connection.execute(update(RsvpRow).where(taken).values(remind_at=None))
        languages = languages_of(connection, {row.user_id for row in rows})
        # What began while nobody could remind is of no use any more, and what is cancelled was told.
        wanted = [row for row in rows if row.starts_at > now and not row.cancelled]
        tell(
            connection,
            [_notice(row, languages, now=now, zone=told_in(row.source, zone, zones)) for row in wanted],
            now=now,
        )
    return len(rows)


def _notice(row: Any, languages: Mapping[int, str], *, now: datetime, zone: ZoneInfo) -> Notice:
    language = languages.get(row.user_id, ENGLISH)
    facts = {
        "when": when(language, row.starts_at, zone, now=now),
        "minutes": row.walk_minutes,
        "place": row.venue or row.title,
    }
    if row.walk_minutes is None:
        text = say(language, "reminder", **facts)
    elif row.remind_minutes_before == 0:
        text = say(language, "leave_now", **facts)
    else:
        text = say(language, "reminder_walk", **facts)
    with_place = [text] if row.venue is None or row.venue in text else [text, row.venue]
    return Notice(
        user_id=row.user_id,
        kind=Kind.REMINDER,
        subject=f"event:{row.event_id}",
        occurrence=row.remind_at.isoformat(),
        title=row.title,
        body=" · ".join(with_place),
        url=EVENT_URL.format(id=row.event_id),
        data={"event_id": row.event_id},
        expires_at=row.starts_at,
    )

"""Changes of events that people answered: found where an event says otherwise than what the person was told last.

What they were told is in their row, and changes in the transaction that tells them: however often somebody looks, and
whoever dies in between, each change is told once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, and_, or_, select, update

from violet.models import EventRow, RsvpRow
from violet.services.events.attendance import remind_at
from violet.services.events.reminders import EVENT_URL
from violet.services.events.zones import NO_ZONES, Zones, told_in
from violet.services.notify.kinds import Kind
from violet.services.notify.notices import Notice, tell
from violet.services.notify.words import ENGLISH, languages_of, say, when
from violet.services.working.database import lock_writers, writing

AT_ONCE = 500
# So many changes at once are told in one message; the inbox has each.
MANY = 3
NAMED = 3


def tell_changes(now: datetime, zone: ZoneInfo, zones: Zones = NO_ZONES) -> int:
    """Tells everybody what changed about the events they go to, in the zone of the campus. Returns how
    many changes. Raises DATABASE_DOWN."""
    with writing() as connection:
        lock_writers(connection, RsvpRow)
        rows = connection.execute(_changed(now).with_for_update(of=RsvpRow, skip_locked=True)).all()
        if not rows:
            return 0
        languages = languages_of(connection, {row.user_id for row in rows})
        by_person: dict[int, list[Notice]] = defaultdict(list)
        for row in rows:
            _take_note(connection, row, now)
            by_person[row.user_id].append(_notice(row, languages, now=now, zone=told_in(row.source, zone, zones)))
        notices = [one for person in by_person.values() for one in _bundled(person, languages, now)]
        tell(connection, notices, now=now)
    return len(rows)


def _changed(now: datetime) -> Any:
    gone = and_(EventRow.id.is_(None), RsvpRow.cancelled.is_(False))
    differs = and_(
        EventRow.id.is_not(None),
        or_(
            EventRow.starts_at != RsvpRow.starts_at,
            EventRow.venue.is_distinct_from(RsvpRow.venue),
            EventRow.cancelled != RsvpRow.cancelled,
        ),
    )
    columns = (
        RsvpRow.id, RsvpRow.user_id, RsvpRow.event_id, RsvpRow.remind_minutes_before, RsvpRow.walk_minutes,
        RsvpRow.remind_at, RsvpRow.title, RsvpRow.starts_at, RsvpRow.venue, RsvpRow.cancelled, RsvpRow.revision,
        EventRow.id.label("listed"), EventRow.starts_at.label("new_start"), EventRow.venue.label("new_venue"),
        EventRow.cancelled.label("now_cancelled"), EventRow.source,
    )  # fmt: skip
    joined = select(*columns).outerjoin(EventRow, EventRow.id == RsvpRow.event_id)
    return joined.where(RsvpRow.starts_at > now, or_(gone, differs)).order_by(RsvpRow.id).limit(AT_ONCE)


def _take_note(connection: Connection, row: Row[Any], now: datetime) -> None:
    """What the person is told now; the reminder moves with the event."""
    known: dict[str, Any] = {"cancelled": True, "revision": row.revision + 1, "updated_at": now}
    if row.listed is not None:
        known |= {"starts_at": row.new_start, "venue": row.new_venue, "cancelled": row.now_cancelled}
        if row.new_start != row.starts_at:
            known["remind_at"] = remind_at(row.new_start, row.remind_minutes_before, row.walk_minutes, now=now)
    connection.execute(update(RsvpRow).where(RsvpRow.id == row.id).values(known))


def _notice(row: Row[Any], languages: Mapping[int, str], *, now: datetime, zone: ZoneInfo) -> Notice:
    language = languages.get(row.user_id, ENGLISH)
    return Notice(
        user_id=row.user_id,
        kind=Kind.EVENT_CHANGE,
        subject=f"event:{row.event_id}",
        occurrence=str(row.revision + 1),
        title=row.title,
        body=" · ".join(_said(row, language, now, zone)),
        url=EVENT_URL.format(id=row.event_id),
        data={"event_id": row.event_id},
        expires_at=max(row.starts_at, row.new_start or row.starts_at),
    )


def _said(row: Row[Any], language: str, now: datetime, zone: ZoneInfo) -> Iterator[str]:
    if row.listed is None or (row.now_cancelled and not row.cancelled):
        yield say(language, "cancelled")
        return
    if row.cancelled and not row.now_cancelled:
        yield say(language, "revived", when=when(language, row.new_start, zone, now=now))
    elif row.new_start != row.starts_at:
        yield say(language, "moved", when=when(language, row.new_start, zone, now=now))
    if row.new_venue != row.venue:
        known = row.new_venue is not None
        yield say(language, "venue", place=row.new_venue) if known else say(language, "venue_unknown")


def _bundled(notices: Sequence[Notice], languages: Mapping[int, str], now: datetime) -> list[Notice]:
    """Many at once go out as one."""
    if len(notices) < MANY:
        return list(notices)
    person = notices[0].user_id
    language = languages.get(person, ENGLISH)
    titles = ", ".join(notice.title for notice in notices[:NAMED]) + (" ..." if len(notices) > NAMED else "")
    whole = Notice(
        user_id=person,
        kind=Kind.EVENT_CHANGE,
        subject="events",
        occurrence=now.isoformat(),
        title=say(language, "many_title", count=len(notices)),
        body=say(language, "many_body", titles=titles),
        url="violetvibes://events/mine",
        listed=False,
    )
    return [*(replace(notice, sent=False) for notice in notices), whole]

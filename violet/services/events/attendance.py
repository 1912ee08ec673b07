"""Who goes to what: answering an event, one's own events, and when to be reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from violet.domain.events import EventItem
from violet.domain.geo import LatLng, estimate_walk
from violet.errors import NotFound, Unauthorized
from violet.models import EventRow, RsvpRow, User
from violet.services.events import candidates
from violet.services.events.zones import NO_ZONES, Zones, told_in
from violet.services.working.database import reading, upsert, writing

Answer = Literal["going", "interested", "none"]
GONE = "That event is over, cancelled or unknown."


@dataclass(frozen=True, slots=True)
class Rsvp:
    """`remind_minutes_before` counts from when one has to leave, where `origin` says from where one comes; from the
    start of the event otherwise. None asks for no reminder."""

    status: Answer
    remind_minutes_before: int | None = None
    origin: LatLng | None = None


@dataclass(frozen=True, slots=True)
class Attending:
    """One event of a person. `item` is None where the event is over or no longer announced."""

    event_id: int
    status: Answer
    remind_at: datetime | None
    remind_minutes_before: int | None
    walk_minutes: int | None
    title: str
    starts_at: datetime
    item: EventItem | None = None


def answer(user_id: int, event_id: int, rsvp: Rsvp, *, now: datetime, zone: ZoneInfo) -> Attending:
    """Says whether this person goes; "none" takes the answer back, and the reminder with it.

    Raises NotFound where the event is unknown, cancelled or over, Unauthorized where the account is gone,
    DATABASE_DOWN.
    """
    if rsvp.status == "none":
        return _take_back(user_id, event_id, now, zone)
    item = _item(event_id, now, zone)
    if item is None:
        raise NotFound(GONE)
    minutes = rsvp.remind_minutes_before
    walk = estimate_walk(rsvp.origin, item.location).minutes if rsvp.origin and item.location else None
    at = remind_at(item.start, minutes, walk, now=now)
    values = {
        "user_id": user_id, "event_id": item.id, "status": rsvp.status, "remind_minutes_before": minutes,
        "walk_minutes": walk, "remind_at": at, "revision": 0,
        "updated_at": now,
    }  # fmt: skip
    with writing() as connection:
        if connection.execute(select(User.id).where(User.id == user_id).with_for_update(read=True)).first() is None:
            raise Unauthorized
        mine = (RsvpRow.user_id == user_id, RsvpRow.event_id == item.id)
        revision = connection.execute(select(RsvpRow.revision).where(*mine)).scalar_one_or_none()
        # What this very announcement says, not what others fill in: changes are looked for in it.
        told = (EventRow.title, EventRow.starts_at, EventRow.venue, EventRow.cancelled)
        known = connection.execute(select(*told).where(EventRow.id == item.id)).mappings().first()
        if known is None:
            raise NotFound(GONE)
        values |= {"revision": revision or 0, **known}
        connection.execute(upsert(connection, RsvpRow, values, key=("user_id", "event_id")))
    return Attending(item.id, rsvp.status, at, minutes, walk, item.title, item.start, item)


def mine(user_id: int, now: datetime, zone: ZoneInfo, zones: Zones = NO_ZONES) -> list[Attending]:
    """The events a person answered that are still to come or on, the soonest first, each in its campus's zone.
    Raises DATABASE_DOWN."""
    columns = (
        RsvpRow.event_id, RsvpRow.status, RsvpRow.remind_at, RsvpRow.remind_minutes_before, RsvpRow.walk_minutes,
        RsvpRow.title, RsvpRow.starts_at,
    )  # fmt: skip
    statement = select(*columns).where(RsvpRow.user_id == user_id).order_by(RsvpRow.starts_at, RsvpRow.id)
    with reading() as connection:
        rows = connection.execute(statement).mappings().all()
    found = [Attending(**row, item=_item(row["event_id"], now, zone, zones)) for row in rows]
    return [one for one in found if one.item is not None]


def all_of(user_id: int) -> list[dict[str, Any]]:
    """For the export: everything a person answered and is still kept."""
    columns = (RsvpRow.event_id, RsvpRow.title, RsvpRow.starts_at, RsvpRow.status, RsvpRow.remind_at)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(RsvpRow.user_id == user_id).order_by(RsvpRow.id)).mappings()
        return [dict(row) for row in rows]


def remind_at(
    starts_at: datetime, minutes_before: int | None, walk_minutes: int | None, *, now: datetime
) -> datetime | None:
    """When to be reminded: so long before one has to leave. At once where that is past; never where it began."""
    if minutes_before is None or starts_at <= now:
        return None
    return max(now, starts_at - timedelta(minutes=minutes_before + (walk_minutes or 0)))


def prune(now: datetime) -> int:
    """Forgets answers to events of a month ago. Returns how many."""
    with writing() as connection:
        old = delete(RsvpRow).where(RsvpRow.starts_at < now - timedelta(days=30))
        return connection.execute(old).rowcount


def _take_back(user_id: int, event_id: int, now: datetime, zone: ZoneInfo) -> Attending:
    item = _item(event_id, now, zone)
    ids = {event_id, item.id if item is not None else event_id}
    with writing() as connection:
        connection.execute(delete(RsvpRow).where(RsvpRow.user_id == user_id, RsvpRow.event_id.in_(ids)))
    return Attending(event_id, "none", None, None, None, "", now)


def _item(event_id: int, now: datetime, zone: ZoneInfo, zones: Zones = NO_ZONES) -> EventItem | None:
    row = candidates.by_id(event_id, now.astimezone(UTC))
    if row is None:
        return None
    return candidates.as_item(row, told_in(row["source"], zone, zones), description=row["description"])

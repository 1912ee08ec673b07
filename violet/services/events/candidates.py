"""The rows that can answer a search, read once, with what other sources know of the same events laid over them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from violet.campus.campus import KEY_MARK, Campus, campus_of_source, plain_source
from violet.domain.events import EventItem, EventQuery, SameEvent
from violet.domain.geo import LatLng
from violet.models import EventRow
from violet.services.working.database import reading

# So many rows are looked at for one search; the next to take place come first.
MOST_ROWS = 2000
METERS_PER_DEGREE = 111_000.0
# Announcements of one event start within this of each other.
MERGED_WITHIN = timedelta(hours=1)
COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    EventRow.id, EventRow.source, EventRow.source_id, EventRow.title, EventRow.starts_at, EventRow.ends_at,
    EventRow.over_at, EventRow.all_day, EventRow.venue, EventRow.address, EventRow.lat, EventRow.lng,
    EventRow.place_id, EventRow.online, EventRow.organizer, EventRow.url, EventRow.image, EventRow.price,
    EventRow.free, EventRow.categories, EventRow.words, EventRow.shown_as,
)  # fmt: skip
# What one announcement may lack and another of the same event may have.
FILLABLE = ("venue", "address", "place_id", "organizer", "url", "image", "price", "free", "ends_at")

Row = dict[str, Any]


def candidates(campus: Campus, query: EventQuery, now: datetime, *, any_of: Sequence[str] = ()) -> list[Row]:
    """A campus's shown events that overlap the query's window, not cancelled, not over at `now`, the next first.

    `any_of` are LIKE patterns, one of which the event's words must fit. Each row has `also`: the announcements merged
    into it. Raises DATABASE_DOWN.
    """
    opens = max(now, query.starts) if query.starts else now
    shown = (
        select(*COLUMNS)
        .where(EventRow.shown_as.is_(None), EventRow.cancelled.is_(False), EventRow.over_at > now)
        .where(EventRow.over_at > opens, is_of(campus))
        .order_by(EventRow.starts_at, EventRow.id)
        .limit(MOST_ROWS)
    )
    merged = select(*COLUMNS).where(
        is_of(campus), EventRow.shown_as.is_not(None), EventRow.over_at > now - MERGED_WITHIN
    )
    if query.ends is not None:
        shown = shown.where(EventRow.starts_at < query.ends)
        merged = merged.where(EventRow.starts_at < query.ends + MERGED_WITHIN)
    shown = shown.where(*_sieved(campus, query))
    if any_of:
        shown = shown.where(or_(*(EventRow.words.like(pattern) for pattern in any_of)))
    with reading() as connection:
        rows = [dict(row) for row in connection.execute(shown).mappings()]
        others = [dict(row) for row in connection.execute(merged).mappings()] if rows else []
    return _laid_over(rows, others)


def by_id(event_id: int, now: datetime) -> Row | None:
    """The event with that id, or the one it is shown through; None where there is none, cancelled or over."""
    with reading() as connection:
        shown_as = connection.execute(select(EventRow.shown_as).where(EventRow.id == event_id)).scalar_one_or_none()
        group = or_(EventRow.id == (shown_as or event_id), EventRow.shown_as == (shown_as or event_id))
        standing = (EventRow.cancelled.is_(False), EventRow.over_at > now)
        rows = [dict(row) for row in connection.execute(_whole().where(group, *standing)).mappings()]
    shown = [row for row in rows if row["shown_as"] is None]
    return _laid_over(shown, [row for row in rows if row["shown_as"] is not None])[0] if shown else None


def descriptions(ids: Iterable[int]) -> dict[int, str | None]:
    """Of the events with these ids, or of another announcement of the same where they have none."""
    wanted = list(ids)
    columns = (EventRow.id, EventRow.shown_as, EventRow.description)
    group = or_(EventRow.id.in_(wanted), EventRow.shown_as.in_(wanted))
    found: dict[int, str | None] = {}
    with reading() as connection:
        rows = connection.execute(select(*columns).where(group, EventRow.description.is_not(None))).all()
    for row in sorted(rows, key=lambda row: row.shown_as is not None):
        found.setdefault(row.shown_as or row.id, row.description)
    return found


def vectors(ids: Iterable[int]) -> dict[int, bytes]:
    """The packed vectors of the events that have one."""
    with reading() as connection:
        statement = select(EventRow.id, EventRow.vector).where(EventRow.id.in_(list(ids)), EventRow.vector.is_not(None))
        return {row.id: row.vector for row in connection.execute(statement)}


def as_item(row: Mapping[str, Any], zone: ZoneInfo, *, score: float = 1.0, description: str | None = None) -> EventItem:
    """The event of a row, its times as clocks in the zone show them."""
    located = row["lat"] is not None and row["lng"] is not None
    return EventItem(
        id=row["id"],
        source=plain_source(row["source"]),
        source_id=row["source_id"],
        title=row["title"],
        start=row["starts_at"].astimezone(zone),
        end=row["ends_at"].astimezone(zone) if row["ends_at"] else None,
        all_day=row["all_day"],
        venue=row["venue"],
        address=row["address"],
        location=LatLng(row["lat"], row["lng"]) if located else None,
        place_id=row["place_id"],
        online=row["online"],
        url=row["url"],
        image=row["image"],
        free=row["free"],
        price=row["price"],
        categories=tuple(row["categories"]),
        organizer=row["organizer"],
        description=description,
        score=score,
        also_from=tuple(SameEvent(plain_source(one["source"]), one["source_id"], one["url"]) for one in row["also"]),
    )


def is_of(campus: Campus) -> ColumnElement[bool]:
    """Whether an announcement is of a source of the campus."""
    if campus.plain_sources:
        return ~EventRow.source.contains(KEY_MARK, autoescape=True)
    return EventRow.source.startswith(campus.source_key(""), autoescape=True)


def campus_of(event_id: int) -> str | None:
    """The id of the campus whose event it is; None where no row says. Raises DATABASE_DOWN."""
    with reading() as connection:
        statement = select(EventRow.source).where(EventRow.id == event_id)
        source = connection.execute(statement).scalar_one_or_none()
    return campus_of_source(source) if source is not None else None


def _sieved(campus: Campus, query: EventQuery) -> Iterator[ColumnElement[bool]]:
    """What the database can tell already, of an event or of another announcement of it; the rest is the caller's."""
    if query.sources:
        yield _of_any(EventRow.source.in_(map(campus.source_key, query.sources)))
    if query.place_ids:
        yield _of_any(EventRow.place_id.in_(query.place_ids))
    if query.free is not None:
        yield _of_any(EventRow.free.is_(query.free))
    if query.near is not None:
        north = query.radius_m / METERS_PER_DEGREE
        east = north / max(0.01, math.cos(math.radians(query.near.lat)))
        yield _of_any(
            and_(
                EventRow.lat.between(query.near.lat - north, query.near.lat + north),
                EventRow.lng.between(query.near.lng - east, query.near.lng + east),
            )
        )


def _of_any(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    other = select(EventRow.shown_as).where(EventRow.shown_as.is_not(None), condition)
    return or_(condition, EventRow.id.in_(other))


def _whole() -> Select[Any]:
    return select(*COLUMNS, EventRow.description)


def _laid_over(rows: list[Row], others: Iterable[Row]) -> list[Row]:
    """What a shown announcement lacks, from the others of the same event."""
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for other in others:
        groups[other["shown_as"]].append(other)
    for row in rows:
        row["also"] = groups.get(row["id"], [])
        for other in row["also"]:
            for name in FILLABLE:
                row[name] = other[name] if row[name] is None else row[name]
            if row["lat"] is None and not row["online"]:
                row["lat"], row["lng"] = other["lat"], other["lng"]
            if row.get("description") is None:
                row["description"] = other.get("description")
            row["categories"] = list(dict.fromkeys((*row["categories"], *other["categories"])))
            row["words"] = f"{row['words']} {other['words']}"
    return rows

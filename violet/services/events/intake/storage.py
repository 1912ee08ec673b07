"""The events table: what a fetch changed in it, what left it, and how each source is doing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from violet.campus.campus import Campus
from violet.domain.geo import LatLng
from violet.models import EventRow, EventSourceRow
from violet.services.events.candidates import is_of
from violet.services.events.intake.merging import Announcement
from violet.services.events.intake.normalize import NormalEvent
from violet.services.working.database import reading, writing

T = TypeVar("T")

# Rows in one transaction: long enough to be quick, short enough to let others write in between.
ROWS_AT_ONCE = 1000
# A model that reads 256 tokens gives the last ones little weight.
TOLD_CHARS = 160
NEW_SOURCE: Mapping[str, Any] = {"failures_in_row": 0, "events": 0, "rejected": {}, "rejected_examples": {}}


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows of a source are new, different, gone and as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


def known_of(source: str) -> dict[int, tuple[str, datetime]]:
    """A source's rows: id -> fingerprint and start."""
    columns = (EventRow.id, EventRow.fingerprint, EventRow.starts_at)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(EventRow.source == source)).all()
    return {row.id: (row.fingerprint, row.starts_at) for row in rows}


def write(source: str, events: Sequence[NormalEvent], *, removed_before: datetime | None, now: datetime) -> Changes:
    """Brings a source's rows up to date. Rows that are not in `events` go where they start before `removed_before`;
    None keeps them (the source was not read to its end)."""
    known = known_of(source)
    values = {event.id: _values(event, now) for event in events}
    added = [row for id_, row in values.items() if id_ not in known]
    changed = [row for id_, row in values.items() if id_ in known and known[id_][0] != row["fingerprint"]]
    gone = [
        id_
        for id_, (_, starts_at) in known.items()
        if id_ not in values and removed_before is not None and starts_at < removed_before
    ]
    for chunk in chunks(added, ROWS_AT_ONCE):
        with writing() as connection:
            connection.execute(_insert(connection), chunk)
    for chunk in chunks(changed, ROWS_AT_ONCE):
        with writing() as connection:
            connection.execute(_update(chunk[0]), [_renamed(row) for row in chunk])
    _delete(gone)
    return Changes(len(added), len(changed), len(gone), len(values) - len(added) - len(changed))


def prune(now: datetime) -> int:
    """Past events leave. Answers how many."""
    with writing() as connection:
        return connection.execute(delete(EventRow).where(EventRow.over_at <= now)).rowcount


def announcements(campus: Campus) -> list[Announcement]:
    """What merging needs of a campus's rows."""
    columns = (
        EventRow.id, EventRow.source, EventRow.title, EventRow.starts_at, EventRow.place_id, EventRow.lat, EventRow.lng,
        EventRow.venue, EventRow.cancelled, EventRow.ends_at, EventRow.image, EventRow.free, EventRow.url,
        EventRow.description.is_not(None).label("described"),
    )  # fmt: skip
    with reading() as connection:
        rows = connection.execute(select(*columns).where(is_of(campus))).all()
    return [
        Announcement(
            id=row.id,
            source=row.source,
            title=row.title,
            starts_at=row.starts_at,
            place_id=row.place_id,
            location=LatLng(row.lat, row.lng) if row.lat is not None and row.lng is not None else None,
            venue=row.venue,
            cancelled=row.cancelled,
            filled=sum(value is not None for value in (row.ends_at, row.lat, row.image, row.free, row.url, row.venue))
            + bool(row.described),
        )
        for row in rows
    ]


def write_merges(shown_as: Mapping[int, int], campus: Campus) -> int:
    """Points merged rows of a campus at the one that is shown, and the others at none. Answers how many changed."""
    with reading() as connection:
        rows = connection.execute(select(EventRow.id, EventRow.shown_as).where(is_of(campus)))
        before = {row.id: row.shown_as for row in rows}
    changes = [{"row_id": id_, "now_as": shown_as.get(id_)} for id_, was in before.items() if was != shown_as.get(id_)]
    statement = update(EventRow).where(EventRow.id == bindparam("row_id")).values(shown_as=bindparam("now_as"))
    for chunk in chunks(changes, ROWS_AT_ONCE):
        with writing() as connection:
            connection.execute(statement, chunk)
    return len(changes)


def without_vector(limit: int) -> list[tuple[int, str]]:
    """Rows whose meaning was not computed yet, the next to take place first: id and what to read it from."""
    columns = (EventRow.id, EventRow.title, EventRow.categories, EventRow.description)
    wanted = (EventRow.vector.is_(None), EventRow.shown_as.is_(None), EventRow.cancelled.is_(False))
    with reading() as connection:
        rows = connection.execute(select(*columns).where(*wanted).order_by(EventRow.starts_at).limit(limit)).all()
    return [(row.id, _told(row.title, row.categories, row.description)) for row in rows]


def to_embed(campus: Campus) -> list[tuple[int, str]]:
    """All rows of a campus that are shown, the next to take place first: id and what their meaning is read from."""
    columns = (EventRow.id, EventRow.title, EventRow.categories, EventRow.description)
    wanted = (is_of(campus), EventRow.shown_as.is_(None), EventRow.cancelled.is_(False))
    with reading() as connection:
        rows = connection.execute(select(*columns).where(*wanted).order_by(EventRow.starts_at)).all()
    return [(row.id, _told(row.title, row.categories, row.description)) for row in rows]


def forget_fingerprints(campus: Campus) -> None:
    """The next reading of each source of a campus is taken for new, and rewrites its rows."""
    mine = select(EventRow.source).where(is_of(campus)).distinct()
    with writing() as connection:
        connection.execute(update(EventRow).where(is_of(campus)).values(fingerprint=""))
        read = update(EventSourceRow).where(EventSourceRow.source.in_(mine))
        connection.execute(read.values(validators=None))


def _told(title: str, categories: Sequence[str], description: str | None) -> str:
    """What an event's meaning is read from: its title first, and the beginning of what is said about it."""
    return ". ".join(part for part in (title, ", ".join(categories), (description or "")[:TOLD_CHARS]) if part)


def write_vectors(vectors: Mapping[int, bytes]) -> None:
    statement = update(EventRow).where(EventRow.id == bindparam("row_id")).values(vector=bindparam("packed"))
    with writing() as connection:
        connection.execute(statement, [{"row_id": id_, "packed": packed} for id_, packed in vectors.items()])


def sources() -> dict[str, EventSourceRow]:
    """The rows of all sources that were ever asked, detached."""
    table = EventSourceRow.__table__
    with reading() as connection:
        rows = connection.execute(select(table)).mappings().all()
    return {row["source"]: EventSourceRow(**row) for row in rows}


def write_source(values: Mapping[str, Any]) -> None:
    """Changes a source's row, or makes it; `values` has at least `source` and `title`."""
    changed = update(EventSourceRow).where(EventSourceRow.source == values["source"]).values(values)
    with writing() as connection:
        if connection.execute(changed).rowcount == 0:
            connection.execute(insert(EventSourceRow), {**NEW_SOURCE, **values})


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk


def _values(event: NormalEvent, now: datetime) -> dict[str, Any]:
    row = asdict(event) | {"fingerprint": event.fingerprint(), "changed_at": now, "vector": None, "shown_as": None}
    return row | {"categories": list(event.categories)}


def _insert(connection: Connection) -> Any:
    """Another worker may have inserted the same rows a moment ago."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(EventRow).on_conflict_do_nothing()
    return sqlite.insert(EventRow).on_conflict_do_nothing()


def _update(row: Mapping[str, Any]) -> Any:
    """All columns of one row but its key; the merge is looked at again afterwards, so it stays until then."""
    changed: dict[str, Any] = {name: bindparam(f"new_{name}") for name in row if name not in ("id", "shown_as")}
    return update(EventRow).where(EventRow.id == bindparam("new_id")).values(changed)


def _renamed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {f"new_{name}": value for name, value in row.items() if name != "shown_as"}


def _delete(ids: Iterable[int]) -> None:
    for chunk in chunks(ids, ROWS_AT_ONCE):
        with writing() as connection:
            connection.execute(delete(EventRow).where(EventRow.id.in_(chunk)))

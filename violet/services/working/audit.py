"""The trail of what people with rights did: a row in the transaction of the deed itself, sealed by the row before.

Each row holds the hash of its content together with the hash of the row before, and `audit_head` that of the last: a
row that was changed, taken out, put in or cut off at the end does not fit any more.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from violet.errors import BadInput
from violet.models import AuditHeadRow, AuditRow
from violet.observability.tracing import current_trace
from violet.services.working.database import reading

HEAD = 1
BEGINNING = "0" * 64
ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Deed:
    """Who (None: the command line, or the clock) did what to what, such as "job.retried" to "job:4be1...". `details`
    hold nothing personal."""

    actor_id: int | None
    action: str
    object: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the trail."""

    id: int
    at: datetime
    deed: Deed
    request_id: str | None
    hash: str
    previous_hash: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; None looks for everything."""

    actor_id: int | None = None
    object: str | None = None
    action: str | None = None
    cursor: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    entries: tuple[Entry, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`rows` that were read; `broken_at` is the id of the first that does not fit, or what is wrong with the end."""

    rows: int
    broken_at: str | None

    @property
    def sound(self) -> bool:
        return self.broken_at is None


def record(connection: Connection, deed: Deed, *, at: datetime) -> None:
    """Adds the row inside the caller's transaction, which holds the end of the trail from here to its own end: record
    last. The id of the request under way comes by itself."""
    trace = current_trace()
    row: dict[str, Any] = {
        "at": at.astimezone(UTC),
        "actor_id": deed.actor_id,
        "action": deed.action,
        "object": deed.object,
        "details": orjson.loads(orjson.dumps(dict(deed.details))),
        "request_id": trace.request_id if trace else None,
    }
    previous = _hold_end(connection)
    sealed = seal(previous, row)
    connection.execute(insert(AuditRow).values({**row, "previous_hash": previous, "hash": sealed}))
    connection.execute(update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(hash=sealed))


def _hold_end(connection: Connection) -> str:
    """The hash of the last row, counting one more. Nobody else gets it before this transaction ends."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(AuditHeadRow).values(id=HEAD, rows=1, hash=BEGINNING)
    held = first.on_conflict_do_update(index_elements=["id"], set_={"rows": AuditHeadRow.rows + 1})
    previous: str = connection.execute(held.returning(AuditHeadRow.hash)).scalar_one()
    return previous


def seal(previous: str, row: Mapping[str, Any]) -> str:
    """The hash of a row: SHA-256 over the one before and the content, hex."""
    content = [previous, row["at"].timestamp(), *(row[name] for name in ("actor_id", "action", "object", "details"))]
    packed = orjson.dumps([*content, row["request_id"]], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(packed).hexdigest()


def verify() -> Verdict:
    """Reads the whole trail. Raises DATABASE_DOWN."""
    with reading() as connection:
        head = connection.execute(select(AuditHeadRow.rows, AuditHeadRow.hash)).first()
    counted, last_hash = head if head is not None else (0, BEGINNING)
    previous, rows, after = BEGINNING, 0, 0
    while rows < counted:
        entries = _rows_after(after)
        if not entries:
            break
        for row in entries[: counted - rows]:
            if row["previous_hash"] != previous or row["hash"] != seal(previous, row):
                return Verdict(rows, str(row["id"]))
            previous, rows, after = row["hash"], rows + 1, row["id"]
    if rows != counted or previous != last_hash or (head is None and _rows_after(0)):
        return Verdict(rows, f"the end: {counted} rows were written")
    return Verdict(rows, None)


def page(wanted: Filter) -> Page:
    """The newest first. Raises BadInput for a cursor that is none of ours, DATABASE_DOWN."""
    statement = select(AuditRow.__table__).order_by(AuditRow.id.desc()).limit(wanted.limit + 1)
    columns = ((AuditRow.actor_id, wanted.actor_id), (AuditRow.object, wanted.object), (AuditRow.action, wanted.action))
    for column, value in columns:
        if value is not None:
            statement = statement.where(column == value)
    if wanted.cursor is not None:
        statement = statement.where(AuditRow.id < _read_cursor(wanted.cursor))
    with reading() as connection:
        found = [_entry(dict(row)) for row in connection.execute(statement).mappings()]
    entries = found[: wanted.limit]
    more = len(found) > wanted.limit
    return Page(tuple(entries), base64.urlsafe_b64encode(str(entries[-1].id).encode()).decode() if more else None)


def _rows_after(row_id: int) -> list[Mapping[str, Any]]:
    statement = select(AuditRow.__table__).where(AuditRow.id > row_id).order_by(AuditRow.id).limit(ROWS_AT_ONCE)
    with reading() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def _entry(row: Mapping[str, Any]) -> Entry:
    deed = Deed(row["actor_id"], row["action"], row["object"], row["details"])
    return Entry(row["id"], row["at"], deed, row["request_id"], row["hash"] or "", row["previous_hash"] or "")


def _read_cursor(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode())
    except ValueError:
        raise BadInput("That page does not exist.", field="cursor") from None

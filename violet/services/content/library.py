"""Looking documents up: one, a list, and the history of one."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from violet.errors import BadInput, NotFound
from violet.models import DocumentRow, DocumentVersionRow
from violet.services.content.changes import Change, changes
from violet.services.content.document import COLUMNS, NEWEST, Document, find, from_row
from violet.services.working.database import reading
from violet.services.working.here import Here

UNKNOWN = "There is no such document."


@dataclass(frozen=True, slots=True)
class Version:
    """What a document said at one time, and what that changed. `source_version` is the one it goes back to."""

    version: int
    data: Mapping[str, Any]
    schema_version: int
    author_id: int | None
    source_version: int | None
    at: datetime
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents to list: all of a kind, or those in a `state` or that are `broken`."""

    kind: str
    state: str | None = None
    broken: bool = False
    cursor: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    documents: tuple[Document, ...]
    next: str | None


def one(here: Here, kind: str, document_id: str) -> Document:
    """Raises NotFound, DATABASE_DOWN."""
    with reading() as connection:
        found = find(connection, here.campus.id, kind, document_id)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def page(here: Here, wanted: Wanted) -> Page:
    """The documents of a kind, the last changed first. Raises BadInput for a cursor that is none of ours."""
    mine = (DocumentRow.campus == here.campus.id, DocumentRow.kind == wanted.kind)
    statement = select(*COLUMNS).join(DocumentVersionRow, NEWEST).where(*mine)
    if wanted.state is not None:
        statement = statement.where(DocumentRow.state == wanted.state)
    if wanted.cursor is not None:
        at, document_id = _read_cursor(wanted.cursor)
        same = (DocumentRow.updated_at == at) & (DocumentRow.id < document_id)
        statement = statement.where(or_(DocumentRow.updated_at < at, same))
    statement = statement.order_by(DocumentRow.updated_at.desc(), DocumentRow.id.desc())
    if not wanted.broken:
        statement = statement.limit(wanted.limit + 1)
    with reading() as connection:
        found = [from_row(row) for row in connection.execute(statement)]
    if wanted.broken:
        found = [document for document in found if document.problem is not None]
    shown = found[: wanted.limit]
    return Page(tuple(shown), _cursor(shown[-1]) if len(found) > wanted.limit else None)


def broken(here: Here) -> list[Document]:
    """The documents of a campus that cannot be read any more. Raises DATABASE_DOWN."""
    statement = select(*COLUMNS).join(DocumentVersionRow, NEWEST).where(DocumentRow.campus == here.campus.id)
    with reading() as connection:
        return [document for document in map(from_row, connection.execute(statement)) if document.problem is not None]


def versions(here: Here, kind: str, document_id: str) -> list[Version]:
    """The newest first. Raises NotFound, DATABASE_DOWN."""
    document = one(here, kind, document_id)
    mine = select(DocumentVersionRow.__table__).where(DocumentVersionRow.document_id == document.id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(DocumentVersionRow.version)).mappings().all()
    found: list[Version] = []
    before: Mapping[str, Any] = {}
    for row in rows:
        at_that_time = replace(document, data=row["data"], schema_version=row["schema_version"])
        now = at_that_time.shown_data
        said = (row["author_id"], row["source_version"], row["at"])
        found.append(
            Version(row["version"], now, at_that_time.shown_schema_version, *said, tuple(changes(before, now)))
        )
        before = now
    return found[::-1]


def _cursor(document: Document) -> str:
    return base64.urlsafe_b64encode(f"{document.updated_at.isoformat()} {document.id}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[datetime, str]:
    try:
        moment, _, document_id = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(" ")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise BadInput("That page does not exist.", field="cursor") from None
    return at, document_id

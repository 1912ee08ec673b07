"""A document as the use cases see it, and reading it out of the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Row, and_, select

from violet.campus.documents import SCHEMA_VERSION, Data, UnknownFormError, brought_forward, read_document
from violet.domain.workflow import Standing, State
from violet.models import DocumentRow, DocumentVersionRow

COLUMNS = (
    DocumentRow.id, DocumentRow.campus, DocumentRow.kind, DocumentRow.subject, DocumentRow.state, DocumentRow.version,
    DocumentVersionRow.data, DocumentVersionRow.schema_version, DocumentRow.live_version, DocumentRow.reviewed_version,
    DocumentRow.review_note, DocumentRow.author_id, DocumentRow.reviewer_id, DocumentRow.publish_at,
    DocumentRow.unpublish_at, DocumentRow.created_at, DocumentRow.updated_at,
)  # fmt: skip
NEWEST = and_(DocumentVersionRow.document_id == DocumentRow.id, DocumentVersionRow.version == DocumentRow.version)
LIVE = and_(DocumentVersionRow.document_id == DocumentRow.id, DocumentVersionRow.version == DocumentRow.live_version)


@dataclass(frozen=True)
class Document:
    """One version of a document: the newest, or the live one where that was asked for. `data` is as it is stored."""

    id: str
    campus: str
    kind: str
    subject: str
    state: State
    version: int
    data: Mapping[str, Any]
    schema_version: int
    live_version: int | None
    reviewed_version: int | None
    review_note: str | None
    author_id: int | None
    reviewer_id: int | None
    publish_at: datetime | None
    unpublish_at: datetime | None
    created_at: datetime
    updated_at: datetime

    @cached_property
    def content(self) -> Data | None:
        """What it says; None where it is broken."""
        return self._read[0]

    @property
    def problem(self) -> str | None:
        """What is wrong with a document that cannot be read."""
        return self._read[1]

    @property
    def shown_data(self) -> dict[str, Any]:
        """In today's form; as it is stored where it cannot be brought there."""
        if self.content is not None:
            return self.content.model_dump(mode="json", exclude_defaults=True)
        try:
            return brought_forward(self.kind, self.data, self.schema_version)
        except (UnknownFormError, TypeError, KeyError, AttributeError):
            return dict(self.data)

    @property
    def shown_schema_version(self) -> int:
        return SCHEMA_VERSION if self.content is not None else self.schema_version

    @cached_property
    def _read(self) -> tuple[Data | None, str | None]:
        try:
            return read_document(self.kind, self.data, self.schema_version), None
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            return None, f"{'.'.join(map(str, first['loc'])) or 'data'}: {first['msg']}"
        except (UnknownFormError, TypeError, KeyError, AttributeError) as error:
            return None, str(error) or type(error).__name__


def from_row(row: Row[Any]) -> Document:
    """From a row of COLUMNS."""
    values = dict(zip((column.key for column in COLUMNS), row, strict=True))
    return Document(**values | {"state": State(values["state"])})


def find(connection: Connection, campus: str, kind: str, document_id: str) -> Document | None:
    mine = (DocumentRow.id == document_id, DocumentRow.kind == kind, DocumentRow.campus == campus)
    row = connection.execute(select(*COLUMNS).join(DocumentVersionRow, NEWEST).where(*mine)).first()
    return from_row(row) if row is not None else None


def standing(connection: Connection, document: Document) -> Standing:
    """Where it is on its way, with the authors of all that is new since it was last approved. Whoever wrote the version
    that another goes back to counts as well."""
    columns = (DocumentVersionRow.version, DocumentVersionRow.author_id, DocumentVersionRow.source_version)
    rows = connection.execute(select(*columns).where(DocumentVersionRow.document_id == document.id)).all()
    by_version = {row.version: row for row in rows}
    new = {version for version in by_version if version > (document.reviewed_version or 0)}
    authors = {by_version[version].author_id for version in _with_sources(new, by_version)}
    live = document.live_version is not None
    return Standing(document.state, live, frozenset(author for author in authors if author is not None))


def _with_sources(versions: Iterable[int], by_version: Mapping[int, Any]) -> set[int]:
    """These versions and those they go back to."""
    found, waiting = set(), list(versions)
    while waiting:
        version = waiting.pop()
        if version in found or version not in by_version:
            continue
        found.add(version)
        source = by_version[version].source_version
        if source is not None:
            waiting.append(source)
    return found

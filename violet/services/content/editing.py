"""Writing documents: a new one, a new version of one, and going back to an older. Every version stays."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from pydantic import ValidationError
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from violet.campus.campus import Campus
from violet.campus.documents import (
    NAMED_BY,
    SCHEMA_VERSION,
    Data,
    EventData,
    GuideData,
    PlaceData,
    UnknownFormError,
    read_document,
    slug_of,
)
from violet.campus.schema import GuidePlace
from violet.domain.workflow import State, Step
from violet.errors import BadInput, Conflict, NotFound
from violet.models import DocumentRow, DocumentVersionRow
from violet.services.content.document import Document
from violet.services.content.library import one, versions
from violet.services.working import audit
from violet.services.working.database import reading, writing
from violet.services.working.here import Here

TAKEN = "There is already a document about that; please change that one."
MAX_BYTES = 64_000
TRIES_AT_A_NAME = 50


class MovedOnError(Exception):
    """Somebody else has written a version meanwhile; `current` is the newest."""

    def __init__(self, current: Document) -> None:
        self.current = current
        super().__init__(current.id)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is to be written, by whom, and the version that it goes back to, if it does."""

    content: Data
    author_id: int | None
    source_version: int | None = None


def create(here: Here, kind: str, data: Mapping[str, Any], *, author_id: int | None) -> Document:
    """A new draft. What it is found by is made from its name where it is not given. Raises BadInput, Conflict where
    there is a document about that already."""
    key, name = NAMED_BY[kind]
    given = {**_as_it_is(here.campus, kind, data.get(key)), **data}
    if given.get(key) in (None, ""):
        given[key] = _free_subject(here, kind, slug_of(str(given.get(name) or "")))
    content = checked(here.campus, kind, given)
    document_id, now = uuid.uuid4().hex, here.clock()
    row = {
        "id": document_id, "campus": here.campus.id, "kind": kind, "subject": content.id, "state": State.DRAFT,
        "version": 1, "author_id": author_id, "created_at": now, "updated_at": now,
    }  # fmt: skip
    try:
        with writing() as connection:
            connection.execute(insert(DocumentRow).values(row))
            _add_version(connection, (document_id, 1), _Draft(content, author_id), at=now)
            deed = audit.Deed(author_id, "content.created", f"document:{document_id}", {"kind": kind, "version": 1})
            audit.record(connection, deed, at=now)
    except IntegrityError:
        raise Conflict(TAKEN, field=f"data.{key}") from None
    return one(here, kind, document_id)


def save(here: Here, document: Document, data: Mapping[str, Any], *, expected: int, author_id: int) -> Document:
    """A new version, where `expected` is the newest: one of several who save at once. Raises MovedOnError, BadInput."""
    if document.version != expected:
        raise MovedOnError(document)
    key, _ = NAMED_BY[document.kind]
    given = {**data, key: data.get(key) or document.subject}
    if given[key] != document.subject:
        raise BadInput(f"{key} stays as it is: another document is about something else.", field=f"data.{key}")
    content = checked(here.campus, document.kind, given)
    return _write(here, document, _Draft(content, author_id), Step.EDIT)


def revert(here: Here, document: Document, version: int, *, author_id: int) -> Document:
    """A new version that says what an older one said. Raises NotFound, BadInput for one that cannot be read, and
    MovedOnError."""
    found = {each.version: each for each in versions(here, document.kind, document.id)}
    if version not in found:
        raise NotFound("That document has no such version.")
    content = checked(here.campus, document.kind, found[version].data)
    return _write(here, document, _Draft(content, author_id, source_version=version), Step.REVERT)


def checked(campus: Campus, kind: str, data: Mapping[str, Any]) -> Data:
    """What the document says. Raises BadInput that names the field."""
    if len(orjson.dumps(data, default=str)) > MAX_BYTES:
        raise BadInput("That is too long.", field="data")
    try:
        content = read_document(kind, data, SCHEMA_VERSION)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in ("data", *first["loc"]) if part != "[key]")
        raise BadInput(f"{field}: {first['msg'].removeprefix('Value error, ')}.", field=field) from None
    except UnknownFormError as error:
        raise BadInput(f"{error}.", field="data") from None
    _check_references(campus, content)
    return content


def _check_references(campus: Campus, content: Data) -> None:
    match content:
        case PlaceData() if content.campus is not None:
            known = [site.id for site in campus.sites]
            if content.campus not in known:
                raise BadInput(f"data.campus: has to be one of {', '.join(known)}.", field="data.campus")
        case EventData() if content.place is not None and content.place not in campus.places_by_id:
            raise BadInput("data.place: there is no such place.", field="data.place")
        case GuideData():
            for number, entry in enumerate(content.places):
                if entry.place_id not in campus.places_by_id:
                    field = f"data.places.{number}.place_id"
                    raise BadInput(f"{field}: there is no such place.", field=field)


def _write(here: Here, document: Document, draft: _Draft, step: Step) -> Document:
    now, version = here.clock(), document.version + 1
    row = {
        "state": State.DRAFT, "version": version, "author_id": draft.author_id, "publish_at": None, "review_note": None,
        "updated_at": now,
    }  # fmt: skip
    newest = (DocumentRow.id == document.id, DocumentRow.version == document.version)
    with writing() as connection:
        if connection.execute(update(DocumentRow).where(*newest).values(row)).rowcount == 1:
            told = {"version": version} | ({"source": draft.source_version} if draft.source_version else {})
            _add_version(connection, (document.id, version), draft, at=now)
            deed = audit.Deed(draft.author_id, f"content.{step}", f"document:{document.id}", told)
            audit.record(connection, deed, at=now)
            written = True
        else:
            written = False
    current = one(here, document.kind, document.id)
    if not written:
        raise MovedOnError(current)
    return current


def _add_version(connection: Connection, key: tuple[str, int], draft: _Draft, *, at: datetime) -> None:
    row = {
        "document_id": key[0], "version": key[1], "data": draft.content.model_dump(mode="json", exclude_defaults=True),
        "schema_version": SCHEMA_VERSION, "author_id": draft.author_id, "source_version": draft.source_version,
        "at": at,
    }  # fmt: skip
    connection.execute(insert(DocumentVersionRow).values(row))


def _as_it_is(campus: Campus, kind: str, subject: object) -> dict[str, Any]:
    """What the guide says of the place that a document is about to correct: what is left out stays."""
    place = campus.places_by_id.get(subject) if kind == "places" and isinstance(subject, str) else None
    return data_of(place) if place is not None else {}


def data_of(place: GuidePlace) -> dict[str, Any]:
    """A place of the guide in the form of a document."""
    said = place.model_dump(
        mode="json", exclude_defaults=True, exclude={"lines", "checked", "source", "as_of", "edited"}
    )
    return {name: value for name, value in said.items() if value not in (None, "")}


def _free_subject(here: Here, kind: str, slug: str) -> str:
    """The slug, numbered where a document or a place has it. Raises BadInput for a name with nothing to write."""
    _, name = NAMED_BY[kind]
    if not slug:
        raise BadInput(f"data.{name}: Field required.", field=f"data.{name}")
    like = (DocumentRow.campus == here.campus.id, DocumentRow.kind == kind, DocumentRow.subject.startswith(slug))
    with reading() as connection:
        taken = set(connection.execute(select(DocumentRow.subject).where(*like)).scalars())
    taken |= here.campus.places_by_id.keys() if kind == "places" else set()
    numbered = (slug, *(f"{slug}-{number}" for number in range(2, len(taken) + TRIES_AT_A_NAME)))
    return next(each for each in numbered if each not in taken)

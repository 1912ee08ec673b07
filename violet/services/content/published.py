"""What of a campus's content is published, and the number that goes up with every change of it.

A document that cannot be read is left out here and listed for editors; it never takes anything else with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import structlog
from sqlalchemy import select

from violet.campus.campus import Campus, Content
from violet.campus.documents import Data, EventData, GuideData, PlaceData
from violet.campus.schema import GuidePlace
from violet.domain.geo import meters_between
from violet.models import DocumentRow, DocumentVersionRow, PublishedSetRow
from violet.services.content.document import COLUMNS, LIVE, Document, from_row
from violet.services.content.reported import found_closed, reported_closed
from violet.services.open_data.kept import OpenPlaces, places_of
from violet.services.working.database import reading
from violet.services.working.published_sets import changed as changed

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class PublishedSet:
    """The documents that are live, the ids of places that several people report to be closed, and of those that no
    document is about and of which a moderator has found that they are. `version` is the number they have at the
    least."""

    version: int
    documents: Sequence[Document]
    reported_closed: frozenset[str]
    closed_elsewhere: frozenset[str] = frozenset()
    open_places: OpenPlaces = field(default_factory=OpenPlaces)


def newer_than(campus: str, version: int) -> PublishedSet | None:
    """None where `version` is the newest. Raises DATABASE_DOWN."""
    with reading() as connection:
        # The number first: what is published in between is in the documents, and is looked at once more.
        newest = connection.execute(
            select(PublishedSetRow.version).where(PublishedSetRow.campus == campus)
        ).scalar_one_or_none()
        if newest is None or newest <= version:
            return None
        live = select(*COLUMNS).join(DocumentVersionRow, LIVE).where(DocumentRow.campus == campus)
        rows = connection.execute(live.order_by(DocumentRow.id)).all()
        said, found = reported_closed(connection, campus), found_closed(connection, campus)
        open_places = places_of(connection, campus)
    return PublishedSet(newest, [from_row(row) for row in rows], said, found, open_places)


def overlaid(campus: Campus, published: PublishedSet) -> Campus:
    """The campus as its pack has it with open data and then with what is published on top. An editor's word on a place
    goes until its source says something else."""
    rows = published.open_places
    campus = campus.with_open_data(rows.titles, rows.places)
    contents = list(_contents(one for one in published.documents if not _outdated(one, rows)))
    places = [content for content in contents if isinstance(content, PlaceData)]
    content = Content(
        places=tuple(_place(campus, place) for place in places if not place.closed),
        closed=tuple(_place(campus, place) for place in places if place.closed),
        guides=tuple(content for content in contents if isinstance(content, GuideData)),
        reported_closed=published.reported_closed,
        closed_elsewhere=published.closed_elsewhere - campus.places_by_id.keys(),
    )
    return campus.with_content(content, version=campus.version + published.version)


def published_events(campus: str) -> list[EventData]:
    """The events that are live. Raises DATABASE_DOWN."""
    live = select(*COLUMNS).join(DocumentVersionRow, LIVE)
    with reading() as connection:
        rows = connection.execute(live.where(DocumentRow.campus == campus, DocumentRow.kind == "events")).all()
    return [content for content in _contents(map(from_row, rows)) if isinstance(content, EventData)]


def with_draft(campus: Campus, document: Document) -> Campus:
    """The snapshot as it would be with this document published too."""
    content = document.content
    places = (_place(campus, content),) if isinstance(content, PlaceData) else ()
    is_closed = isinstance(content, PlaceData) and content.closed
    others = tuple(place for place in campus.closed if place.id not in {draft.id for draft in places})
    draft = Content(
        places=() if is_closed else places,
        closed=(*others, *places) if is_closed else others,
        guides=campus.guides,
        reported_closed=campus.reported_closed,
        closed_elsewhere=campus.closed_elsewhere,
    )
    return campus.with_content(draft, version=campus.version)


def _outdated(document: Document, rows: OpenPlaces) -> bool:
    """Whether the source of a place said something else of it after the editor did."""
    changed_at = rows.changed_at.get(document.subject) if document.kind == "places" else None
    return changed_at is not None and changed_at > document.updated_at


def _contents(documents: Iterable[Document]) -> Iterable[Data]:
    for document in documents:
        if document.content is not None:
            yield document.content
        else:
            log.error("document_left_out", document=document.id, kind=document.kind)


def _place(campus: Campus, place: PlaceData) -> GuidePlace:
    """Checked already, which is not done twice: there may be thousands."""
    sites, before = campus.sites, campus.places_by_id.get(place.id)
    own = {name: getattr(place, name) for name in PlaceData.model_fields if name in GuidePlace.model_fields}
    known = {site.id for site in sites}
    nearest = min(sites, key=lambda site: meters_between(site.location, place.location)).id
    site = place.campus if place.campus in known else nearest
    lines = before.lines if before is not None else ()
    said = {"campus": site, "about": place.about or "", "lines": lines, "edited": True}
    return GuidePlace.model_construct(**own | said)

"""A document's steps through the workflow: submitted, reviewed, published, taken down. Each changes the row, the number
of the published set where students see it, and the trail in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import structlog
from sqlalchemy import Connection, or_, select, update

from violet.domain.workflow import Refusal, State, Step, after, refusal
from violet.errors import BadInput, Conflict, Forbidden
from violet.models import DocumentRow
from violet.services.content.document import Document, standing
from violet.services.content.library import one
from violet.services.content.reported import settle
from violet.services.working import audit
from violet.services.working.database import reading, writing
from violet.services.working.here import Here
from violet.services.working.published_sets import changed

log = structlog.get_logger(__name__)

OWN_WORK = "Somebody else has to review what you wrote."
JUST_CHANGED = "Somebody else has just changed this document. Please look at it again."
BROKEN = "This document cannot be read any more; please edit it first."
NOT_FROM_HERE: Mapping[Step, str] = MappingProxyType(
    {
        Step.SUBMIT: "Only a draft can be submitted for review.",
        Step.APPROVE: "Only what is in review can be approved.",
        Step.REJECT: "Only what is in review can be rejected.",
        Step.PUBLISH: "Only what was approved can be published.",
        Step.SCHEDULE: "Only what was approved can be published.",
        Step.ARCHIVE: "Only what is published can be archived.",
    }
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step somebody takes; `actor_id` is None for the clock. `columns` is what it writes beside the state."""

    step: Step
    actor_id: int | None
    columns: Mapping[str, Any] = field(default_factory=dict)


def submit(here: Here, document: Document, *, actor_id: int) -> Document:
    """Raises Conflict where it is no draft, or broken."""
    return _take(here, document, Taken(Step.SUBMIT, actor_id, {"review_note": None}))


def approve(here: Here, document: Document, *, actor_id: int) -> Document:
    """Raises Conflict where it is not in review, Forbidden for an author of what is new in it."""
    reviewed = {"reviewer_id": actor_id, "reviewed_version": document.version, "review_note": None}
    return _take(here, document, Taken(Step.APPROVE, actor_id, reviewed))


def reject(here: Here, document: Document, *, reason: str, actor_id: int) -> Document:
    """Back to its author with a reason. Raises Conflict where it is not in review."""
    return _take(here, document, Taken(Step.REJECT, actor_id, {"reviewer_id": actor_id, "review_note": reason}))


def publish(
    here: Here, document: Document, *, actor_id: int | None, at: datetime | None = None, until: datetime | None = None
) -> Document:
    """Shows it to students, now or from a moment to come, and until some moment or for good. Raises Conflict where it
    was not approved, BadInput for an end before its beginning."""
    now = here.clock()
    if until is not None and until <= (at or now):
        raise BadInput("unpublish_at: has to be after it is published.", field="unpublish_at")
    if at is not None and at > now:
        return _take(here, document, Taken(Step.SCHEDULE, actor_id, {"publish_at": at, "unpublish_at": until}))
    live = {"live_version": document.version, "publish_at": None, "unpublish_at": until}
    return _take(here, document, Taken(Step.PUBLISH, actor_id, live))


def archive(here: Here, document: Document, *, actor_id: int | None) -> Document:
    """Takes it away from students at once. Raises Conflict where nothing of it is published."""
    gone: dict[str, Any] = {"live_version": None, "publish_at": None, "unpublish_at": None}
    return _take(here, document, Taken(Step.ARCHIVE, actor_id, gone))


def any_due(now: datetime) -> bool:
    """Whether a moment to publish or to unpublish something has come. Raises DATABASE_DOWN."""
    with reading() as connection:
        return connection.execute(select(DocumentRow.id).where(_due(now)).limit(1)).first() is not None


def take_due(here: Here) -> list[Document]:
    """Publishes and archives what is due on this campus, once whoever else does the same. Returns what changed."""
    now = here.clock()
    mine = select(DocumentRow.id, DocumentRow.kind).where(_due(now), DocumentRow.campus == here.campus.id)
    with reading() as connection:
        due = connection.execute(mine).all()
    done = []
    for document_id, kind in due:
        document = one(here, kind, document_id)
        try:
            done.append(_take_due_step(here, document, now))
        except Conflict as error:
            log.warning("content_step_missed", document=document_id, why=error.message)
    return done


def _take_due_step(here: Here, document: Document, now: datetime) -> Document:
    if document.publish_at is not None and document.publish_at <= now and document.state is State.APPROVED:
        until = document.unpublish_at
        return publish(here, document, actor_id=None, until=until if until and until > now else None)
    gone: dict[str, Any] = {"live_version": None, "unpublish_at": None}
    if document.state is not State.PUBLISHED:  # a newer version is on its way, and goes on
        gone["state"] = document.state
    return _take(here, document, Taken(Step.ARCHIVE, None, gone))


def _due(now: datetime) -> Any:
    to_publish = (DocumentRow.publish_at <= now) & (DocumentRow.state == State.APPROVED)
    to_archive = (DocumentRow.unpublish_at <= now) & DocumentRow.live_version.is_not(None)
    return or_(to_publish, to_archive)


def _take(here: Here, document: Document, taken: Taken) -> Document:
    _require_allowed(document, taken)
    now = here.clock()
    as_seen = (
        DocumentRow.id == document.id,
        DocumentRow.version == document.version,
        DocumentRow.state == document.state,
        DocumentRow.live_version.is_not_distinct_from(document.live_version),
    )
    with writing() as connection:
        row = {"state": after(taken.step), "updated_at": now, **taken.columns}
        if connection.execute(update(DocumentRow).where(*as_seen).values(row)).rowcount != 1:
            raise Conflict(JUST_CHANGED)
        _tell(connection, document, taken, now)
    return one(here, document.kind, document.id)


def _require_allowed(document: Document, taken: Taken) -> None:
    with reading() as connection:
        why = refusal(taken.step, standing(connection, document), taken.actor_id)
    if why is Refusal.STATE:
        raise Conflict(NOT_FROM_HERE[taken.step])
    if why is Refusal.OWN_WORK:
        raise Forbidden(OWN_WORK)
    if document.content is None and taken.step in (Step.SUBMIT, Step.APPROVE, Step.PUBLISH, Step.SCHEDULE):
        raise Conflict(BROKEN)


def _tell(connection: Connection, document: Document, taken: Taken, now: datetime) -> None:
    """What students see has changed, and the trail."""
    if taken.step in (Step.PUBLISH, Step.ARCHIVE):
        changed(connection, document.campus)
    if taken.step is Step.PUBLISH and document.kind == "places":
        settle(connection, document.campus, document.subject)
    details: dict[str, Any] = {"version": document.version}
    moments = {name: taken.columns[name] for name in ("publish_at", "unpublish_at") if taken.columns.get(name)}
    details |= {name: moment.isoformat() for name, moment in moments.items()}
    deed = audit.Deed(taken.actor_id, f"content.{taken.step}", f"document:{document.id}", details)
    audit.record(connection, deed, at=now)

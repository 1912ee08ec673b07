"""Content on the wire: documents with their history, guides, and what students say is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from violet.api.schemas.cards import CardBody
from violet.api.schemas.common import ApiModel, Moment, OptionalBody
from violet.campus.documents import Kind
from violet.services.content.document import Document
from violet.services.content.library import Version

State = Literal["draft", "in_review", "approved", "published", "archived"]
Cursor = Annotated[str, Field(max_length=200)]
DocumentId = Annotated[str, Field(max_length=64)]
Data = Annotated[dict[str, Any], Field(description="What the document says; its form depends on its kind.")]
ENVELOPE = frozenset({"data", "id", "kind", "state", "version", "schema_version"})


class KindPath(ApiModel):
    kind: Kind


class DocumentPath(ApiModel):
    kind: Kind
    document_id: DocumentId


class DocumentsQuery(ApiModel):
    """`broken` lists only documents that cannot be read any more."""

    state: State | None = None
    broken: bool = False
    cursor: Cursor | None = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class DocumentBody(ApiModel):
    """What the document is to say, as `data`, or at the top level."""

    data: Data

    @model_validator(mode="before")
    @classmethod
    def _at_the_top(cls, body: Any) -> Any:
        if isinstance(body, dict) and body and "data" not in body:
            return {"data": body}
        return body


class IfMatch(ApiModel):
    """The version that was read, in quotes: what somebody else wrote meanwhile is not written over."""

    if_match: Annotated[str | None, Field(alias="If-Match", max_length=100)] = None

    @property
    def version(self) -> int | None:
        """None where it names none."""
        tag = (self.if_match or "").strip().removeprefix("W/").strip('"')
        return int(tag) if tag.isascii() and tag.isdigit() and len(tag) < 10 else None


class RejectBody(ApiModel):
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


class PublishBody(OptionalBody):
    """Now, or `at` a moment to come; until `unpublish_at`, or for good."""

    at: Moment | None = None
    unpublish_at: Moment | None = None


class RevertBody(ApiModel):
    version: Annotated[int, Field(ge=1, le=1_000_000_000)]


class DocumentAnswer(ApiModel):
    """`live_version` is the one students see, null where they see none; `problem` says what is wrong with a document
    that cannot be read; `review_note` is why it was rejected."""

    id: str
    kind: Kind
    subject: str
    state: State
    version: int
    data: dict[str, Any]
    schema_version: int
    live_version: int | None
    author_id: int | None
    reviewer_id: int | None
    review_note: str | None
    publish_at: datetime | None
    unpublish_at: datetime | None
    created_at: datetime
    updated_at: datetime
    problem: str | None


class DocumentsAnswer(ApiModel):
    documents: list[DocumentAnswer]
    next: str | None


class ChangeBody(ApiModel):
    """Null is not said."""

    field: str
    before: Any
    after: Any


class VersionBody(ApiModel):
    """`source_version` is the one that this version goes back to."""

    version: int
    author_id: int | None
    at: datetime
    schema_version: int
    source_version: int | None
    data: dict[str, Any]
    changes: list[ChangeBody]


class VersionsAnswer(ApiModel):
    versions: list[VersionBody]
    next: str | None


class PreviewAnswer(ApiModel):
    """A draft as students would see it: its card, what the chat would say, and the page of a guide."""

    card: CardBody | None
    reply: str | None
    guide: dict[str, Any] | None


class GuidePath(ApiModel):
    slug: Annotated[str, Field(max_length=100)]


class GuideSummary(ApiModel):
    slug: str
    title: str
    about: str | None
    count: int


class GuidesAnswer(ApiModel):
    guides: list[GuideSummary]
    next: str | None


class GuideCard(CardBody):
    words: str | None = None


class GuideAnswer(ApiModel):
    slug: str
    title: str
    about: str | None
    places: list[GuideCard]


def document_wire(document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "kind": document.kind,
        "subject": document.subject,
        "state": document.state.value,
        "version": document.version,
        "data": document.shown_data,
        "schema_version": document.shown_schema_version,
        "live_version": document.live_version,
        "author_id": document.author_id,
        "reviewer_id": document.reviewer_id,
        "review_note": document.review_note,
        "publish_at": document.publish_at,
        "unpublish_at": document.unpublish_at,
        "created_at": document.created_at,
        "updated_at": document.updated_at,
        "problem": document.problem,
    }


def versions_wire(versions: Sequence[Version]) -> dict[str, Any]:
    rows = [
        {
            "version": one.version,
            "author_id": one.author_id,
            "at": one.at,
            "schema_version": one.schema_version,
            "source_version": one.source_version,
            "data": dict(one.data),
            "changes": [{"field": each.field, "before": each.before, "after": each.after} for each in one.changes],
        }
        for one in versions
    ]
    return {"versions": rows, "next": None}

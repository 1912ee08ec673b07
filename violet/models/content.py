"""What editors write: documents with their whole history, and the number that tells when the published set changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime
from violet.models.user import ID


class DocumentRow(Model):
    """One place, event or guide as it stands. `version` is the newest of its `document_versions`, `live_version` the
    one that is published, null where none is, `reviewed_version` the newest that was approved. `subject` is the id the
    document speaks of (a place's id, a guide's slug), unique among a campus's documents of a kind. `publish_at` and
    `unpublish_at` are still to come."""

    __tablename__ = "documents"
    __table_args__ = (
        UniqueConstraint("campus", "kind", "subject"),
        Index(None, "publish_at"),
        Index(None, "unpublish_at"),
        Index(None, "author_id"),
        Index(None, "reviewer_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    campus: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(120))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    live_version: Mapped[int | None] = mapped_column(Integer)
    reviewed_version: Mapped[int | None] = mapped_column(Integer)
    review_note: Mapped[str | None] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    publish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    unpublish_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DocumentVersionRow(Model):
    """What a document said at one time; rows are only added. `author_id` is null where the author is gone,
    `source_version` the version that this one goes back to, if it does."""

    __tablename__ = "document_versions"
    __table_args__ = (Index(None, "author_id"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    data: Mapped[dict[str, Any]] = mapped_column(Document)
    schema_version: Mapped[int] = mapped_column(Integer)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    source_version: Mapped[int | None] = mapped_column(Integer)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class PublishedSetRow(Model):
    """How often what a campus shows has changed: every server compares it with what it has in memory."""

    __tablename__ = "published_sets"

    campus: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)


class QueueRow(Model):
    """Something for a moderator to look at: reports of one kind about one place, a turn that somebody did not like, a
    name. `open_key` is its kind and subject while it is open, so that there is one at a time; null afterwards."""

    __tablename__ = "queue_items"
    __table_args__ = (
        UniqueConstraint("open_key"),
        Index(None, "campus", "state"),
        Index(None, "resolved_by"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    campus: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str | None] = mapped_column(String(30))
    name: Mapped[str | None] = mapped_column(String(300))
    open_key: Mapped[str | None] = mapped_column(String(420))
    state: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(Text)
    document_id: Mapped[str | None] = mapped_column(ForeignKey("documents.id", ondelete="SET NULL"))
    resolved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    resolved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PlaceReportRow(Model):
    """What one person says is wrong with a place; a later report of the same kind replaces theirs while the item is
    open."""

    __tablename__ = "place_reports"
    __table_args__ = (UniqueConstraint("item_id", "user_id"), Index(None, "user_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("queue_items.id", ondelete="CASCADE"))
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    place_id: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    text: Mapped[str | None] = mapped_column(Text)
    value: Mapped[Any | None] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackRow(Model):
    """What somebody thought of one turn. `said` is the turn's explanation, `message` its question without anything
    personal: both are forgotten at `forget_at`. `user_id` is null for somebody without an account."""

    __tablename__ = "turn_feedback"
    __table_args__ = (Index(None, "user_id"), Index(None, "item_id"), Index(None, "forget_at"))

    turn_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    campus: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("queue_items.id", ondelete="SET NULL"))
    rating: Mapped[str] = mapped_column(String(4))
    reason: Mapped[str | None] = mapped_column(String(30))
    text: Mapped[str | None] = mapped_column(Text)
    intent: Mapped[str | None] = mapped_column(String(30))
    message: Mapped[str | None] = mapped_column(Text)
    said: Mapped[dict[str, Any] | None] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forget_at: Mapped[datetime] = mapped_column(UtcDateTime)

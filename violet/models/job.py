"""Long work: jobs with their attempts, and the files they make."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime


class JobRow(Model):
    """One piece of long work; this row is the truth about it, whoever carries its id.

    `due_at` is when it may next be run, `sent_at` when its id was last handed to a worker. `claim` is the attempt under
    way, good until `lease_until`; whoever holds an older one can write nothing. `history` has each attempt's start and
    its error. `unique_key` is taken by at most one job at a time. `user_id` is null for the server's own work.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "created_at"),
        Index(None, "user_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(20))
    arguments: Mapped[dict[str, Any]] = mapped_column(Document)
    unique_key: Mapped[str | None] = mapped_column(String(150), unique=True)
    progress_done: Mapped[int | None] = mapped_column(Integer)
    progress_total: Mapped[int | None] = mapped_column(Integer)
    attempts: Mapped[int] = mapped_column(Integer)
    history: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    result: Mapped[dict[str, Any] | None] = mapped_column(Document)
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(String(300))
    claim: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ExportRow(Model):
    """What an export job made, encrypted, for the hour in which it can be fetched."""

    __tablename__ = "exports"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    sealed: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

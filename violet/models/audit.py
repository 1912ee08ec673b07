"""The trail of what people with rights did, each row sealed by the one before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime
from violet.models.user import ID


class AuditRow(Model):
    """One thing somebody with rights did. Rows are only added. `actor_id` is null for the command line, and no foreign
    key: the trail outlives an account. `hash` is of the row's content and `previous_hash`, that of the row before."""

    __tablename__ = "audit_log"
    __table_args__ = (Index(None, "object"), Index(None, "actor_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    action: Mapped[str] = mapped_column(String(60))
    object: Mapped[str] = mapped_column(String(120))
    details: Mapped[dict[str, Any]] = mapped_column(Document)
    request_id: Mapped[str | None] = mapped_column(String(128))
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    hash: Mapped[str | None] = mapped_column(String(64))


class AuditHeadRow(Model):
    """The end of the trail: how many rows there are and the hash of the last. Whoever adds one holds this row, so that
    each has exactly one after it; a trail that was cut short does not fit it."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    rows: Mapped[int] = mapped_column(Integer)
    hash: Mapped[str] = mapped_column(String(64))

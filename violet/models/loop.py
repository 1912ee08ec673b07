"""Walks that people keep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import UtcDateTime
from violet.models.user import ID


class SavedLoop(Model):
    """A round walk. `sealed` is all of it as encrypted JSON, as it may begin at somebody's home; `mark` finds it by its
    id, which is its link and not written down."""

    __tablename__ = "saved_loops"
    __table_args__ = (UniqueConstraint("user_id", "mark"), Index(None, "mark"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    campus: Mapped[str] = mapped_column(String(40))
    mark: Mapped[str] = mapped_column(String(64))
    sealed: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

"""Places that people keep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import UtcDateTime
from violet.models.user import ID


class SavedPlace(Model):
    """How to ask for the place again, and what it was called. A provider's other facts are not ours to keep."""

    __tablename__ = "saved_places"
    __table_args__ = (UniqueConstraint("user_id", "place_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    provider: Mapped[str] = mapped_column(String(40))
    place_id: Mapped[str] = mapped_column(String(300))
    name: Mapped[str] = mapped_column(String(300))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)

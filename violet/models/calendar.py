"""The calendars people link: busy times their app posted, a private iCalendar address, Google Calendar."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import UtcDateTime
from violet.models.user import ID


class CalendarLink(Model):
    """One linked calendar of one person; `kind` is "busy_times", "ical" or "google".

    `sealed` is encrypted JSON: the posted blocks, the address, or the OAuth tokens. `status` is "linked" or "revoked"
    (access was taken away; `sealed` is null then).
    """

    __tablename__ = "calendar_links"
    __table_args__ = (UniqueConstraint("user_id", "kind"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    sealed: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)

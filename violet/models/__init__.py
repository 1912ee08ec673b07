"""SQLAlchemy tables, one file per aggregate. Imported as a whole so that Alembic sees every table."""

from __future__ import annotations

from violet.models.calendar import CalendarLink
from violet.models.event import EventRow, EventSourceRow
from violet.models.user import Activity, LoginSession, NotificationToken, User

__all__ = ["Activity", "CalendarLink", "EventRow", "EventSourceRow", "LoginSession", "NotificationToken", "User"]

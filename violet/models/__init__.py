"""SQLAlchemy tables, one file per aggregate. Imported as a whole so that Alembic sees every table."""

from __future__ import annotations

from violet.models.audit import AuditHeadRow, AuditRow
from violet.models.calendar import CalendarLink
from violet.models.content import (
    DocumentRow,
    DocumentVersionRow,
    FeedbackRow,
    PlaceReportRow,
    PublishedSetRow,
    QueueRow,
)
from violet.models.event import EventRow, EventSourceRow
from violet.models.job import ExportRow, JobRow
from violet.models.loop import SavedLoop
from violet.models.notification import NotificationPreferences, NotificationRow, OutboxRow, RsvpRow
from violet.models.open_data import OpenDataset, OpenRow
from violet.models.saved import SavedPlace
from violet.models.together import (
    ContactRow,
    PollOptionRow,
    PollRow,
    PollVoteRow,
    PositionShareRow,
    RoomMemberRow,
    RoomReportRow,
    RoomRow,
    StoppedAddressRow,
    WalkAlertRow,
    WalkContactRow,
    WalkRow,
)
from violet.models.user import Activity, LoginSession, NotificationToken, User

__all__ = [
    "Activity",
    "AuditHeadRow",
    "AuditRow",
    "CalendarLink",
    "ContactRow",
    "DocumentRow",
    "DocumentVersionRow",
    "EventRow",
    "EventSourceRow",
    "ExportRow",
    "FeedbackRow",
    "JobRow",
    "LoginSession",
    "NotificationPreferences",
    "NotificationRow",
    "NotificationToken",
    "OpenDataset",
    "OpenRow",
    "OutboxRow",
    "PlaceReportRow",
    "PollOptionRow",
    "PollRow",
    "PollVoteRow",
    "PositionShareRow",
    "PublishedSetRow",
    "QueueRow",
    "RoomMemberRow",
    "RoomReportRow",
    "RoomRow",
    "RsvpRow",
    "SavedLoop",
    "SavedPlace",
    "StoppedAddressRow",
    "User",
    "WalkAlertRow",
    "WalkContactRow",
    "WalkRow",
]

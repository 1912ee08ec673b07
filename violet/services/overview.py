"""How everything is doing, for administrators: counts of what there is, and the metrics' own numbers."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, func, select

from violet.extensions import Model
from violet.models import DocumentRow, EventRow, FeedbackRow, JobRow, LoginSession, OutboxRow, QueueRow, User
from violet.observability import readings
from violet.services.content.library import broken
from violet.services.events.intake.freshness import freshness
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.working.database import reading


def overview(ports: IntakePorts) -> dict[str, Any]:
    """Of the whole service; `content`, `queue` and `sources` of this campus. Raises DATABASE_DOWN."""
    campus = ports.here.campus.id
    with reading() as connection:
        found = {
            "counts": {
                "users": _count(connection, User),
                "suspended": _count(connection, User, User.suspended_at.is_not(None)),
                "log_ins": _count(connection, LoginSession),
                "events": _count(connection, EventRow),
                "places": len(ports.here.campus.places),
                "feedback": _count(connection, FeedbackRow),
            },
            "content": _by(connection, DocumentRow.state, DocumentRow.campus == campus),
            "queue": _by(connection, QueueRow.state, QueueRow.campus == campus),
            "jobs": _by(connection, JobRow.state),
            "outbox": _by(connection, OutboxRow.state),
            "thumbs": _thumbs(connection),
        }
    return {
        **found,
        "broken": len(broken(ports.here)),
        "sources": [
            {"source": one.source, "title": one.title, "status": one.status, "events": one.events,
             "last_success": one.last_success, "failure": one.failure}
            for one in freshness(ports)
        ],
        **readings.summary(),
    }  # fmt: skip


def _count(connection: Connection, table: type[Model], *where: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


def _by(connection: Connection, column: Any, *where: Any) -> dict[str, int]:
    """How many rows there are of each state."""
    counted = select(column, func.count()).where(*where).group_by(column)
    return {str(state): count for state, count in connection.execute(counted)}


def _thumbs(connection: Connection) -> dict[str, dict[str, int]]:
    """Opinions by intent and rating."""
    counted = select(FeedbackRow.intent, FeedbackRow.rating, func.count())
    thumbs: defaultdict[str, dict[str, int]] = defaultdict(lambda: {"up": 0, "down": 0})
    for intent, rating, count in connection.execute(counted.group_by(FeedbackRow.intent, FeedbackRow.rating)):
        thumbs[intent or "unknown"][rating] = count
    return dict(thumbs)

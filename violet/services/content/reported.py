"""Places that several people, each with an account of their own, say have closed: shown as reported until a moderator
has looked, or an editor has published the place anew."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, update

from violet.models import PlaceReportRow, QueueRow

CLOSED = "closed"
REPORT = "report"
PEOPLE = 3
OPEN = "open"
ACCEPTED = "accepted"
DONE = "done"


def reported_closed(connection: Connection, campus: str) -> frozenset[str]:
    """The ids of places that at least PEOPLE say have closed."""
    said = (
        select(QueueRow.subject)
        .join(PlaceReportRow, PlaceReportRow.item_id == QueueRow.id)
        .where(
            QueueRow.campus == campus,
            QueueRow.kind == REPORT,
            QueueRow.reason == CLOSED,
            QueueRow.state.in_((OPEN, ACCEPTED)),
        )
        .group_by(QueueRow.id, QueueRow.subject)
        .having(func.count(PlaceReportRow.user_id.distinct()) >= PEOPLE)
    )
    return frozenset(connection.execute(said).scalars())


def found_closed(connection: Connection, campus: str) -> frozenset[str]:
    """The ids of places that no document is about, as only another provider knows them, and of which a moderator has
    accepted that they have closed."""
    accepted = (
        QueueRow.campus == campus,
        QueueRow.kind == REPORT,
        QueueRow.reason == CLOSED,
        QueueRow.state == ACCEPTED,
        QueueRow.document_id.is_(None),
    )
    return frozenset(connection.execute(select(QueueRow.subject).where(*accepted)).scalars())


def settle(connection: Connection, campus: str, place_id: str) -> None:
    """The reports of a place that a moderator accepted are dealt with: an editor has published it anew."""
    accepted = (
        QueueRow.campus == campus,
        QueueRow.kind == REPORT,
        QueueRow.subject == place_id,
        QueueRow.state == ACCEPTED,
    )
    connection.execute(update(QueueRow).where(*accepted).values(state=DONE))

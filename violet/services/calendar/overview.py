"""The calendars a person linked, when each was read, and what was wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from violet.domain.announcements import RejectedItem, Rejection
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import LINKED, Kind, Link, links_of
from violet.services.calendar.readings import Readings

NOT_READ, REVOKED_ACCESS, INCOMPLETE = "not_read", "access_revoked", "incomplete"
MESSAGES: Mapping[str, str] = {
    NOT_READ: "This calendar does not answer right now. Until it does, what was read before is shown.",
    REVOKED_ACCESS: "Access to this calendar was taken back. Please connect it again.",
    INCOMPLETE: "This calendar has more in it than could be read, so nobody can say when you are free.",
    Rejection.TOO_MANY: "There is more of this than could be read.",
    Rejection.UNSAFE_RECURRENCE: "How often this repeats could not be followed.",
    Rejection.BAD_TIME: "A time of this could not be read.",
    Rejection.NO_START: "This has no start.",
    Rejection.ENDS_BEFORE_START: "This ends before it starts.",
}
OTHERWISE = "This could not be read in full."


@dataclass(frozen=True, slots=True)
class Problem:
    """`item` names what could not be read, as the calendar does; None where it is the calendar itself."""

    reason: str
    message: str
    item: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedCalendar:
    """`read_at` is when it last could be read (aware), None where that is a day ago or was never."""

    kind: Kind
    status: str
    linked_at: datetime
    read_at: datetime | None
    problems: tuple[Problem, ...]


def overview(ports: CalendarPorts, user_id: int) -> list[LinkedCalendar]:
    """The links without their secrets. Raises DATABASE_DOWN."""
    readings = Readings(ports, user_id)
    return [_described(link, readings) for link in links_of(ports.vault, user_id).values()]


def _described(link: Link, readings: Readings) -> LinkedCalendar:
    if link.kind == "busy_times":
        return LinkedCalendar(link.kind, link.status, link.linked_at, link.linked_at, ())
    kept = readings.kept(link)
    problems = []
    if link.status != LINKED:
        problems.append(_problem(REVOKED_ACCESS))
    elif readings.failed_at(link) is not None:
        problems.append(_problem(NOT_READ))
    if kept is not None:
        problems += [] if kept.complete else [_problem(INCOMPLETE)]
        problems += [_item_problem(item) for item in kept.problems]
    return LinkedCalendar(link.kind, link.status, link.linked_at, kept.read_at if kept else None, tuple(problems))


def _problem(reason: str) -> Problem:
    return Problem(reason, MESSAGES[reason])


def _item_problem(item: RejectedItem) -> Problem:
    return Problem(str(item.reason), MESSAGES.get(item.reason, OTHERWISE), item.title or item.label or None)

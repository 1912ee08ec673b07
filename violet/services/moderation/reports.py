"""Reports that something about a place is wrong: each lands in the queue, one a person and thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from violet.errors import NotFound, Unavailable
from violet.models import PlaceReportRow
from violet.services.content.reported import CLOSED, PEOPLE, REPORT
from violet.services.moderation.items import Subject, open_item
from violet.services.places.around import FindingPorts
from violet.services.places.saved import find_place
from violet.services.working.database import reading, upsert, writing
from violet.services.working.here import Here
from violet.services.working.published_sets import changed

MISSING = "missing"
MAX_NAME_CHARS = 300


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody says of a place. `value` is what would be right: opening hours, a position, diets."""

    place_id: str
    kind: str
    text: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Received:
    """The queue's item, how many people say the same, and whether the place is shown as reported closed by now."""

    item_id: int
    people: int
    reported_closed: bool


@dataclass(frozen=True, slots=True)
class About:
    """The place that a report is about: the guide's own where the guide knows it, by whatever id it was named."""

    place_id: str
    name: str | None


def about(ports: FindingPorts, place_id: str, kind: str) -> About:
    """One place is one thing in the queue, whichever provider's card it was reported from. Asks the place's provider,
    within the caller's allowance; while that is down the id stands for the place. Raises NotFound for an id that means
    nothing, but where a place is said to be missing."""
    known = ports.here.campus.places_by_id.get(place_id)
    if known is not None:
        return About(place_id, known.name)
    if kind == MISSING:
        return About(place_id, None)
    try:
        place = find_place(ports, place_id)
    except Unavailable:
        return About(place_id, None)
    except NotFound:
        raise NotFound("There is no such place.", field="place_id") from None
    own = ports.sources.facts.own(place)
    return About(own.id, own.name) if own is not None else About(place_id, place.name)


def report(here: Here, given: Report, subject_of: About, *, user_id: int) -> Received:
    """A later report of the same kind by the same person replaces theirs while nobody has looked. Raises
    DATABASE_DOWN."""
    now = here.clock()
    name = subject_of.name[:MAX_NAME_CHARS] if subject_of.name else None
    subject = Subject(here.campus.id, REPORT, subject_of.place_id, given.kind, name)
    with writing() as connection:
        item_id = open_item(connection, subject, now=now)
        before = _people(connection, item_id)
        row = {
            "item_id": item_id, "user_id": user_id, "place_id": given.place_id, "kind": given.kind,
            "text": given.text, "value": given.value, "created_at": now,
        }  # fmt: skip
        connection.execute(upsert(connection, PlaceReportRow, row, key=("item_id", "user_id")))
        people = _people(connection, item_id)
        is_reported = given.kind == CLOSED and people >= PEOPLE
        if is_reported and before < PEOPLE:
            changed(connection, here.campus.id)
    return Received(item_id, people, is_reported)


def of_person(user_id: int) -> list[dict[str, Any]]:
    """Everything somebody reported, for their export."""
    columns = (
        PlaceReportRow.place_id, PlaceReportRow.kind, PlaceReportRow.text, PlaceReportRow.value,
        PlaceReportRow.created_at,
    )  # fmt: skip
    with reading() as connection:
        mine = select(*columns).where(PlaceReportRow.user_id == user_id).order_by(PlaceReportRow.id)
        return [dict(row) for row in connection.execute(mine).mappings()]


def _people(connection: Connection, item_id: int) -> int:
    mine = select(func.count()).select_from(PlaceReportRow).where(PlaceReportRow.item_id == item_id)
    return int(connection.execute(mine).scalar_one())

"""A safe walk as its row says it, and reading and writing that row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select, update

from violet.domain.geo import LatLng
from violet.domain.safe_walk import ENDED, Timetable, WalkState
from violet.errors import NotFound
from violet.models import OutboxRow, WalkAlertRow, WalkContactRow, WalkRow
from violet.security.encryption import FieldCipher
from violet.services.notify.kinds import Kind
from violet.services.working.database import lock_writers

NO_WALK = "There is no such walk."
COLUMNS = tuple(WalkRow.__table__.columns)


@dataclass(frozen=True, slots=True)
class Destination:
    """`location` is encrypted at rest, as it may be somebody's home."""

    name: str
    location: LatLng
    place_id: str | None = None

    def sealed(self, cipher: FieldCipher) -> str:
        document = {"name": self.name, "lat": self.location.lat, "lng": self.location.lng, "place_id": self.place_id}
        return cipher.encrypt(orjson.dumps(document).decode())


@dataclass(frozen=True, slots=True)
class Walk:
    """The row. `times.changed_at` is when the state changed last. `destination` is None where no key opens it."""

    id: str
    user_id: int
    campus: str
    state: WalkState
    destination: Destination | None
    share_token: str
    pin: str
    pin_failures: int
    confirm_arrival: bool
    grace_minutes: int
    started_at: datetime
    times: Timetable
    near_since: datetime | None
    position_at: datetime | None
    ended_at: datetime | None

    @property
    def subject(self) -> str:
        """Of the notices and messages about it."""
        return subject_of(self.id)


def subject_of(walk_id: str) -> str:
    return f"walk:{walk_id}"


def read(cipher: FieldCipher, row: Any) -> Walk:
    return Walk(
        id=row.id,
        user_id=row.user_id,
        campus=row.campus,
        state=WalkState(row.state),
        destination=_destination(cipher.decrypt(row.destination)),
        share_token=cipher.decrypt(row.share) or "",
        pin=row.pin,
        pin_failures=row.pin_failures,
        confirm_arrival=row.confirm_arrival,
        grace_minutes=row.grace_minutes,
        started_at=row.started_at,
        times=Timetable(row.due_at, row.escalates_at, row.updated_at),
        near_since=row.near_since,
        position_at=row.position_at,
        ended_at=row.ended_at,
    )


def locked(connection: Connection, cipher: FieldCipher, walk_id: str, user_id: int) -> Walk:
    """This person's walk, held until the transaction ends. Raises NotFound."""
    lock_writers(connection, WalkRow)
    return found(connection, cipher, walk_id, user_id, hold=True)


def found(connection: Connection, cipher: FieldCipher, walk_id: str, user_id: int, *, hold: bool = False) -> Walk:
    """This person's walk. Raises NotFound."""
    statement = select(*COLUMNS).where(WalkRow.id == walk_id, WalkRow.user_id == user_id)
    row = connection.execute(statement.with_for_update() if hold else statement).first()
    if row is None:
        raise NotFound(NO_WALK)
    return read(cipher, row)


def save(connection: Connection, walk: Walk) -> None:
    """What changes of a walk."""
    values = {
        "state": walk.state.value, "pin_failures": walk.pin_failures, "due_at": walk.times.due_at,
        "escalates_at": walk.times.escalates_at, "updated_at": walk.times.changed_at, "near_since": walk.near_since,
        "position_at": walk.position_at, "ended_at": walk.ended_at,
    }  # fmt: skip
    connection.execute(update(WalkRow).where(WalkRow.id == walk.id).values(values))


def drop_waiting(connection: Connection, walk: Walk) -> None:
    """What was to be said of it, and is not out yet, has no cause any more."""
    waiting = (OutboxRow.kind == Kind.SAFETY.value, OutboxRow.subject == walk.subject, OutboxRow.state == "queued")
    reason = "walk_ended" if walk.state in ENDED else "walk_extended"
    connection.execute(update(OutboxRow).where(*waiting).values(state="dropped", reason=reason))


def told_at(connection: Connection, walk_ids: Sequence[str]) -> Mapping[tuple[str, int], datetime]:
    """When a provider took the last message to each (walk, contact); those who got none are left out."""
    columns = (WalkAlertRow.walk_id, WalkAlertRow.contact_id, OutboxRow.sent_at)
    sent = select(*columns).join(OutboxRow, OutboxRow.id == WalkAlertRow.outbox_id)
    rows = connection.execute(sent.where(WalkAlertRow.walk_id.in_(walk_ids), OutboxRow.sent_at.is_not(None)))
    latest: dict[tuple[str, int], datetime] = {}
    for row in rows:
        key = (row.walk_id, row.contact_id)
        latest[key] = max(row.sent_at, latest.get(key, row.sent_at))
    return latest


def contact_ids(connection: Connection, walk_ids: Sequence[str]) -> list[tuple[str, int]]:
    """(walk, contact) in the order of the contacts."""
    pairs = select(WalkContactRow.walk_id, WalkContactRow.contact_id).where(WalkContactRow.walk_id.in_(walk_ids))
    return [(row.walk_id, row.contact_id) for row in connection.execute(pairs.order_by(WalkContactRow.contact_id))]


def _destination(opened: str | None) -> Destination | None:
    if opened is None:
        return None
    document = orjson.loads(opened)
    return Destination(document["name"], LatLng(document["lat"], document["lng"]), document["place_id"])

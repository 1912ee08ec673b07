"""Setting out on a safe walk: where to, how long it may take, and who is told if it takes longer."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from violet.domain.geo import LatLng
from violet.domain.safe_walk import OPEN, WalkState, timetable
from violet.errors import BadInput, Conflict, Unauthorized
from violet.models import ContactRow, User, WalkContactRow, WalkRow
from violet.ports import ProviderError
from violet.security.encryption import fingerprint
from violet.services.spending.allowance import allowance
from violet.services.together.walk_rows import Destination
from violet.services.together.walks import SafeWalkPorts, WatchedWalk, get
from violet.services.walks.find_routes import end_of
from violet.services.working.database import lock_writers, writing

HOME = "home"
MAX_OPEN = 5
MAX_MINUTES = 12 * 60
# What people take longer than the router thinks.
MARGIN = 1.2
TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Aim:
    """Where somebody walks to: a place by its id, a position with perhaps a name, or home."""

    place_id: str | None = None
    location: LatLng | None = None
    name: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True)
class NewWalk:
    """`minutes` is None where the router is to say; then `start` is where from, None where the app does not know."""

    aim: Aim
    contact_ids: tuple[int, ...]
    grace_minutes: int
    pin: str
    minutes: int | None = None
    start: LatLng | None = None
    confirm_arrival: bool = False


@dataclass(frozen=True, slots=True)
class Walker:
    """`home_address` as their profile says; `who` pays for what the geocoder costs."""

    user_id: int
    home_address: str | None
    who: str | None


def start(ports: SafeWalkPorts, walker: Walker, new: NewWalk) -> WatchedWalk:
    """Raises BadInput for a destination or contact that is none, NotFound for a place that is none, Conflict where
    MAX_OPEN are open, Unauthorized where the account is gone."""
    together, cipher = ports.together, ports.together.cipher
    destination = _destination(ports, walker, new.aim)
    minutes = new.minutes if new.minutes is not None else _minutes(ports, new.start, destination)
    pin = cipher.encrypt(ports.passwords.hash(new.pin))
    token, walk_id = secrets.token_urlsafe(TOKEN_BYTES), uuid.uuid4().hex
    with writing() as connection:
        lock_writers(connection, WalkRow)
        if connection.execute(select(User.id).where(User.id == walker.user_id).with_for_update()).first() is None:
            raise Unauthorized
        _require_place_for_one_more(connection, walker.user_id)
        contact_ids = _own_contacts(connection, walker.user_id, new.contact_ids)
        now = together.now(connection)
        times = timetable(now, minutes, new.grace_minutes)
        row = {
            "id": walk_id, "user_id": walker.user_id, "campus": together.here.campus.id,
            "state": WalkState.WALKING.value,
            "destination": destination.sealed(cipher), "pin": pin, "pin_failures": 0,
            "confirm_arrival": new.confirm_arrival, "share": cipher.encrypt(token), "share_hash": fingerprint(token),
            "started_at": now, "due_at": times.due_at, "grace_minutes": new.grace_minutes,
            "escalates_at": times.escalates_at, "updated_at": now,
        }  # fmt: skip
        connection.execute(insert(WalkRow).values(row))
        if contact_ids:
            pairs = [{"walk_id": walk_id, "contact_id": contact_id} for contact_id in contact_ids]
            connection.execute(insert(WalkContactRow), pairs)
    return get(ports.together, walker.user_id, walk_id)


def _destination(ports: SafeWalkPorts, walker: Walker, aim: Aim) -> Destination:
    if not aim.home:
        found = end_of(ports.walking, place_id=aim.place_id, location=aim.location, name=aim.name, field="destination")
        return Destination(found.name or "the place on the map", found.location, aim.place_id)
    if not walker.home_address:
        raise BadInput("destination: Your profile has no home address.", field="destination")
    try:
        with allowance(ports.walking.spending, walker.who):
            home = ports.geocoder.geocode(walker.home_address, ports.together.here.home)
    except ProviderError:
        home = None
    if home is None or home.of_street:
        raise BadInput("destination: We could not find your home address on the map.", field="destination")
    return Destination(HOME, home.location)


def _minutes(ports: SafeWalkPorts, start: LatLng | None, destination: Destination) -> float:
    """What the router says and a fifth more. Raises BadInput where that is no walk."""
    [leg] = ports.router.walks(start or ports.together.here.home, [destination.location])
    minutes = max(1.0, leg.seconds / 60 * MARGIN)
    if minutes > MAX_MINUTES:
        raise BadInput("expected_minutes: That is too far for a walk; say how long it takes.", field="expected_minutes")
    return minutes


def _require_place_for_one_more(connection: Connection, user_id: int) -> None:
    own = (WalkRow.user_id == user_id, WalkRow.state.in_([state.value for state in OPEN]))
    if connection.execute(select(func.count()).select_from(WalkRow).where(*own)).scalar_one() >= MAX_OPEN:
        raise Conflict("You have as many walks as one can have at once. Please end one first.")


def _own_contacts(connection: Connection, user_id: int, contact_ids: Sequence[int]) -> list[int]:
    """Those that want to be contacts, or have not said yet. Raises BadInput for one that is not this person's."""
    wanted = list(dict.fromkeys(contact_ids))
    rows = connection.execute(
        select(ContactRow.id, ContactRow.state).where(ContactRow.user_id == user_id, ContactRow.id.in_(wanted))
    )
    states = {row.id: row.state for row in rows}
    if missing := [contact_id for contact_id in wanted if contact_id not in states]:
        raise BadInput(f"contact_ids: You have no contact {missing[0]}.", field="contact_ids")
    if stopped := [contact_id for contact_id in wanted if states[contact_id] == "stopped"]:
        raise BadInput(f"contact_ids: Contact {stopped[0]} does not want messages.", field="contact_ids")
    return wanted

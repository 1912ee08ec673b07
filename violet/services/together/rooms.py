"""Rooms: a few people who find each other for some hours, let in by a code. The last to leave ends a room, and so does
its time."""

from __future__ import annotations

import secrets
import unicodedata
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, exists, func, select

from violet.errors import BadInput, Conflict, NotFound, Unauthorized
from violet.models import RoomMemberRow, RoomReportRow, RoomRow, User
from violet.services.moderation.items import Subject, open_item
from violet.services.notify.notices import insert_new
from violet.services.together import positions
from violet.services.together.names.decency import is_decent
from violet.services.together.names.generate import generate
from violet.services.together.together_ports import TogetherPorts
from violet.services.working.database import lock_writers, reading, upsert, writing
from violet.store.base import Store

# No letter that is taken for a digit, and no vowel but A and E: 30 signs, 8 of them are 6.6e11 codes.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
MAX_MEMBERS = 30
MAX_ROOMS = 20
TRIES = 10
REPORTED_NAME = "name"
NO_ROOM = "There is no such room, or you are not in it."
NO_CODE = "No open room has that code."
# Each socket that joins asks these: made once, as making them takes longer than asking.
OPEN_ROOM = select(RoomRow.id, RoomRow.name, RoomRow.code, RoomRow.expires_at).where(
    RoomRow.id == bindparam("room_id"), RoomRow.expires_at > bindparam("now")
)
MEMBERS_ROOM = (
    select(RoomRow.name)
    .join(RoomMemberRow, RoomMemberRow.room_id == RoomRow.id)
    .where(RoomRow.id == bindparam("room_id"), RoomRow.expires_at > bindparam("now"))
    .where(RoomMemberRow.user_id == bindparam("user_id"))
)
PEOPLE = (
    select(RoomMemberRow.room_id, RoomMemberRow.user_id, User.first_name)
    .join(User, User.id == RoomMemberRow.user_id)
    .where(RoomMemberRow.room_id.in_(bindparam("room_ids", expanding=True)))
    .order_by(RoomMemberRow.joined_at, RoomMemberRow.user_id)
)


@dataclass(frozen=True, slots=True)
class Member:
    """`sharing`: whether the others can see where they are at this moment."""

    id: int
    first_name: str | None
    sharing: bool


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    name: str
    code: str
    expires_at: datetime
    members: tuple[Member, ...]


def create(ports: TogetherPorts, user_id: int, *, name: str | None, hours: int) -> Room:
    """A room with one member. Raises BadInput for a name that others should not have to read, Conflict where the person
    is in MAX_ROOMS already, Unauthorized where the account is gone."""
    given = checked_name(name) if name is not None else None
    now = ports.here.clock()
    with writing() as connection:
        _lock_person(connection, user_id)
        _require_place_for_one_more(connection, user_id, now)
        room_id = _insert(connection, ports, given, now + timedelta(hours=hours))
        connection.execute(
            upsert(connection, RoomMemberRow, _membership(room_id, user_id, now), key=("room_id", "user_id"))
        )
    return get(ports, user_id, room_id)


def join(ports: TogetherPorts, user_id: int, code: str) -> Room:
    """Raises NotFound where no open room has the code, Conflict where it is full, or the person in MAX_ROOMS."""
    now = ports.here.clock()
    with writing() as connection:
        _lock_person(connection, user_id)
        found = select(RoomRow.id).where(RoomRow.code == plain_code(code), RoomRow.expires_at > now)
        room_id: str | None = connection.execute(found.with_for_update()).scalar_one_or_none()
        if room_id is None:
            raise NotFound(NO_CODE)
        is_new = user_id not in _member_ids(connection, room_id)
        if is_new:
            _require_place_for_one_more(connection, user_id, now)
            if len(_member_ids(connection, room_id)) >= MAX_MEMBERS:
                raise Conflict("That room is full.")
            connection.execute(
                upsert(connection, RoomMemberRow, _membership(room_id, user_id, now), key=("room_id", "user_id"))
            )
    room = get(ports, user_id, room_id)
    if is_new:
        tell_member(ports, room_id, next(one for one in room.members if one.id == user_id), "joined")
    return room


def mine(ports: TogetherPorts, user_id: int) -> list[Room]:
    """The open rooms a person is in, the newest first."""
    with reading() as connection:
        own = select(RoomMemberRow.room_id).where(RoomMemberRow.user_id == user_id)
        statement = _open(ports.here.clock()).where(RoomRow.id.in_(own))
        rows = connection.execute(statement.order_by(RoomRow.created_at.desc(), RoomRow.id)).all()
        return _rooms(ports, connection, rows)


def get(ports: TogetherPorts, user_id: int, room_id: str) -> Room:
    """Raises NotFound where there is none, or this person is not in it: nobody is told which."""
    with reading() as connection:
        rows = connection.execute(OPEN_ROOM, {"room_id": room_id, "now": ports.here.clock()}).all()
        found = _rooms(ports, connection, rows)
    if not found or user_id not in {member.id for member in found[0].members}:
        raise NotFound(NO_ROOM)
    return found[0]


def require_member(connection: Connection, user_id: int, room_id: str, now: datetime) -> str:
    """The name of an open room this person is in. Raises NotFound."""
    whose = {"room_id": room_id, "user_id": user_id, "now": now}
    name: str | None = connection.execute(MEMBERS_ROOM, whose).scalar_one_or_none()
    if name is None:
        raise NotFound(NO_ROOM)
    return name


def check_member(ports: TogetherPorts, user_id: int, room_id: str) -> None:
    """Raises NotFound."""
    with reading() as connection:
        require_member(connection, user_id, room_id, ports.here.clock())


def leave(ports: TogetherPorts, user_id: int, room_id: str) -> None:
    """Takes the position along. Raises NotFound."""
    now = ports.here.clock()
    with writing() as connection:
        lock_writers(connection, RoomRow)
        connection.execute(select(RoomRow.id).where(RoomRow.id == room_id).with_for_update())
        require_member(connection, user_id, room_id, now)
        gone = (RoomMemberRow.room_id == room_id, RoomMemberRow.user_id == user_id)
        connection.execute(delete(RoomMemberRow).where(*gone))
        end_where_empty(connection, [room_id])
        positions.close_shares(connection, user_id, [room_id], now)
    positions.forget(ports.store, user_id, [room_id])
    tell_member(ports, room_id, Member(user_id, None, False), "left")


def leave_all(store: Store, connection: Connection, user_id: int) -> None:
    """For an account that goes, inside its transaction: no room stays behind empty, and no position."""
    own = list(connection.execute(select(RoomMemberRow.room_id).where(RoomMemberRow.user_id == user_id)).scalars())
    connection.execute(delete(RoomMemberRow).where(RoomMemberRow.user_id == user_id))
    end_where_empty(connection, own)
    positions.forget(store, user_id, own)


def end_where_empty(connection: Connection, room_ids: Sequence[str]) -> None:
    inside = exists().where(RoomMemberRow.room_id == RoomRow.id)
    connection.execute(delete(RoomRow).where(RoomRow.id.in_(room_ids), ~inside))


def report(ports: TogetherPorts, user_id: int, room_id: str, text: str | None) -> None:
    """Says that the room's name should not stand: a moderator looks. Raises NotFound."""
    now = ports.here.clock()
    with writing() as connection:
        name = require_member(connection, user_id, room_id, now)
        row = {"room_id": room_id, "user_id": user_id, "name": name, "text": text, "created_at": now}
        connection.execute(upsert(connection, RoomReportRow, row, key=("room_id", "user_id")))
        campus = connection.execute(select(RoomRow.campus).where(RoomRow.id == room_id)).scalar_one()
        open_item(connection, Subject(campus, REPORTED_NAME, f"room:{room_id}", "name", name), now=now)


def share_position(
    ports: TogetherPorts, user_id: int, room_id: str, sighting: positions.Sighting, session_id: str
) -> positions.Position:
    """For the members of the room, while the log-in `session_id` is open. Raises NotFound, BadInput."""
    with reading() as connection:
        name = require_member(connection, user_id, room_id, ports.here.clock())
    return positions.put(ports, positions.Whose(user_id, session_id, room_id, name), sighting)


def positions_of(ports: TogetherPorts, user_id: int, room_id: str) -> list[positions.Position]:
    """What a member sees of the others and of themselves. Raises NotFound."""
    with reading() as connection:
        require_member(connection, user_id, room_id, ports.here.clock())
    return positions.of_room(ports, room_id)


def stop_sharing(ports: TogetherPorts, user_id: int, room_id: str) -> None:
    """Raises NotFound."""
    with reading() as connection:
        require_member(connection, user_id, room_id, ports.here.clock())
    positions.stop(ports, user_id, room_id)


def prune(ports: TogetherPorts) -> int:
    """Forgets the rooms whose time is over. Returns how many."""
    with writing() as connection:
        return connection.execute(delete(RoomRow).where(RoomRow.expires_at <= ports.here.clock())).rowcount


def tell_member(ports: TogetherPorts, room_id: str, member: Member, change: str) -> None:
    ports.live.tell(f"room:{room_id}", "member", member_news(room_id, member, change))


def member_news(room_id: str, member: Member, change: str) -> dict[str, Any]:
    """`change` is joined, left, sharing or stopped."""
    data = {"room_id": room_id, "member_id": member.id, "first_name": member.first_name, "sharing": member.sharing}
    return data | {"change": change}


def checked_name(name: str) -> str:
    """One line without what cannot be seen. Raises BadInput."""
    shown = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in name)
    shown = " ".join(shown.split())
    if not shown:
        raise BadInput("name: A name has at least one letter.", field="name")
    if not is_decent(shown):
        raise BadInput("name: Please choose a name that everybody can read.", field="name")
    return shown


def plain_code(code: str) -> str:
    """As people type it: in any case, with hyphens and spaces."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def _insert(connection: Connection, ports: TogetherPorts, given: str | None, expires_at: datetime) -> str:
    campus = ports.here.campus
    for _ in range(TRIES):
        room_id, generated = uuid.uuid4().hex, None
        if given is None:
            generated = generate(campus, secrets.randbits(64), taken=lambda name: _taken(connection, campus.id, name))
        row = {
            "id": room_id, "campus": campus.id, "name": given or generated, "generated": generated,
            "code": "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)),
            "created_at": ports.here.clock(), "expires_at": expires_at,
        }  # fmt: skip
        if insert_new(connection, RoomRow, [row], (RoomRow.id,)):
            return room_id
    raise Conflict("We could not find a name for the room. Please try again.")


def _taken(connection: Connection, campus_id: str, name: str) -> bool:
    same = select(RoomRow.id).where(RoomRow.campus == campus_id, RoomRow.generated == name)
    return connection.execute(same.limit(1)).first() is not None


def _lock_person(connection: Connection, user_id: int) -> None:
    lock_writers(connection, RoomRow)
    if connection.execute(select(User.id).where(User.id == user_id).with_for_update()).first() is None:
        raise Unauthorized


def _require_place_for_one_more(connection: Connection, user_id: int, now: datetime) -> None:
    own = select(func.count()).select_from(RoomMemberRow).join(RoomRow, RoomRow.id == RoomMemberRow.room_id)
    if (
        connection.execute(own.where(RoomMemberRow.user_id == user_id, RoomRow.expires_at > now)).scalar_one()
        >= MAX_ROOMS
    ):
        raise Conflict("You are in as many rooms as one can be. Please leave one first.")


def _membership(room_id: str, user_id: int, now: datetime) -> dict[str, object]:
    return {"room_id": room_id, "user_id": user_id, "joined_at": now}


def _member_ids(connection: Connection, room_id: str) -> set[int]:
    inside = select(RoomMemberRow.user_id).where(RoomMemberRow.room_id == room_id)
    return set(connection.execute(inside).scalars())


def _open(now: datetime) -> Select[str, str, str, datetime]:
    return select(RoomRow.id, RoomRow.name, RoomRow.code, RoomRow.expires_at).where(RoomRow.expires_at > now)


def _rooms(ports: TogetherPorts, connection: Connection, rows: Sequence[Any]) -> list[Room]:
    ids = [row.id for row in rows]
    members: dict[str, list[Member]] = {room_id: [] for room_id in ids}
    found = connection.execute(PEOPLE, {"room_ids": ids}).all()
    shared = positions.sharing(ports, connection, [(row.room_id, row.user_id) for row in found])
    for row in found:
        members[row.room_id].append(Member(row.user_id, row.first_name, (row.room_id, row.user_id) in shared))
    return [Room(row.id, row.name, row.code, row.expires_at, tuple(members[row.id])) for row in rows]

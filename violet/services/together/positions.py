"""Where members of a room are: one key a member in the store, for 90 seconds after the last one came, and nowhere else.

A position goes with its log-in: once that is closed, by whatever way, nobody sees it any more. What is written down is
that somebody shared, in which room, from when to when.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from violet.domain.geo import LatLng
from violet.errors import BadInput
from violet.models import LoginSession, PositionShareRow, RoomMemberRow, RoomRow
from violet.services.together.together_ports import TogetherPorts
from violet.services.working.database import reading, writing
from violet.store.base import Store

TTL_S = 90
KEPT_FOR = timedelta(seconds=TTL_S)
AHEAD = timedelta(seconds=30)
# That somebody shares is written down so often; each time it counts until the position would have gone.
NOTED_EVERY = timedelta(seconds=30)
# An approximate position is the middle of a square of the map this large (some 330 m).
COARSE_DEGREES = 0.003
SHARES_KEPT = timedelta(days=30)

Precision = Literal["exact", "approximate"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A position as it came. `at` is aware; None where the app did not say."""

    location: LatLng
    accuracy_m: float | None = None
    at: datetime | None = None
    precision: Precision = "exact"


@dataclass(frozen=True, slots=True)
class Position:
    member_id: int
    location: LatLng
    at: datetime
    accuracy_m: float | None = None


@dataclass(frozen=True, slots=True)
class Whose:
    """Who shares, by which log-in, and in which room, with its name."""

    user_id: int
    session_id: str
    room_id: str
    room_name: str


def put(ports: TogetherPorts, whose: Whose, sighting: Sighting) -> Position:
    """Remembers where somebody is; one that is older than what is known changes nothing. Raises BadInput for a time
    that is not of these seconds. The caller made sure that they are in the room."""
    now = ports.here.clock()
    at = moment_of(sighting, now)
    key = _key(whose.room_id, whose.user_id)
    known = _read(ports.store.get(key))
    if known is not None and known["session"] == whose.session_id and datetime.fromisoformat(known["at"]) > at:
        return _position(whose.user_id, known)
    noted_at = datetime.fromisoformat(known["noted_at"]) if known is not None else None
    if noted_at is None or not timedelta(0) <= now - noted_at < NOTED_EVERY:
        _note(whose, now)
        noted_at = now
    location = coarse(sighting.location) if sighting.precision == "approximate" else sighting.location
    value = {
        "lat": location.lat, "lng": location.lng, "at": at.isoformat(), "session": whose.session_id,
        "noted_at": noted_at.isoformat(), "put_at": now.isoformat(),
        "accuracy_m": sighting.accuracy_m if location == sighting.location else None,
    }  # fmt: skip
    ports.store.set(key, orjson.dumps(value), ttl_s=TTL_S)
    position = _position(whose.user_id, value)
    ports.live.tell(f"room:{whose.room_id}", "position", {"room_id": whose.room_id} | wire(position))
    return position


def wire(position: Position) -> dict[str, Any]:
    """As the members of the room get it, by whichever way."""
    own = {"lat": position.location.lat, "lng": position.location.lng, "accuracy_m": position.accuracy_m}
    return {"member_id": position.member_id, "at": position.at.isoformat(), **own}


def moment_of(sighting: Sighting, now: datetime) -> datetime:
    """When it was. Raises BadInput."""
    at = sighting.at.astimezone(UTC) if sighting.at is not None else now
    if not now - KEPT_FOR <= at <= now + AHEAD:
        raise BadInput("at: A position is of this moment.", field="at")
    return min(at, now)


def coarse(location: LatLng) -> LatLng:
    """The middle of the square it is in."""
    lat, lng = (round((math.floor(x / COARSE_DEGREES) + 0.5) * COARSE_DEGREES, 6) for x in (location.lat, location.lng))
    return LatLng(max(-90.0, min(90.0, lat)), max(-180.0, min(180.0, lng)))


def of_room(ports: TogetherPorts, room_id: str) -> list[Position]:
    """Of the members that share at this moment, in the order of their ids. The caller may see them."""
    with reading() as connection:
        inside = select(RoomMemberRow.user_id).where(RoomMemberRow.room_id == room_id)
        members = list(connection.execute(inside.order_by(RoomMemberRow.user_id)).scalars())
        return list(_standing(ports, connection, [(room_id, user_id) for user_id in members]).values())


def sharing(
    ports: TogetherPorts, connection: Connection, members: Sequence[tuple[str, int]]
) -> frozenset[tuple[str, int]]:
    """Which of the (room, member) share at this moment."""
    return frozenset(_standing(ports, connection, members))


def stop(ports: TogetherPorts, user_id: int, room_id: str) -> None:
    with writing() as connection:
        close_shares(connection, user_id, [room_id], ports.here.clock())
    forget(ports.store, user_id, [room_id])
    _tell_stopped(ports, user_id, [room_id])


def stop_everywhere(ports: TogetherPorts, user_id: int) -> None:
    """In every room, as at log-out."""
    with writing() as connection:
        own = select(RoomMemberRow.room_id).where(RoomMemberRow.user_id == user_id)
        room_ids = list(connection.execute(own).scalars())
        close_shares(connection, user_id, room_ids, ports.here.clock())
    forget(ports.store, user_id, room_ids)
    _tell_stopped(ports, user_id, room_ids)


def stop_by_session(ports: TogetherPorts, user_id: int, session_id: str) -> None:
    """What this log-in shares; another device of the person goes on."""
    with reading() as connection:
        own = select(RoomMemberRow.room_id).where(RoomMemberRow.user_id == user_id)
        room_ids = list(connection.execute(own).scalars())
    for room_id in room_ids:
        value = _read(ports.store.get(_key(room_id, user_id)))
        if value is not None and value["session"] == session_id:
            stop(ports, user_id, room_id)


def forget(store: Store, user_id: int, room_ids: Sequence[str]) -> None:
    if room_ids:
        store.delete(*(_key(room_id, user_id) for room_id in room_ids))


def close_shares(connection: Connection, user_id: int, room_ids: Sequence[str], now: datetime) -> None:
    open_ones = (PositionShareRow.user_id == user_id, PositionShareRow.room_id.in_(room_ids))
    connection.execute(update(PositionShareRow).where(*open_ones, PositionShareRow.until_at > now).values(until_at=now))


def all_shares(user_id: int) -> list[dict[str, Any]]:
    """For the export: when a person shared where they were, and with which room."""
    columns = (PositionShareRow.room_name, PositionShareRow.from_at, PositionShareRow.until_at)
    with reading() as connection:
        rows = connection.execute(
            select(*columns).where(PositionShareRow.user_id == user_id).order_by(PositionShareRow.id)
        )
        return [{"room": row.room_name, "from": row.from_at, "until": row.until_at} for row in rows]


def prune(now: datetime) -> int:
    """Forgets who shared a month ago. Returns how many rows went."""
    with writing() as connection:
        old = delete(PositionShareRow).where(PositionShareRow.until_at < now - SHARES_KEPT)
        return connection.execute(old).rowcount


def _standing(
    ports: TogetherPorts, connection: Connection, members: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], Position]:
    """The positions of those whose log-in is still open and whose room too."""
    now = ports.here.clock()
    kept = ports.store.get_many([_key(*member) for member in members]) if members else []
    values = {
        member: value
        for member, value in zip(members, map(_read, kept), strict=True)
        if value is not None and now - datetime.fromisoformat(value["put_at"]) < KEPT_FOR
    }
    if not values:
        return {}
    sessions = select(LoginSession.id, LoginSession.user_id).where(
        LoginSession.id.in_({value["session"] for value in values.values()})
    )
    good = {(row.id, row.user_id) for row in connection.execute(sessions)}
    rooms = select(RoomRow.id).where(RoomRow.id.in_({room for room, _ in values}), RoomRow.expires_at > now)
    there = set(connection.execute(rooms).scalars())
    return {
        (room_id, user_id): _position(user_id, value)
        for (room_id, user_id), value in values.items()
        if room_id in there and (value["session"], user_id) in good
    }


def _note(whose: Whose, now: datetime) -> None:
    mine = (PositionShareRow.user_id == whose.user_id, PositionShareRow.room_id == whose.room_id)
    with writing() as connection:
        going_on = update(PositionShareRow).where(*mine, PositionShareRow.until_at >= now)
        if connection.execute(going_on.values(until_at=now + KEPT_FOR)).rowcount == 0:
            row = {
                "user_id": whose.user_id, "room_id": whose.room_id, "room_name": whose.room_name, "from_at": now,
                "until_at": now + KEPT_FOR,
            }  # fmt: skip
            connection.execute(insert(PositionShareRow).values(row))


def _tell_stopped(ports: TogetherPorts, user_id: int, room_ids: Sequence[str]) -> None:
    for room_id in room_ids:
        data = {"room_id": room_id, "member_id": user_id, "sharing": False, "change": "stopped"}
        ports.live.tell(f"room:{room_id}", "member", data)


def _key(room_id: str, user_id: int) -> str:
    return f"whereabouts:{room_id}:{user_id}"


def _read(value: bytes | None) -> dict[str, Any] | None:
    return orjson.loads(value) if value is not None else None


def _position(user_id: int, value: dict[str, Any]) -> Position:
    at = datetime.fromisoformat(value["at"])
    return Position(user_id, LatLng(value["lat"], value["lng"]), at, value["accuracy_m"])

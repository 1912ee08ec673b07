"""Rooms on the wire: members, positions."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import Field, StringConstraints

from violet.api.schemas.common import ApiModel, Latitude, Longitude, Moment
from violet.services.together.positions import Position
from violet.services.together.rooms import Room

MAX_NAME = 60
MAX_ACCURACY_M = 100_000


class RoomBody(ApiModel):
    """Without `name` the room gets one."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=MAX_NAME)] | None = None
    expires_in_hours: Annotated[int, Field(ge=1, le=72)] = 12


class JoinBody(ApiModel):
    code: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class RoomPath(ApiModel):
    room_id: Annotated[str, Field(max_length=100)]


class RoomReportBody(ApiModel):
    """What is wrong with the room's name."""

    text: Annotated[str, StringConstraints(max_length=500)] | None = None


class MemberBody(ApiModel):
    """`sharing`: whether the others can see where they are."""

    id: int
    first_name: str | None
    sharing: bool


class RoomInfo(ApiModel):
    id: str
    name: str
    code: str
    join_url: str
    expires_at: datetime
    members: list[MemberBody]


class RoomAnswer(ApiModel):
    room: RoomInfo


class RoomsAnswer(ApiModel):
    rooms: list[RoomInfo]
    next: str | None


class PositionBody(ApiModel):
    """`at` is when it was, of the last 90 s; now where it is left out. An `approximate` position is replaced by the
    middle of a square of some 330 m before anybody sees it."""

    lat: Latitude
    lng: Longitude
    accuracy_m: Annotated[float, Field(ge=0, le=MAX_ACCURACY_M)] | None = None
    at: Moment | None = None
    precision: Literal["exact", "approximate"] = "exact"


class MemberPosition(ApiModel):
    member_id: int
    lat: float
    lng: float
    at: datetime
    accuracy_m: float | None


class OwnPositionAnswer(ApiModel):
    """What the others see, and for how many seconds if nothing newer comes."""

    position: MemberPosition
    kept_s: int


class PositionsAnswer(ApiModel):
    positions: list[MemberPosition]


def room_wire(room: Room, base_url: str) -> dict[str, Any]:
    """The code is behind the # of the link, which browsers send to nobody."""
    return {
        "id": room.id,
        "name": room.name,
        "code": room.code,
        "join_url": f"{base_url}/#join={quote(room.code)}",
        "expires_at": room.expires_at,
        "members": [
            {"id": member.id, "first_name": member.first_name, "sharing": member.sharing} for member in room.members
        ],
    }


def position_wire(position: Position) -> dict[str, Any]:
    return {
        "member_id": position.member_id,
        "lat": position.location.lat,
        "lng": position.location.lng,
        "at": position.at,
        "accuracy_m": position.accuracy_m,
    }

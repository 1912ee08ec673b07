"""Rooms: people who find each other for some hours, and where they are."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import StatusAnswer
from violet.api.schemas.rooms import (
    JoinBody,
    OwnPositionAnswer,
    PositionBody,
    PositionsAnswer,
    RoomAnswer,
    RoomBody,
    RoomPath,
    RoomReportBody,
    RoomsAnswer,
    position_wire,
    room_wire,
)
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, signed_in
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.domain.geo import LatLng
from violet.services.together import positions, rooms
from violet.services.together.rooms import Room

rooms_api = APIBlueprint(
    "rooms",
    __name__,
    url_prefix="/rooms",
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="together")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 429, 503),
)

OK = {"status": "ok"}


@rooms_api.post("", responses={201: RoomAnswer, **errors(409)})
@signed_in
@limits.rooms
def create_room(body: RoomBody) -> tuple[dict[str, Any], int]:
    """Open a room. Whoever has its code can join."""
    room = rooms.create(container().together, _user_id(), name=body.name, hours=body.expires_in_hours)
    return _answer(room), HTTPStatus.CREATED


@rooms_api.post("/join", responses={200: RoomAnswer, **errors(404, 409)})
@signed_in
@limits.join
def join_room(body: JoinBody) -> dict[str, Any]:
    """Join a room by its code."""
    return _answer(rooms.join(container().together, _user_id(), body.code))


@rooms_api.get("", responses={200: RoomsAnswer})
@signed_in
def list_rooms() -> dict[str, Any]:
    """The open rooms this person is in, the newest first."""
    base_url = container().settings.public_base_url
    found = rooms.mine(container().together, _user_id())
    return {"rooms": [room_wire(room, base_url) for room in found], "next": None}


@rooms_api.get("/<room_id>", responses={200: RoomAnswer, **errors(404)})
@signed_in
def get_room(path: RoomPath) -> dict[str, Any]:
    """One room, for its members."""
    return _answer(rooms.get(container().together, _user_id(), path.room_id))


@rooms_api.delete("/<room_id>/members/me", responses={200: StatusAnswer, **errors(404)})
@signed_in
def leave_room(path: RoomPath) -> dict[str, Any]:
    """Leave a room. The last to leave ends it."""
    rooms.leave(container().together, _user_id(), path.room_id)
    return OK


@rooms_api.post("/<room_id>/report", responses={200: StatusAnswer, **errors(404)})
@signed_in
@limits.rooms
def report_room(path: RoomPath, body: RoomReportBody) -> dict[str, Any]:
    """Say that a room's name should not stand."""
    rooms.report(container().together, _user_id(), path.room_id, body.text)
    return OK


@rooms_api.put("/<room_id>/position", responses={200: OwnPositionAnswer, **errors(404)})
@signed_in
def put_position(path: RoomPath, body: PositionBody) -> dict[str, Any]:
    """Share where one is with the room, for the next 90 seconds."""
    sighting = positions.Sighting(LatLng(body.lat, body.lng), body.accuracy_m, body.at, body.precision)
    position = rooms.share_position(container().together, _user_id(), path.room_id, sighting, _session_id())
    return {"position": position_wire(position), "kept_s": positions.TTL_S}


@rooms_api.get("/<room_id>/positions", responses={200: PositionsAnswer, **errors(404)})
@signed_in
def get_positions(path: RoomPath) -> dict[str, Any]:
    """Where the members are who share it."""
    found = rooms.positions_of(container().together, _user_id(), path.room_id)
    return {"positions": [position_wire(position) for position in found]}


@rooms_api.delete("/<room_id>/position", responses={200: StatusAnswer, **errors(404)})
@signed_in
def stop_position(path: RoomPath) -> dict[str, Any]:
    """Stop sharing: the room forgets where this person was."""
    rooms.stop_sharing(container().together, _user_id(), path.room_id)
    return OK


def _answer(room: Room) -> dict[str, Any]:
    return {"room": room_wire(room, container().settings.public_base_url)}


def _user_id() -> int:
    return current_caller().account.id


def _session_id() -> str:
    return current_caller().session_id

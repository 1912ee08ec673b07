"""Safe walks, for the walker and for whoever has the link."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Response, jsonify
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.rooms import PositionBody
from violet.api.schemas.walks import (
    DestinationBody,
    ExtendBody,
    PinBody,
    SharedAnswer,
    SharePath,
    WalkAnswer,
    WalkBody,
    WalkPath,
    WalksAnswer,
    shared_wire,
    walk_wire,
)
from violet.api.support.callers import home_address_of_caller
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, public, signed_in
from violet.api.support.limits import limits, spending_key
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.domain.geo import LatLng
from violet.domain.safe_walk import WalkAct
from violet.services.places.positions import position
from violet.services.together import setting_out, sharing, walks
from violet.services.together.positions import Sighting
from violet.services.together.setting_out import Aim, NewWalk, Walker
from violet.services.together.walks import WatchedWalk

walks_api = APIBlueprint(
    "walks",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="together")],
    abp_responses=errors(400, 429, 503),
)

OWN: dict[Any, Any] = {200: WalkAnswer, **errors(401, 403, 404, 409)}
# What somebody with the link sees is theirs alone, and no search engine's.
FOR_ONE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


@walks_api.post("/walks", responses={201: WalkAnswer, **errors(401, 403, 404, 409)}, security=SIGNED_IN)
@signed_in
@limits.walks
def start_walk(body: WalkBody) -> tuple[dict[str, Any], int]:
    """Let contacts know if one does not arrive."""
    new = NewWalk(
        aim=_aim(body.destination),
        contact_ids=tuple(body.contact_ids),
        grace_minutes=body.grace_minutes,
        pin=body.pin,
        minutes=body.expected_minutes,
        start=LatLng(body.from_.lat, body.from_.lng) if body.from_ else None,
        confirm_arrival=body.confirm_arrival,
    )
    home = home_address_of_caller() if new.aim.home else None
    walker = Walker(_user_id(), home, spending_key())
    return _answer(setting_out.start(container().safe_walks, walker, new)), HTTPStatus.CREATED


@walks_api.get("/walks", responses={200: WalksAnswer, **errors(401, 403)}, security=SIGNED_IN)
@signed_in
def list_walks() -> dict[str, Any]:
    """This person's walks that are under way, the newest first."""
    return {"walks": [walk_wire(one) for one in walks.mine(container().together, _user_id())], "next": None}


@walks_api.get("/walks/<walk_id>", responses=OWN, security=SIGNED_IN)
@signed_in
def get_walk(path: WalkPath) -> dict[str, Any]:
    """One walk, for the walker."""
    return _answer(walks.get(container().together, _user_id(), path.walk_id))


@walks_api.put("/walks/<walk_id>/position", responses=OWN, security=SIGNED_IN)
@signed_in
def put_walk_position(path: WalkPath, body: PositionBody) -> dict[str, Any]:
    """Say where one is. Whoever is within 60 m of the destination for a minute has arrived."""
    sighting = Sighting(LatLng(body.lat, body.lng), body.accuracy_m, body.at)
    return _answer(walks.put_position(container().together, _user_id(), path.walk_id, sighting))


@walks_api.post("/walks/<walk_id>/extend", responses=OWN, security=SIGNED_IN)
@signed_in
def extend_walk(path: WalkPath, body: ExtendBody) -> dict[str, Any]:
    """Say that it takes longer."""
    return _answer(walks.extend(container().together, _user_id(), path.walk_id, body.minutes))


@walks_api.post("/walks/<walk_id>/arrive", responses=OWN, security=SIGNED_IN)
@signed_in
def arrive(path: WalkPath, body: PinBody) -> dict[str, Any]:
    """Say that one is there. A wrong PIN is 403, and after five of them every PIN is."""
    return _end(path, WalkAct.ARRIVE, body)


@walks_api.post("/walks/<walk_id>/cancel", responses=OWN, security=SIGNED_IN)
@signed_in
def cancel_walk(path: WalkPath, body: PinBody) -> dict[str, Any]:
    """Give the walk up: nobody is told."""
    return _end(path, WalkAct.CANCEL, body)


@walks_api.post("/walks/<walk_id>/alarm", responses=OWN, security=SIGNED_IN)
@signed_in
def raise_alarm(path: WalkPath) -> dict[str, Any]:
    """Tell the contacts at once that one needs help."""
    return _answer(walks.alarm(container().together, _user_id(), path.walk_id))


@walks_api.post("/walks/<walk_id>/resolve", responses=OWN, security=SIGNED_IN)
@signed_in
def resolve_walk(path: WalkPath, body: PinBody) -> dict[str, Any]:
    """Say that all is well again."""
    return _end(path, WalkAct.RESOLVE, body)


@walks_api.get("/shared/<token>", responses={200: SharedAnswer, **errors(404, 410)})
@public
@limits.links
def get_shared(path: SharePath) -> Response:
    """A walk under way, for whoever has its link; 410 once it is over."""
    answer = jsonify(shared_wire(sharing.shared(container().together, path.token)))
    answer.headers.extend(FOR_ONE)
    return answer


def _aim(destination: DestinationBody | str) -> Aim:
    if isinstance(destination, str):
        return Aim(home=True)
    return Aim(destination.place_id, position(destination.lat, destination.lng), destination.name)


def _end(path: WalkPath, act: WalkAct, body: PinBody) -> dict[str, Any]:
    return _answer(walks.end(container().safe_walks, _user_id(), path.walk_id, act, body.pin))


def _answer(watched: WatchedWalk) -> dict[str, Any]:
    return {"walk": walk_wire(watched)}


def _user_id() -> int:
    return current_caller().account.id

"""What a room decides together: a fair place to meet, and polls."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.polls import (
    MeetAnswer,
    MeetBody,
    PollAnswer,
    PollBody,
    PollPath,
    PollsAnswer,
    VoteBody,
    meeting_wire,
)
from violet.api.schemas.rooms import RoomPath
from violet.api.support.documentation import SIGNED_IN, errors
from violet.api.support.guards import current_caller, signed_in
from violet.api.support.limits import limits, spending_key
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.services.together import meet, polls
from violet.services.together.polls import NewOption, NewPoll, Poll

polls_api = APIBlueprint(
    "polls",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="together")],
    abp_security=SIGNED_IN,
    abp_responses=errors(400, 401, 403, 404, 429, 503),
)


@polls_api.post("/rooms/<room_id>/meet", responses={200: MeetAnswer})
@signed_in
@limits.meet
def meet_room(path: RoomPath, body: MeetBody) -> dict[str, Any]:
    """Where the room can meet: the longest walk as short as can be, then the least walking, and nobody's "no"."""
    found = meet.meet(container().meeting, _user_id(), path.room_id, body.wish, who=spending_key())
    return meeting_wire(found)


@polls_api.post("/rooms/<room_id>/polls", responses={201: PollAnswer, **errors(409)})
@signed_in
@limits.rooms
def create_poll(path: RoomPath, body: PollBody) -> tuple[dict[str, Any], int]:
    """Ask the room."""
    options = tuple(NewOption(option.card_id, option.text) for option in body.options)
    new = NewPoll(body.question, options, body.closes_in_minutes)
    return _answer(polls.create(container().polls, _user_id(), path.room_id, new)), HTTPStatus.CREATED


@polls_api.get("/rooms/<room_id>/polls", responses={200: PollsAnswer})
@signed_in
def list_polls(path: RoomPath) -> dict[str, Any]:
    """The room's polls, the newest first."""
    user_id = _user_id()
    found = polls.of_room(container().together, user_id, path.room_id)
    return {"polls": [poll.wire(user_id) for poll in found], "next": None}


@polls_api.get("/polls/<poll_id>", responses={200: PollAnswer})
@signed_in
def get_poll(path: PollPath) -> dict[str, Any]:
    """One poll, for members of its room."""
    return _answer(polls.get(container().together, _user_id(), path.poll_id))


@polls_api.post("/polls/<poll_id>/votes", responses={200: PollAnswer, **errors(409)})
@signed_in
def vote_poll(path: PollPath, body: VoteBody) -> dict[str, Any]:
    """Say what one is fine with."""
    return _answer(polls.vote(container().together, _user_id(), path.poll_id, body.option_ids))


def _answer(poll: Poll) -> dict[str, Any]:
    return {"poll": poll.wire(_user_id())}


def _user_id() -> int:
    return current_caller().account.id

"""The chat: one message in, cards and words out, at once or as a stream of server-sent events."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from flask import Response, jsonify, request, stream_with_context
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.chat import ChatAnswers, ChatBody, ExplanationAnswer, TurnPath, turn_wire, weather_wire
from violet.api.support.callers import preferences_of_caller
from violet.api.support.documentation import OPTIONAL_USER, errors
from violet.api.support.guards import optional_user
from violet.api.support.limits import caller_key, limits
from violet.api.support.request_context import current_deps
from violet.api.support.sessions import conversation_key, keep_session, own_conversations, session_id_or_new
from violet.errors import BadInput
from violet.observability.metrics import active_stream
from violet.services.chat import turn as chat
from violet.services.chat.explanation import explain
from violet.services.chat.turn import CardsReady, Delta, TurnAnswer, TurnEvent, TurnRequest
from violet.services.places.positions import both_or_neither

chat_api = APIBlueprint(
    "chat", __name__, abp_tags=[Tag(name="chat")], abp_security=OPTIONAL_USER, abp_responses=errors(400, 429)
)

EVENT_STREAM = "text/event-stream"
STREAM_HEADERS = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}


@chat_api.post("/chat", responses={200: ChatAnswers})
@optional_user
@limits.chat
def post_chat(body: ChatBody) -> Response:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and `done`."""
    session_id = session_id_or_new(body.session_id)
    key = conversation_key(session_id)
    clears = bool(body.clear_session) or request.headers.get("X-Clear-Session", "").lower() == "true"
    message = (body.message or "").strip()
    if not message:
        if not clears:
            raise BadInput("Please type a message.", field="message")
        chat.clear(current_deps(), key)
        return keep_session(jsonify({"status": "session_cleared"}), session_id)
    turn = TurnRequest(
        message=message,
        conversation_key=key,
        location=both_or_neither(body.latitude, body.longitude, names=("latitude", "longitude")),
        preferences=preferences_of_caller(body.preferences, commute_preference=body.commute_preference),
        vibe=body.vibe,
        fresh=clears,
        who=caller_key(),
    )
    if request.accept_mimetypes.best == EVENT_STREAM:
        return keep_session(_streamed(turn, session_id), session_id)
    answer = chat.take_turn(current_deps(), turn)
    return keep_session(jsonify(_wire(answer, session_id)), session_id)


@chat_api.get("/chat/explain/<turn_id>", responses={200: ExplanationAnswer, **errors(404)})
@optional_user
@limits.quick
def get_explanation(path: TurnPath) -> dict[str, Any]:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each card, what
    was left out for which reason, and what was degraded."""
    return explain(current_deps(), path.turn_id, own_conversations=own_conversations())


def _streamed(turn: TurnRequest, session_id: str) -> Response:
    events = chat.stream_turn(current_deps(), turn)

    def lines() -> Iterator[bytes]:
        with active_stream():
            for event in events:
                yield _sse(event, session_id)

    return Response(stream_with_context(lines()), mimetype=EVENT_STREAM, headers=STREAM_HEADERS)


def _sse(event: TurnEvent, session_id: str) -> bytes:
    name, data = _named(event, session_id)
    return b"event: " + name + b"\ndata: " + orjson.dumps(data) + b"\n\n"


def _named(event: TurnEvent, session_id: str) -> tuple[bytes, dict[str, Any]]:
    match event:
        case CardsReady():
            cards = [card_wire(card) for card in event.cards]
            return b"cards", {"places": cards, "weather": weather_wire(event.weather), "vibe": event.vibe}
        case Delta():
            return b"delta", {"text": event.text}
        case TurnAnswer():
            return b"done", _wire(event, session_id)


def _wire(answer: TurnAnswer, session_id: str) -> dict[str, Any]:
    return turn_wire(answer, session_id=session_id, places=[card_wire(card) for card in answer.cards])

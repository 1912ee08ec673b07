"""The chat: one message in, cards and words out, at once or as a stream of server-sent events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.cards import card_wire
from violet.api.schemas.chat import (
    ChatAnswers,
    ChatBody,
    HistoryAnswer,
    HistoryQuery,
    history_wire,
    turn_wire,
    weather_wire,
)
from violet.api.schemas.explanation import ExplanationAnswer, ExplanationQuery, TurnPath
from violet.api.schemas.stream import ResumedStream, ResumeHeaders
from violet.api.support.callers import (
    anybody,
    ballot_of,
    diary_of,
    home_address_of_caller,
    person_of_caller,
    preferences_of_caller,
)
from violet.api.support.documentation import OPTIONAL_USER, errors
from violet.api.support.guards import current_user_id, optional_user
from violet.api.support.languages import accepted_language, named_language
from violet.api.support.limits import clears_session, limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.api.support.sessions import conversation_key, keep_session, own_conversations, session_id_or_new
from violet.domain.preferences import NO_PREFERENCES
from violet.errors import BadInput, VioletError
from violet.observability.metrics import active_stream
from violet.services.chat import turn as chat
from violet.services.chat.explanation import explain
from violet.services.chat.history import history_page
from violet.services.chat.live import Entry
from violet.services.chat.turn import CardsReady, Delta, TurnAnswer, TurnEvent, TurnRequest
from violet.services.chat.why_not import explain_why_not
from violet.services.places.positions import both_or_neither

chat_api = APIBlueprint(
    "chat",
    __name__,
    operation_id_callback=operation_id,
    abp_tags=[Tag(name="chat")],
    abp_security=OPTIONAL_USER,
    abp_responses=errors(400, 429),
)

EVENT_STREAM = "text/event-stream"
STREAM_HEADERS = {"X-Accel-Buffering": "no"}
NOTHING_MORE = {"description": "The stream has ended, and everything of it has arrived."}
KEEP_ALIVE = b": waiting\n\n"


@chat_api.post("/chat", responses={200: ChatAnswers})
@optional_user
@limits.chat
def post_chat(body: ChatBody) -> Response:
    """Ask the concierge. With `Accept: text/event-stream` the answer comes as `cards`, `delta`s and `done`, each with
    an `id`. The header `X-Turn-ID` says under which address the stream goes on where the connection is lost."""
    session_id, is_new = session_id_or_new(body.session_id)
    key = conversation_key(session_id)
    clears = clears_session(body.clear_session)
    message = (body.message or "").strip()
    if not message:
        if not clears:
            raise BadInput("Please type a message.", field="message")
        chat.clear(container().chat, key)
        return keep_session(jsonify({"status": "session_cleared"}), session_id)
    person = anybody(
        both_or_neither(body.latitude, body.longitude, names=("latitude", "longitude")),
        preferences_of_caller(body.preferences, commute_preference=body.commute_preference),
    )
    person = replace(person, home_address=home_address_of_caller())
    turn = TurnRequest(
        message=message,
        conversation_key=key,
        person=person,
        vibe=body.vibe,
        fresh=clears,
        first=is_new and current_user_id() is None,
        diary=diary_of(person),
        ballot=ballot_of(person),
        loops=container().loops,
        languages=(named_language(), accepted_language()),
    )
    if request.accept_mimetypes.best == EVENT_STREAM:
        return keep_session(_streamed(turn, session_id), session_id)
    answer = chat.take_turn(container().chat, turn)
    return keep_session(jsonify(_wire(answer, session_id)), session_id)


@chat_api.get("/chat/history", responses={200: HistoryAnswer})
@optional_user
@limits.quick
def get_history(query: HistoryQuery) -> dict[str, Any]:
    """The caller's conversation so far, the latest page first, with the cards of each turn."""
    person = anybody(None, NO_PREFERENCES)
    keys = own_conversations()
    page = history_page(container().chat, person, keys, cursor=query.cursor, limit=query.limit)
    return history_wire(page, person.now.tzinfo)


@chat_api.get("/chat/explain/<turn_id>", responses={200: ExplanationAnswer, **errors(404)})
@optional_user
@limits.quick
def get_explanation(path: TurnPath, query: ExplanationQuery) -> dict[str, Any]:
    """Why one of the caller's own turns answered as it did: the intent as understood, the features of each card, what
    was left out for which reason, and what was degraded. With `why_not`, also the smallest change of the question that
    would have put the named place first."""
    own = own_conversations()
    explained = explain(container().spending, path.turn_id, own_conversations=own)
    if query.why_not is None:
        return explained | {"why_not": None}
    person = person_of_caller(query.latitude, query.longitude)
    told = explain_why_not(container().chat, path.turn_id, query.why_not, person=person, own_conversations=own)
    return explained | {"why_not": told.wire()}


@chat_api.get("/chat/turns/<turn_id>/events", responses={200: ResumedStream, 204: NOTHING_MORE, **errors(404)})
@optional_user
@limits.streams
def get_turn_events(path: TurnPath, header: ResumeHeaders) -> Response:
    """The rest of a streamed turn: what came after the event named in `Last-Event-ID`, or all of it, and what still
    comes. 204 where there is nothing more. For 10 minutes after the last event, to whoever asked."""
    entries = container().live_turns.resume(path.turn_id, owners=own_conversations(), after=header.last_event_id)
    return _stream(path.turn_id, entries) if entries is not None else Response(status=204)


def _streamed(turn: TurnRequest, session_id: str) -> Response:
    live = container().live_turns
    live.begin(turn.turn_id, turn.conversation_key, _entries(chat.stream_turn(container().chat, turn), session_id))
    return _stream(turn.turn_id, live.follow(turn.turn_id))


def _stream(turn_id: str, entries: Iterator[Entry | None]) -> Response:
    def lines() -> Iterator[bytes]:
        with active_stream():
            for entry in entries:
                yield KEEP_ALIVE if entry is None else b"id: %d\n%b" % entry

    return Response(lines(), mimetype=EVENT_STREAM, headers=STREAM_HEADERS | {"X-Turn-ID": turn_id})


def _entries(events: Iterator[TurnEvent], session_id: str) -> Iterator[bytes]:
    """Each event as it is sent, but for its id. A bug ends the stream with an `error`, and goes on to the log."""
    try:
        for event in events:
            yield _sse(*_named(event, session_id))
    except Exception:
        yield _sse(b"error", {"error": VioletError.default_message, "code": VioletError.code})
        raise


def _sse(name: bytes, data: dict[str, Any]) -> bytes:
    return b"event: " + name + b"\ndata: " + orjson.dumps(data) + b"\n\n"


def _named(event: TurnEvent, session_id: str) -> tuple[bytes, dict[str, Any]]:
    match event:
        case CardsReady():
            cards = [card_wire(card) for card in event.cards]
            weather = weather_wire(event.weather)
            return b"cards", {"turn_id": event.turn_id, "places": cards, "weather": weather, "vibe": event.vibe}
        case Delta():
            return b"delta", {"text": event.text}
        case TurnAnswer():
            return b"done", _wire(event, session_id)


def _wire(answer: TurnAnswer, session_id: str) -> dict[str, Any]:
    return turn_wire(answer, session_id=session_id, places=[card_wire(card) for card in answer.cards])

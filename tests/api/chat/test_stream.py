"""The chat as server-sent events: cards first, then words as they come, then the whole answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.api.chat.conftest import TANDON, Device, MakeDevice, ids
from tests.api.contract import assert_cards, assert_chat_answer, assert_weather
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.api.support.documentation import DocumentedApp
from violet.app import create_app

STREAM = "text/event-stream"


@pytest.fixture
def app(shared_app: DocumentedApp) -> DocumentedApp:
    return shared_app


def stream(client: FlaskClient, message: str, accept: str = STREAM, **body: Any) -> TestResponse:
    return client.post(
        "/api/chat", json={"message": message, **TANDON, **body}, headers={"Accept": accept}, buffered=True
    )


def events_of(answer: TestResponse) -> list[tuple[str, dict[str, Any]]]:
    """Name and data of every event, read as a client would."""
    assert answer.status_code == 200
    assert answer.mimetype == STREAM
    assert answer.text.endswith("\n\n")
    events = []
    for number, block in enumerate(answer.text.removesuffix("\n\n").split("\n\n"), 1):
        event_id, name, data = block.split("\n")
        assert event_id == f"id: {number}"
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


@pytest.mark.parametrize(
    "message",
    ["quiet place to study near Tandon", "hi", "write my essay", "someone is following me", "tell me about Bobst",
     "how do I get to Bobst", "plan my evening: dinner then jazz", "what's the weather", "vegan sushi under $2"],
)  # fmt: skip
def test_cards_then_words_then_the_whole_answer(device: MakeDevice, message: str):
    events = events_of(stream(device().client, message))
    names = [name for name, _ in events]
    assert names[0] == "cards"
    assert names[-1] == "done"
    assert set(names[1:-1]) == {"delta"}
    cards, done = events[0][1], events[-1][1]
    assert set(cards) == {"turn_id", "places", "weather", "vibe"}
    assert cards["turn_id"] == done["turn_id"]
    assert_cards(cards["places"], at_most=4)
    assert_weather(cards["weather"])
    assert_chat_answer(done, at_most=4)
    assert done["places"] == cards["places"]
    assert done["vibe"] == cards["vibe"]
    assert "".join(data["text"] for name, data in events if name == "delta") == done["reply"]


def test_the_same_question_has_the_same_cards_either_way(device: MakeDevice):
    streamed = events_of(stream(device().client, "coffee"))[-1][1]
    at_once = device().say("coffee")
    assert streamed["places"] == at_once["places"]
    assert set(streamed) == set(at_once)


def test_a_streamed_turn_is_remembered_and_its_cookie_kept(device: MakeDevice):
    phone = device()
    answer = stream(phone.client, "quiet library")
    done = events_of(answer)[-1][1]
    assert f"violet_session={done['session_id']};" in answer.headers["Set-Cookie"]
    assert ids(phone.say("the second one")) == ids(done)[1:2]
    follow_up = events_of(stream(phone.client, "how do I get there"))[-1][1]
    assert ids(follow_up) == ids(done)[1:2]


def test_nothing_on_the_way_holds_the_words_back(device: MakeDevice):
    headers = stream(device().client, "coffee").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Accel-Buffering"] == "no"


@pytest.mark.parametrize("accept", [f"{STREAM}, application/json;q=0.5", f"{STREAM};q=1.0", STREAM])
def test_whoever_asks_for_a_stream_gets_one(device: MakeDevice, accept: str):
    assert stream(device().client, "coffee", accept).mimetype == STREAM


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", f"application/json, {STREAM};q=0.5", "text/html"])
def test_everybody_else_gets_the_answer_at_once(device: MakeDevice, accept: str):
    answer = stream(device().client, "coffee", accept)
    assert answer.mimetype == "application/json"
    assert_chat_answer(answer.get_json())


@pytest.mark.parametrize("body", [{"message": ""}, {"message": 7}, {"latitude": 999}, {"message": "x" * 10_000}])
def test_what_is_refused_is_refused_before_the_stream_begins(device: MakeDevice, body: dict[str, Any]):
    answer = device().client.post("/api/chat", json={"message": "coffee", **TANDON, **body}, headers={"Accept": STREAM})
    assert answer.status_code == 400
    assert answer.mimetype == "application/json"
    assert answer.get_json()["code"] == "bad_request"


def test_clearing_answers_at_once_also_where_a_stream_was_asked_for(device: MakeDevice):
    answer = device().client.post("/api/chat", json={"message": "", "clear_session": True}, headers={"Accept": STREAM})
    assert answer.get_json() == {"status": "session_cleared"}


def test_a_models_words_come_in_pieces_that_add_up(sqlite_database: str, simulator: RunningSimulator):
    settings = make_settings(database_url=sqlite_database, **simulator.settings)
    client = create_app(settings).test_client()
    events = events_of(stream(client, "coffee near me"))
    pieces = [data["text"] for name, data in events if name == "delta"]
    done = events[-1][1]
    assert len(pieces) > 1
    assert "".join(pieces) == done["reply"]
    assert done["degraded"] == []
    assert done["places"][0]["source"] == "google_places"
    follow_up = Device(client, TANDON).say("the second one")
    assert ids(follow_up) == ids(done)[1:2]

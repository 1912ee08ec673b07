"""Questions about one's own calendar in the chat. It is Tuesday 24 November 2026, three in the afternoon."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import Clock, at, block, get, put
from tests.api.contract import assert_chat_answer
from tests.api.people import Person, sign_up
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.container import Container
from violet.services.chat.calendar_questions import calendar_question

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def student(person: Person) -> Person:
    """An algorithms class now, chemistry at five, and one tomorrow morning."""
    blocks = [
        block(at(14), at(15, 50), title="Algorithms", place="370 Jay Street"),
        block(at(17), at(18, 15), title="Chemistry", place="Silver 208"),
        block(at(10, day=25), at(12, day=25), title="Drawing"),
    ]
    put(person, "/busy", {"blocks": blocks})
    return person


def say(person: Person, message: str) -> dict[str, Any]:
    answer = person.post("/chat", {"message": message})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    assert_chat_answer(body)
    return body


@pytest.mark.parametrize(
    ("message", "reply"),
    [
        ("When am I free today?", "You're free today from 3:50 PM to 5 PM and from 6:15 PM to 11 PM."),
        ("hey, am I free tomorrow", "You're free tomorrow from 8 AM to 10 AM and from noon to 11 PM."),
        (
            "what's my next class?",
            "“Algorithms” is on until 3:50 PM. Next is “Chemistry”, today from 5 PM to 6:15 PM, at Silver 208.",
        ),
        ("what do I have on Wednesday", "In your calendar tomorrow: “Drawing” from 10 AM to noon."),
        ("¿Cuándo estoy libre mañana?", "You're free tomorrow from 8 AM to 10 AM and from noon to 11 PM."),
    ],
)
def test_the_calendar_answers(student: Person, message: str, reply: str) -> None:
    answer = say(student, message)
    assert (answer["reply"], answer["intent"], answer["places"]) == (reply, "calendar", [])


@pytest.mark.parametrize(
    ("message", "about", "days_ahead"),
    [
        ("when am i free", "free", 0), ("am I busy right now?", "free", 0), ("what time am I done today", "free", 0),
        ("do I have time this afternoon?", "free", 0), ("When's my next break?", "free", 0),
        ("whats my next lecture", "next", 0), ("where is my next class", "next", 0), ("what do I have next?", "next", 0),
        ("when does my next lab start", "next", 0), ("whats on my calendar tomorrow", "agenda", 1),
        ("do i have class on friday?", "agenda", 3), ("what's my schedule for monday", "agenda", 6),
        ("show me my schedule", "agenda", 0), ("我今天什么时候有空？", "free", 0), ("我明天有什么课", "agenda", 1),
        ("¿cuál es mi próxima clase?", "next", 0),
    ],
)  # fmt: skip
def test_how_people_ask(message: str, about: str, days_ahead: int) -> None:
    asked = calendar_question(message, TUESDAY)
    assert asked is not None
    assert (asked.about, asked.days_ahead) == (about, days_ahead)


@pytest.mark.parametrize(
    "message",
    [
        "coffee before my next class", "what can I do when I'm free today?", "free events today", "free wifi near me",
        "when is the library free", "what is there to do next", "is the museum free on friday", "am I free to bring my dog",
        "what's next to bobst", "where can I study between classes", "do I have to pay", "tell me about the next event",
        "when am I free " * 40,
    ],
)  # fmt: skip
def test_what_only_mentions_a_class_or_freedom_is_no_question_of_the_calendar(message: str) -> None:
    assert calendar_question(message, TUESDAY) is None


def test_who_is_not_signed_in_is_told_to(app: OpenAPI) -> None:
    answer = app.test_client().post("/api/chat", json={"message": "when am I free today?"}).get_json()
    assert answer["intent"] == "calendar"
    assert answer["reply"].startswith("Your calendar is yours alone: sign in and link it")


def test_without_a_calendar_there_is_none_to_ask(person: Person) -> None:
    assert say(person, "what's my next class")["reply"] == "Link a calendar to see when you are free."


def test_an_unread_calendar_is_no_free_day_in_chat_either(
    person: Person, simulator: RunningSimulator, deps: Container, clock: Clock
) -> None:
    event = (
        "BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Seminar\r\nDTSTART:20261124T210000Z\r\nDTEND:20261124T220000Z\r\nEND:VEVENT"
    )
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{event}\r\nEND:VCALENDAR\r\n"
    simulator.state.set_mode("private_ical", {"body": body})
    put(person, "/ical", {"url": f"{simulator.url}/ical/mine/basic.ics"})
    simulator.state.set_fault("private_ical", Fault("cut"))
    clock.now += timedelta(minutes=6)
    stale = say(person, "what's my next class?")["reply"]
    assert stale == (
        "Next is “Seminar”, today from 4 PM to 5 PM. "
        "That is as of Tuesday 3 PM: your calendar does not answer right now."
    )
    deps.store.delete("calendar:1:ical")
    assert say(person, "am I free today?")["reply"].startswith("Your calendar does not answer right now.")
    assert get(person, "/free_time")["free_blocks"] == []


@pytest.mark.parametrize(
    "title", ["see https://evil.example/x", "mail me@evil.example", "a\u202eb", "x" * 81, "\u200b"]
)
def test_a_title_that_is_not_to_be_said_is_not(person: Person, title: str) -> None:
    put(person, "/busy", {"blocks": [block(at(17), at(18), title=title)]})
    reply = say(person, "what's my next class?")["reply"]
    assert "evil" not in reply
    assert "\u202e" not in reply
    assert "today from 5 PM to 6 PM" in reply


def test_a_question_of_the_calendar_leaves_the_conversation_as_it_was(student: Person) -> None:
    first = say(student, "quiet cafe near washington square")
    assert say(student, "when am I free today?")["intent"] == "calendar"
    another = say(student, "another one")
    assert another["intent"] == "another"
    assert {card["id"] for card in first["places"]}.isdisjoint(card["id"] for card in another["places"])


def test_nobody_hears_of_anothers_calendar(app: OpenAPI, student: Person) -> None:
    assert "Chemistry" in say(student, "what's my next class?")["reply"]
    other = sign_up(app.test_client())
    assert say(other, "what's my next class?")["reply"] == "Link a calendar to see when you are free."

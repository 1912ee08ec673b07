"""Reminders and answers to events, asked for in chat."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.api.notify.conftest import EVENT_ID, World
from tests.api.people import Person

HERE = {"latitude": 40.7298, "longitude": -73.9973}


def say(person: Person, message: str) -> dict[str, Any]:
    answer = person.post("/v1/chat", {"message": message, **HERE})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.get_json()
    return body


def mine(person: Person) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = person.get("/v1/events/mine").get_json()["events"]
    return events


@pytest.fixture
def shown(world: World) -> Person:
    """Somebody who was just shown a jazz night, in three hours."""
    person = world.person(token="mine")
    world.add_event()
    names = [card["name"] for card in say(person, "any jazz tonight?")["places"]]
    assert names[0] == "Jazz night"
    return person


@pytest.mark.parametrize(
    ("message", "minutes"),
    [
        ("remind me about it an hour before", 60),
        ("Can you remind me 30 mins before?", 30),
        ("set a reminder for jazz night half an hour before it starts", 30),
        ("pls ping me about the first one an hour and a half beforehand", 90),
        ("recuérdame dos horas antes", 120),
    ],
)
def test_a_reminder_is_set_and_comes(world: World, shown: Person, message: str, minutes: int) -> None:
    answer = say(shown, message)
    assert answer["intent"] == "reminder"
    assert "Jazz night" in answer["reply"]
    (event,) = mine(shown)
    start = world.clock() + timedelta(hours=3)
    walk = timedelta(minutes=1)
    due = datetime.fromisoformat(event["remind_at"])
    assert start - timedelta(minutes=minutes) - walk <= due <= start - timedelta(minutes=minutes)
    world.clock.now = due.astimezone(UTC)
    world.tick()
    assert [push["title"] for push in world.pushed()] == ["Jazz night"]


def test_what_one_goes_to_is_told_for_the_time_asked(world: World, shown: Person) -> None:
    assert "aren't going to anything tonight" in say(shown, "am i going to anything tonight?")["reply"]
    assert "You're down for Jazz night." in say(shown, "i'm going")["reply"]
    assert [event["status"] for event in mine(shown)] == ["going"]
    tonight = say(shown, "Am I going to anything tonight?")
    assert "Jazz night at 6 PM" in tonight["reply"]
    assert [card["place_id"] for card in tonight["places"]] == [str(EVENT_ID)]
    assert "aren't going to anything" in say(shown, "what am i going to tomorrow")["reply"]


def test_a_reminder_is_canceled_and_the_answer_stays(world: World, shown: Person) -> None:
    assert "no reminder set" in say(shown, "cancel that reminder")["reply"]
    assert "down for Jazz night" in say(shown, "count me in")["reply"]
    say(shown, "remind me an hour before")
    assert "Canceled the reminder for Jazz night" in say(shown, "actually, cancel that reminder")["reply"]
    (event,) = mine(shown)
    assert (event["status"], event["remind_at"]) == ("going", None)
    assert "Took you off Jazz night" in say(shown, "im not going to jazz night anymore")["reply"]
    assert mine(shown) == []


def test_of_several_reminders_the_one_meant_is_asked_for(world: World, shown: Person) -> None:
    world.add_event(id=EVENT_ID + 1, source_id="2", title="Blues night", words="blues", hours=5)
    say(shown, "remind me about it an hour before")
    assert say(shown, "any blues tonight?")["places"][0]["name"] == "Blues night"
    say(shown, "remind me 30 min before")
    say(shown, "weather tomorrow?")
    assert "Canceled the reminder for Jazz night" in say(shown, "cancel the reminder for jazz night")["reply"]
    assert [event["name"] for event in mine(shown) if event["remind_at"]] == ["Blues night"]


def test_without_an_account_or_an_event_nothing_is_promised(world: World, shown: Person) -> None:
    answer = world.client.post("/api/v1/chat", json={"message": "remind me about it an hour before", **HERE})
    assert "signed in" in answer.get_json()["reply"]
    other = world.person()
    assert "Which event?" in say(other, "remind me an hour before")["reply"]
    say(other, "quiet place to study")
    assert "not of places" in say(other, "remind me about the first one")["reply"]
    assert mine(other) == []


@pytest.mark.parametrize(
    "message",
    ["tell me about the first one", "remind me to call mom", "im going to brooklyn", "i can't make rent this month"],
)
def test_what_only_sounds_like_it_is_left_alone(shown: Person, message: str) -> None:
    assert say(shown, message)["intent"] != "reminder"
    assert mine(shown) == []

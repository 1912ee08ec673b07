"""What every campus has to do, over all three: the product's two, and one that was made with commands and a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.campuses.conftest import Say
from tests.api.campuses.facts import ALL, Facts
from tests.api.content.conftest import promote, published
from tests.api.people import Person, sign_up
from violet.services.events.intake.refresh import refresh


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with time_machine.travel(moment, tick=False):
        yield


@pytest.fixture(autouse=True)
def _afternoon(campus: Facts) -> Iterator[None]:
    with at(campus.at("2026-10-08T15:00")):
        yield


def names(body: dict[str, Any]) -> list[str]:
    return [card["name"] for card in body["places"]]


def cards_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every card of an answer, however deep."""
    if isinstance(value, dict) and {"name", "distance"} <= value.keys():
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from cards_in(inner)


class TestChat:
    def test_the_concierge_is_its_own(self, say: Say, campus: Facts):
        assert campus.persona in say("who are you")["reply"]

    @pytest.mark.parametrize(
        ("message", "kinds"),
        [
            ("coffee nearby", {"cafe"}),
            ("somewhere to study", {"library", "study_space"}),
            ("where can i have a beer", {"bar", "pub", "cocktail_bar"}),
            ("dinner", {"restaurant", "pizza", "quick_bite"}),
            ("a park", {"park", "garden", "plaza", "waterfront", "recreation"}),
        ],
    )
    def test_wishes_find_its_places_in_its_units(
        self, say: Say, campus: Facts, server: OpenAPI, message: str, kinds: set[str]
    ):
        body = say(message)
        own = {place.name: place for place in server.extensions["violet_served"].at(campus.id).now().campus.places}
        assert body["places"]
        for card in body["places"]:
            assert kinds & set(own[card["name"]].kinds), (message, card["name"])
            assert re.fullmatch(campus.near, card["distance"]), card["distance"]

    def test_a_second_message_is_of_the_same_conversation(self, say: Say):
        first = say("coffee nearby")
        second = say("how far is the second one", session_id=first["session_id"])
        assert names(first)[1] in second["reply"]

    def test_a_place_is_known_by_its_name(self, say: Say, campus: Facts):
        assert campus.library in names(say(f"tell me about {campus.library}"))


class TestWays:
    def test_the_way_to_a_place_is_told(self, say: Say, campus: Facts):
        body = say(f"how do i get to {campus.library}")
        assert names(body)[:1] == [campus.library]
        assert re.search(r"\d+ min", body["reply"])

    def test_directions_are_in_its_units(self, client: FlaskClient, campus: Facts):
        lat, lng = campus.here
        ends = f"origin_lat={lat}&origin_lng={lng}&lat={lat + 0.006}&lng={lng + 0.006}"
        answer = client.get(f"/api/v1/directions?campus={campus.id}&{ends}").get_json()
        assert re.fullmatch(campus.near, answer["distance_text"]), answer["distance_text"]
        assert answer["mode"] == "walking"


class TestSafety:
    @pytest.mark.parametrize("message", ["someone is following me", "there is a man with a knife", "i was robbed"])
    def test_danger_has_its_numbers_and_no_others(self, say: Say, campus: Facts, message: str):
        body = say(message)
        assert body["places"] == []
        assert (campus.numbers or (campus.emergency,))[0] in body["reply"]
        for other in ALL:
            foreign = {other.emergency, *other.numbers} - {campus.emergency, *campus.numbers}
            assert not [number for number in foreign if number in body["reply"]]

    def test_despair_has_its_line_else_its_emergency_number(self, say: Say, campus: Facts):
        reply = say("i want to kill myself")["reply"]
        assert (campus.numbers or (campus.emergency,))[-1] in reply[:160]
        assert campus.emergency in reply

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_numbers_that_nobody_told_are_said_to_be_unknown(self, say: Say, campus: Facts, language: str):
        words = {"en": "I don't know the other numbers", "es": "No conozco otros números"}
        reply = say({"en": "i want to kill myself", "es": "quiero suicidarme"}[language], language=language)["reply"]
        assert (words[language] in reply) is campus.unknown, reply
        assert "the emergency services" not in reply
        assert "[" not in reply

    def test_the_page_of_numbers_lists_only_what_is_known(self, client: FlaskClient, campus: Facts):
        body = client.get(f"/api/v1/safety?campus={campus.id}").get_json()
        assert body["emergency"] == campus.emergency
        phones = [one["phone"] for one in body["numbers"]]
        assert set(phones) >= {campus.emergency, *campus.numbers}
        assert len(set(phones)) == len(phones)


class TestTimes:
    @pytest.mark.parametrize("change", [0, 1])
    def test_free_time_on_the_day_its_clocks_change(self, client: FlaskClient, campus: Facts, change: int):
        day, before, after = campus.clocks[change]
        with at(datetime.fromisoformat(f"{day}T00:30:00{before}")):
            person = sign_up(client)
            lecture = {"start": f"{day}T09:00:00{after}", "end": f"{day}T11:00:00{after}", "title": "Lecture"}
            here = {**person.headers, "X-Campus": campus.id}
            put = client.put("/api/v1/calendar/busy", json={"blocks": [lecture]}, headers=here)
            assert put.status_code == 200, put.text
            blocks = client.get("/api/v1/calendar/free_time", headers=here).get_json()["free_blocks"]
            today = client.get("/api/v1/calendar/today", headers=here).get_json()["events"]
        assert [one["start"] for one in today] == [lecture["start"]]
        assert [block["end"] for block in blocks][:1] == [lecture["start"]]
        assert blocks[1]["start"] == lecture["end"]
        assert blocks[0]["start"].endswith((before, after))
        ends = [datetime.fromisoformat(block[end]) for block in blocks for end in ("start", "end")]
        assert ends == sorted(ends)
        assert {one.utcoffset() for one in ends[1:]} == {datetime.fromisoformat(lecture["start"]).utcoffset()}
        assert sum((b - a for a, b in zip(ends[::2], ends[1::2], strict=True)), timedelta()) < timedelta(hours=25)

    def test_places_are_unsure_or_closed_on_its_holidays_alone(self, client: FlaskClient, say: Say, campus: Facts):
        author, reviewer = (self._editor(client) for _ in range(2))
        kiosk: dict[str, Any] = {
            "name": f"Lantern Kiosk {campus.persona}", "lat": campus.here[0], "lng": campus.here[1], "kinds": ["cafe"],
            "address": "1 Lantern Square", "opening_hours": "Mo-Su 08:00-18:00; PH off",
            "about": "A kiosk made for the tests of public holidays, which is shut on each of them.",
        }  # fmt: skip
        for person in (author, reviewer):
            person.client.environ_base["HTTP_X_CAMPUS"] = campus.id
        published(author, reviewer, **kiosk)
        found = {}
        for day in (campus.holiday, campus.workday):
            with at(campus.at(f"{day}T12:00")):
                (found[day],) = (
                    card for card in say(f"is {kiosk['name']} open")["places"] if card["name"] == kiosk["name"]
                )
        assert (found[campus.holiday]["open_now"], found[campus.workday]["open_now"]) == (False, True)

    @staticmethod
    def _editor(client: FlaskClient) -> Person:
        own = client.application.test_client()
        return promote(own, sign_up(own), "editor")


class TestEventsAndDashboard:
    def test_its_events_are_in_its_time(self, server: OpenAPI, client: FlaskClient, say: Say, campus: Facts):
        moment = campus.at(campus.event_on)
        with at(moment):
            with server.app_context():
                refresh(server.extensions["violet"].at(campus.id).intake, only=["campus_guide"])
            listed = client.get(f"/api/v1/events?campus={campus.id}&limit=50").get_json()["events"]
            assert listed
            starts = [datetime.fromisoformat(event["start"]) for event in listed]
            assert {one.utcoffset() for one in starts} <= {campus.zone.utcoffset(one) for one in starts}
            assert campus.event in " ".join(event["name"] for event in listed)
            titles = {event["name"] for event in listed}
            assert titles & set(names(say("what's on today"))) or not campus.event

    def test_the_dashboard_is_its_own(self, client: FlaskClient, campus: Facts, server: OpenAPI):
        answer = sign_up(client).get(f"/v1/dashboard?{campus.query}")
        assert answer.status_code == 200, answer.text
        shown = {card["name"] for card in cards_in(answer.get_json())}
        own = server.extensions["violet_served"].at(campus.id).now().campus
        assert shown
        assert shown <= {place.name for place in own.places} | {event.title for event in own.events}

"""Another university in another city: its zone, units, numbers and places, and nothing of New York."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

from tests.api.people import sign_up
from tests.architecture.source import ROOT
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.domain.categories import use_taxonomy
from violet.domain.taxonomy import packaged_taxonomy
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings

CAMPUSES = ROOT / "tests" / "campuses"
MELBOURNE = ZoneInfo("Australia/Melbourne")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=MELBOURNE)
HERE = {"latitude": -37.7983, "longitude": 144.9610}
WHERE = "latitude=-37.7983&longitude=144.9610"
OF_NEW_YORK = re.compile(
    r"nyu|tandon|brooklyn|manhattan|new york|212-|\b911\b|\b988\b|violet,|-0[45]:00| mi\b| ft\b", re.I
)
TALK = "\r\n".join(
    [
        "BEGIN:VEVENT", "UID:1@harbour", "DTSTAMP:20261101T000000Z", "DTSTART:20261124T180000", "DTEND:20261124T193000",
        "SUMMARY:Harbour jazz night", "LOCATION:River Library", "CATEGORIES:Music", "END:VEVENT",
    ]
)  # fmt: skip


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def settings(sqlite_database: str, simulator: RunningSimulator) -> Settings:
    simulator.state.set_mode("nyu_calendar", {"items": [TALK]})
    return make_settings(
        database_url=sqlite_database,
        campuses_dir=CAMPUSES,
        campuses=("harbour",),
        event_feed_pause_s=0,
        event_source_base_urls={"harbour_events": simulator.url},
    )


@pytest.fixture
def say(client: FlaskClient) -> Callable[[str], dict[str, Any]]:
    def say(message: str) -> dict[str, Any]:
        answer = client.post("/api/chat", json={"message": message, **HERE})
        assert answer.status_code == 200, answer.text
        assert not OF_NEW_YORK.search(answer.text), answer.text
        body: dict[str, Any] = answer.get_json()
        return body

    return say


def names(body: dict[str, Any]) -> list[str]:
    return [card["name"] for card in body["places"]]


def test_the_concierge_is_the_campus_s_own(say: Callable[[str], dict[str, Any]]):
    assert "Wren" in say("who are you")["reply"]
    for message in (
        "hi",
        "what can you do",
        "thanks",
        "what is the capital of france",
        "hola, qué puedes hacer",
        "你好",
    ):
        say(message)


def test_places_are_its_own_in_its_units_and_hours(say: Callable[[str], dict[str, Any]]):
    coffee = say("coffee nearby")
    assert names(coffee) == ["Tram Stop Coffee"]
    (card,) = coffee["places"]
    assert re.fullmatch(r"\d+0 m", card["distance"])
    assert card["open_now"] is True
    assert card["open_until"] == "2026-11-24T18:00:00+11:00"
    assert "River Library" in names(say("somewhere quiet to study"))


def test_public_holidays_are_its_country_s(client: FlaskClient):
    """Melbourne Cup Day is no holiday of the whole country, Australia Day is."""
    with time_machine.travel(datetime(2027, 1, 26, 10, 0, tzinfo=MELBOURNE), tick=False):
        answer = client.post("/api/chat", json={"message": "is Tram Stop Coffee open", **HERE})
    assert "closed" in answer.get_json()["reply"]


@pytest.mark.parametrize(
    ("message", "numbers"),
    [("someone is following me", ("000", "03-5550-0100")), ("i want to die", ("13-11-14", "03-5550-0101"))],
)
def test_help_has_its_own_numbers(say: Callable[[str], dict[str, Any]], message: str, numbers: tuple[str, ...]):
    response = say(message)["reply"]
    assert all(number in response for number in numbers), response


def test_what_a_campus_has_none_of_is_said(say: Callable[[str], dict[str, Any]]):
    body = say("where is a pharmacy")
    assert body["places"] == []
    assert body["reply"] == "I don't know of a pharmacy around here."


def test_a_plan_and_a_way(say: Callable[[str], dict[str, Any]]):
    plan = say("plan my day: coffee then study")
    assert names(plan) == ["Tram Stop Coffee", "River Library"]
    assert all(stop["arrive"].endswith("+11:00") for stop in plan["itinerary"]["stops"])
    assert "River Library" in say("how do I get to River Library")["reply"]


def test_events_of_its_feed_in_its_time(app: OpenAPI, client: FlaskClient, say: Callable[[str], dict[str, Any]]):
    with app.app_context():
        refresh(app.extensions["violet"].intake)
    listed = client.get(f"/api/events?{WHERE}")
    assert not OF_NEW_YORK.search(listed.text), listed.text
    (event,) = listed.get_json()["events"]
    assert (event["name"], event["start"]) == ("Harbour jazz night", "2026-11-24T18:00:00+11:00")
    assert client.get("/api/nyu_engage_events").get_json()["engage_events"] == []
    assert names(say("what's on tonight")) == ["Harbour jazz night"]
    assert names(say("any jazz this week")) == ["Harbour jazz night"]


def test_a_calendar_and_the_dashboard_are_in_its_time(client: FlaskClient):
    person = sign_up(client, "student@harbour.example")
    lecture = {"start": "2026-11-24T12:00:00+11:00", "end": "2026-11-24T14:00:00+11:00", "title": "Lecture"}
    put = client.put("/api/v1/calendar/busy", json={"blocks": [lecture]}, headers=person.headers)
    assert put.status_code == 200, put.text
    answers = [
        person.get(path)
        for path in (
            "/v1/calendar/today",
            "/v1/calendar/free_time",
            f"/v1/calendar/next_free?{WHERE}",
            f"/dashboard?{WHERE}",
            f"/quick_recs?category=chill_cafes&{WHERE}",
            f"/top_recommendations?{WHERE}",
            "/user/me",
            "/user/export",
        )
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert not OF_NEW_YORK.search(answer.text), answer.text
    today, free = answers[0].get_json(), answers[1].get_json()
    assert today["events"][0]["start"] == "2026-11-24T12:00:00+11:00"
    assert free["free_blocks"][0] == {"start": "2026-11-24T10:00:00+11:00", "end": "2026-11-24T12:00:00+11:00"}


ESCAPE_ROOMS = """
[category.escape_rooms]
name = "escape rooms"
vibe = "party"
vibes = {}
quick = {}
stay_minutes = 60
plan_minutes = 75
when_unknown = "I don't know of an escape room around here."

[category.escape_rooms.words]
en = ["escape room", "escape rooms", "escape game"]

[category.escape_rooms.kind.escape_room]
name = "escape room"
fit = 1.0
google_ask = ["amusement_center"]
google_read = ["amusement_center"]
setting = "indoor"
diet_matters = false
"""
PLACE = """
[[place]]
id = "the-locked-tram"
name = "The Locked Tram"
address = "20 Swan Lane, Parkville VIC 3052"
lat = -37.7988
lng = 144.9630
kinds = ["escape_room"]
about = "Three rooms in an old tram depot, for two to six people, with a riddle for every stop of the line."
"""


@pytest.fixture
def with_escape_rooms(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the campus and of the taxonomy, with one more table and one more file of places."""
    shutil.copytree(CAMPUSES / "harbour", tmp_path / "campuses" / "harbour")
    text = (ROOT / "violet" / "campuses" / "taxonomy.toml").read_text()
    (tmp_path / "campuses" / "taxonomy.toml").write_text(text + ESCAPE_ROOMS)
    (tmp_path / "campuses" / "harbour" / "places" / "city" / "escape_rooms.toml").write_text(PLACE)
    yield settings.model_copy(update={"campuses_dir": tmp_path / "campuses"})
    use_taxonomy(packaged_taxonomy())


class TestANewCategory:
    """One table and one file of places: no code."""

    @pytest.fixture
    def settings(self, sqlite_database: str, simulator: RunningSimulator) -> Settings:
        return make_settings(database_url=sqlite_database, campuses_dir=CAMPUSES, campuses=("harbour",))

    @pytest.fixture
    def app(self, with_escape_rooms: Settings) -> Iterator[OpenAPI]:
        app = create_app(with_escape_rooms)
        yield app
        app.extensions["violet"].engine.dispose()

    def test_is_asked_for_over_http(self, say: Callable[[str], dict[str, Any]]):
        for message in ("is there an escape room near here", "i want to do an escape game", "escape rooms"):
            body = say(message)
            assert names(body) == ["The Locked Tram"], body["reply"]
        assert names(say("plan my day: coffee then an escape room")) == ["Tram Stop Coffee", "The Locked Tram"]

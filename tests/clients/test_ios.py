"""Every call of the iOS app, decoded as it decodes them: with every upstream there is, and with none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from flask_openapi3 import OpenAPI
from werkzeug.test import TestResponse

from tests.api.people import PASSWORD, Person, sign_up
from tests.clients import ios, swift
from tests.conftest import make_settings
from tests.simulator.running import RunningSimulator
from violet.services.events.intake.refresh import refresh
from violet.settings import Settings

NEW_YORK = ZoneInfo("America/New_York")
# No whole second: an app that reads dates by ISO8601DateFormatter refuses a fraction.
NOW = datetime(2026, 11, 24, 15, 0, 7, 123456, tzinfo=NEW_YORK)
HERE = {"latitude": 40.7299, "longitude": -73.9979}
FEEDS = ("nyu_engage", "nyc_open_data")
VIBES = ("explore", "study", "food_general", "party", "chill_drinks", "shopping", "fast_bite", "generic")
WEATHER_SYMBOLS = ("☀️", "☁️", "🌧️", "❄️", "⛈️")
SURVEY: dict[str, Any] = {
    "preferred_vibes": ["study", "food"],
    "budget": {"min": 7.5, "max": 20.0},
    "dietary_restrictions": ["vegan"],
    "max_walk_minutes_default": 15,
    "interests": "jazz",
}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(params=["no keys", "every upstream"])
def settings(request: pytest.FixtureRequest, sqlite_database: str, simulator: RunningSimulator) -> Settings:
    for feed in FEEDS:
        simulator.state.set_mode(feed, {"today": NOW.date().isoformat()})
    keys = simulator.settings if request.param == "every upstream" else simulator.base_urls
    return make_settings(database_url=sqlite_database, event_feed_pause_s=0, breaker_failures=100, **keys)


@pytest.fixture
def person(app: OpenAPI) -> Person:
    with app.app_context():
        refresh(app.extensions["violet"].intake, only=(*FEEDS, "campus_guide"))
    return sign_up(app.test_client(), first_name="Ana")


def decoded(decoder: swift.Decoder, answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    decoder(answer.get_json(), "$")
    return answer.get_json()


def test_accounts(person: Person):
    client, headers = person.client, person.headers
    new = {"email": "new@nyu.edu", "password": PASSWORD}
    decoded(ios.log_in, client.post("/api/auth/signup", json=new), 201)
    decoded(ios.error, client.post("/api/auth/signup", json=new), 409)
    again = decoded(ios.log_in, client.post("/api/auth/login", json=new))
    decoded(ios.tokens, client.post("/api/auth/refresh", json={"refresh_token": again["refresh_token"]}))
    decoded(ios.profile, client.post("/api/user/profile", json={"home_address": "370 Jay St"}, headers=headers))
    decoded(ios.profile, person.get("/user/profile"))
    assert decoded(ios.preferences, person.post("/user/preferences", SURVEY))["budget"] == {"min": 8, "max": 20}
    decoded(ios.preferences, person.get("/user/preferences"))
    decoded(ios.settings, person.post("/user/settings", {"notifications_enabled": True}))
    decoded(ios.settings, person.get("/user/settings"))
    decoded(ios.status, person.post("/user/activity", {"type": "view", "place_id": "x", "score": 0.5}))
    decoded(ios.status, person.post("/user/notification_token", {"token": "0f" * 32}))
    assert decoded(ios.me, person.get("/user/me"))["recent_activity"]
    decoded(ios.log_in, client.post("/api/auth/login", json={"email": person.email, "password": PASSWORD}))


@pytest.mark.parametrize(
    "message",
    [
        "quiet place to study", "cheap vegan dinner", "what's on tonight?", "how's the weather?",
        "how do I get to Bobst Library", "plan me an evening: dinner and then music", "hello", "write my essay",
        "how do I get home?",
    ],
)  # fmt: skip
def test_chat(person: Person, message: str):
    decoded(ios.chat, person.post("/chat", {"message": message, **HERE}))


def test_every_vibe_of_the_picker_and_both_ways_to_clear(person: Person):
    for vibe in VIBES:
        decoded(ios.chat, person.post("/chat", {"message": "somewhere nice", "vibe": vibe, **HERE}))
    decoded(ios.status, person.post("/chat", {"message": "", "clear_session": True}))
    headers = person.headers | {"X-Clear-Session": "true"}
    decoded(ios.status, person.client.post("/api/chat", json={"message": ""}, headers=headers))
    decoded(ios.chat_error, person.post("/chat", {"message": ""}), 400)


def test_lists(person: Person):
    for category in ("quick_bites", "chill_cafes", "events", "explore"):
        found = decoded(ios.quick_list, person.get("/quick_recs", query_string={"category": category, **HERE}))
        assert found["places"], category
    for symbol in WEATHER_SYMBOLS:
        query = {"limit": 3, "weather": symbol, **HERE}
        assert decoded(ios.quick_list, person.get("/top_recommendations", query_string=query))["places"]
    assert decoded(ios.city_events, person.get("/events"))["nyc_permitted"]
    assert decoded(ios.engage_events, person.get("/nyu_engage_events?days=7"))["engage_events"]


def test_events_say_when_they_are_where_the_app_looks(person: Person):
    found = person.get("/quick_recs", query_string={"category": "events", **HERE}).get_json()["places"]
    times = ("Tonight ", "Today ", "Today, ", "Tomorrow ", "Now ", "Wed", "Thu", "Fri", "Sat", "Sun", "Mon", "Tue")
    assert found
    assert all(card["description"].startswith(times) for card in found)


def test_surroundings(person: Person, settings: Settings):
    query = {"lat": 40.73, "lng": -73.99}
    decoded(ios.directions, person.get("/directions", query_string=query))
    weather, forecast = person.get("/weather"), person.get("/weather/forecast")
    if settings.openweather_key is None:
        decoded(ios.error, weather, 503)
        decoded(ios.error, forecast, 503)
    else:
        decoded(ios.weather, weather)
        assert decoded(ios.forecast, forecast)["forecast"]
    decoded(ios.health, person.client.get("/health"))


def test_calendar_and_dashboard(person: Person, settings: Settings):
    calls = {
        "/calendar/today": ios.today, "/calendar/free_time": ios.free_time, "/calendar/next_free": ios.next_free,
        "/calendar/next_free_block": ios.next_free_block, "/calendar/recommendation": ios.next_free,
        "/calendar/notifications/check": ios.notifications, "/dashboard": ios.dashboard,
    }  # fmt: skip
    for path, decoder in calls.items():
        decoded(decoder, person.get(path))
    starts = NOW.replace(second=0, microsecond=0) + timedelta(hours=3)
    blocks = [{"start": starts.isoformat(), "end": (starts + timedelta(hours=1)).isoformat(), "title": "Lecture"}]
    assert person.client.put("/api/calendar/busy", json={"blocks": blocks}, headers=person.headers).status_code == 200
    answers = {path: decoded(decoder, person.get(path, query_string=HERE)) for path, decoder in calls.items()}
    assert answers["/calendar/today"]["events"]
    assert answers["/calendar/free_time"]["free_blocks"]
    assert answers["/calendar/next_free"]["suggestion"]
    assert answers["/calendar/notifications/check"]["notifications"][0]["events"]
    assert answers["/dashboard"]["free_time_suggestion"]
    assert (answers["/dashboard"]["weather"] is None) == (settings.openweather_key is None)


@pytest.mark.parametrize(
    ("decoder", "value"),
    [
        (swift.integer, 12.5), (swift.integer, "12"), (swift.integer, True), (swift.integer, None),
        (swift.double, "4.5"), (swift.double, None), (swift.boolean, 1), (swift.string, 7), (swift.string, None),
        (swift.date, "2026-11-24T15:00:00.123-05:00"), (swift.date, "2026-11-24T15:00:00"), (swift.date, "2026-11-24"),
        (ios.location, {"lat": 40.7, "lng": -73.9, "name": "here"}), (ios.today, {}), (ios.today, {"events": None}),
        (ios.preferences, {"preferred_vibes": [], "dietary_restrictions": [], "budget": {"min": 12.5, "max": None}}),
        (ios.quick_list, {"category": "top", "places": [{"id": "7", "name": "A", "type": "place", "source": "x"}]}),
    ],
)  # fmt: skip
def test_the_mirror_refuses_what_the_app_refuses(decoder: swift.Decoder, value: Any):
    with pytest.raises(swift.DecodingError):
        decoder(value, "$")


def test_the_mirror_takes_what_the_app_takes():
    swift.integer(20.0, "$")
    swift.date("2026-11-24T15:00:00-05:00", "$")
    swift.optional(swift.integer)(None, "$")
    ios.profile({"unknown": 1}, "$")

"""Records a real example of every operation for the OpenAPI document: asks a server, with simulated upstreams, on a
fixed Wednesday. Run it after a change of answers: python -m scripts.record_examples
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import orjson
import time_machine
from flask_migrate import upgrade

from scripts.record_staff import Staff, as_a_member, looking_after
from scripts.record_together import in_a_room, on_a_walk
from scripts.recording import PASSWORD, STEADY, Call, Mailbox, Recorder
from tests.simulator import world
from tests.simulator.running import RunningSimulator, running_simulator
from violet.api.support.documentation import DocumentedApp
from violet.api.support.openapi import EXAMPLES, operations
from violet.app import create_app
from violet.container import Container
from violet.extensions import db
from violet.services.events.intake.refresh import refresh
from violet.services.places.photos import photo_url
from violet.settings import Settings
from violet.wiring import build_container

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 11, 18, 15, 0, tzinfo=NEW_YORK)
ROUTE_ID = "kBKGsZ_A9tfdofHj"
LOOP_NAME = "Brisk Heron near Union Square"
SQUARE = {"lat": 40.7308, "lng": -73.9973}
LOOP = {"from": SQUARE, "minutes": 30, "wish": "a coffee"}
HERE = {"latitude": 40.6942, "longitude": -73.9866}
FEEDS = ("nyu_engage", "nyc_open_data")
LOG_IN = {"email": "ada@nyu.edu", "password": PASSWORD}
PHONE = {"token": "ExponentPushToken[xxxxxxxxxxxxxxxxxxxxxx]"}
ICAL = {"url": "https://calendar.google.com/calendar/ical/ada%40nyu.edu/private-0123456789abcdef/basic.ics"}
# What the page alone calls, with a header of its own; a stream that was cut off; pictures; another process's form; and
# what is switched off unless a setting says otherwise.
NOT_RECORDED = frozenset(
    "openPageSession closePageSession getTurnEvents getRouteSvg getRoutePng receiveReply postGraphql".split()
)


@contextmanager
def served(simulator: RunningSimulator) -> Iterator[tuple[DocumentedApp, Mailbox]]:
    """A server with the guide's places, simulated feeds and weather, and nobody in it."""
    for feed in FEEDS:
        simulator.state.set_mode(feed, {"today": NOW.date().isoformat()})
    with tempfile.TemporaryDirectory() as folder, time_machine.travel(NOW, tick=False):
        base_urls: dict[str, Any] = dict(simulator.base_urls)
        settings = Settings(
            _env_file=None, environment="testing", embeddings="off", log_level="ERROR", ratelimit_enabled=False,
            database_url=f"sqlite:///{folder}/violet.db", event_feed_pause_s=0, calendar_allow_private_addresses=True,
            webpush_private_key=base64.urlsafe_b64encode(b"\x01" * 32).decode().rstrip("="), openweather_key="key",
            google_oauth_client_id="id", google_oauth_client_secret="secret",  # noqa: S106 -- the simulated Google's
            **base_urls,
        )  # fmt: skip
        mailbox = Mailbox()
        container = build_container(settings)
        container = replace(container, identity=replace(container.identity, mailer=mailbox))
        photos = build_container(settings.model_copy(update={"google_api_key": "key"})).photos
        container = replace(container, photos=photos)
        app = create_app(settings, container=container)
        container.carrier.hand_to(lambda job_id: None)  # jobs run when the recording says so
        with app.app_context():
            upgrade()
            refresh(container.intake, only=(*FEEDS, "campus_guide"))
        yield app, mailbox
        with app.app_context():
            db.engine.dispose()


def record() -> dict[str, Any]:
    """Every operation's example, by its id."""
    with ExitStack() as stack:
        simulator = stack.enter_context(running_simulator())
        app, mailbox = stack.enter_context(served(simulator))
        recorder = Recorder(app)
        _as_anybody(recorder, app)
        _with_an_account(recorder, mailbox)
        _with_calendars(recorder, simulator)
        container: Container = app.extensions["violet"]
        as_a_member(recorder, Call, container)
        in_a_room(recorder, Call, SQUARE)
        on_a_walk(recorder, Call, SQUARE)
        own = recorder.headers
        roles = {"grace": "editor", "alan": "editor", "katherine": "admin"}
        people = [recorder.somebody(app, name, role) for name, role in roles.items()]
        looking_after(recorder, Call, container, Staff(*people))
        recorder.headers = own
        _leaving(recorder, mailbox)
        order = [operation["operationId"] for _, operation in operations(app.api_doc)]
        assert set(order) - NOT_RECORDED == set(recorder.recorded), set(order) ^ set(recorder.recorded)
        return {name: recorder.recorded[name] for name in order if name in recorder.recorded}


def _as_anybody(recorder: Recorder, app: DocumentedApp) -> None:
    for name in ("health", "live", "ready", "getSources", "getCampuses"):
        recorder.call(Call(name))
    turn = recorder.call(Call("postChat", {"message": "quiet place to study near Tandon", **HERE})).get_json()
    explained = {"turn_id": STEADY["turn_id"]}
    asked = {"why_not": "Devoción (Downtown Brooklyn)", **HERE}
    recorder.call(Call("getExplanation", query=asked, path={"turn_id": turn["turn_id"]}, shown=explained))
    recorder.call(Call("getHistory", query={"limit": 1}))
    recorder.call(Call("getSafety"))
    recorder.call(Call("getQuickRecs", query={"category": "cozy_cafes", "limit": 3, **HERE}))
    recorder.call(Call("getTopRecommendations", query={"limit": 3, "weather": "rain", **HERE}))
    recorder.call(Call("getWeather", query={"lat": 40.6942, "lon": -73.9866}))
    recorder.call(Call("getForecast", query={"lat": 40.6942, "lon": -73.9866}))
    recorder.call(Call("getDirections", query={"lat": 40.7295, "lng": -73.9972}))
    search = {"q": "open mic", "limit": 2}
    event = recorder.call(Call("getEvents", query=search)).get_json()["events"][0]["id"]
    recorder.call(Call("getEventsCalendar", query={"q": "open mic", "limit": 1}))
    recorder.call(Call("getEvent", path={"event_id": event}))
    recorder.call(Call("getEventCalendar", path={"event_id": event}))
    recorder.call(Call("getEngageEvents", query={"days": 7}))
    settings = app.extensions["violet"].settings
    photo = photo_url(settings, "google_places", str(world.places()[0].shown["photos"][0]["name"])).rpartition("/")[2]
    bobst = {"place_id": "bobst-library"}
    recorder.call(Call("postRoutes", {"from": SQUARE, "to": bobst, "mode": "walking", "prefer": ["lit"]}))
    recorder.recorded["postRoutes"]["responses"]["200"]["routes"][0]["id"] = ROUTE_ID
    loop = recorder.call(Call("postLoop", LOOP)).get_json()["routes"][0]["id"]
    recorder.call(Call("getLoop", path={"loop_id": loop}, shown={"loop_id": ROUTE_ID}))
    for name in ("postLoop", "getLoop"):
        _name_as_ever(recorder.recorded[name]["responses"]["200"])
    recorder.call(Call("getNearbyStations", query={"lat": 40.7295, "lng": -73.9972}))
    recorder.call(Call("getPhoto", path={"token": photo}, shown={"token": "eyJwIjoiZ29vZ2xlX3BsYWNlcyJ9.photo"}))


def _name_as_ever(answer: Any) -> None:
    """Loops get another id and another name each time."""
    if isinstance(answer, dict):
        if "share_url" in answer:
            answer |= {"id": ROUTE_ID, "name": LOOP_NAME, "share_url": f"http://127.0.0.1:5001/r/{ROUTE_ID}"}
        for part in answer.values():
            _name_as_ever(part)
    elif isinstance(answer, list):
        for part in answer:
            _name_as_ever(part)


def _with_saved_loops(recorder: Recorder) -> None:
    loop = {"loop_id": recorder.call(Call("postLoop", LOOP)).get_json()["routes"][0]["id"]}
    recorder.call(Call("putSavedLoop", path=loop, shown={"loop_id": ROUTE_ID}))
    recorder.call(Call("getSavedLoops"))
    recorder.call(Call("deleteSavedLoop", path=loop, shown={"loop_id": ROUTE_ID}))
    for name in ("postLoop", "putSavedLoop", "getSavedLoops"):
        _name_as_ever(recorder.recorded[name]["responses"]["200"])
    recorder.recorded["deleteSavedLoop"]["responses"]["200"]["loop_id"] = ROUTE_ID


def _with_an_account(recorder: Recorder, mailbox: Mailbox) -> None:
    recorder.log_in(recorder.call(Call("signUp", {**LOG_IN, "first_name": "Ada"})))
    recorder.call(Call("resendVerification"))
    confirmed = {"token": mailbox.token()}
    recorder.call(Call("verifyEmail", confirmed, shown={"token": "kBKGsZ_A9tfdofHj4vYJZD3_F_7Dyklw"}))
    answer = recorder.call(Call("logIn", LOG_IN))
    refreshed = {"refresh_token": answer.get_json()["refresh_token"]}
    recorder.log_in(recorder.call(Call("refresh", refreshed, shown={"refresh_token": STEADY["refresh_token"]})))
    recorder.call(Call("postProfile", {"first_name": "Ada", "home_address": "370 Jay St, Brooklyn"}))
    recorder.call(Call("getProfile"))
    taste = {"dietary_restrictions": ["vegan"], "budget": {"min": None, "max": 20}, "max_walk_minutes_default": 15}
    recorder.call(Call("postPreferences", taste))
    recorder.call(Call("getPreferences"))
    recorder.call(Call("postSettings", {"notifications_enabled": True}))
    recorder.call(Call("getSettings"))
    recorder.call(Call("postActivity", {"type": "like", "place_id": "brooklyn-heights-library", "vibe": "study"}))
    recorder.call(Call("getAffinity"))
    recorder.call(Call("savePlace", path={"place_id": "brooklyn-heights-library"}))
    recorder.call(Call("listSavedPlaces", query=HERE))
    recorder.call(Call("removeSavedPlace", path={"place_id": "brooklyn-heights-library"}))
    _with_saved_loops(recorder)
    recorder.call(Call("postNotificationToken", PHONE))
    event = recorder.recorded["getEvents"]["responses"]["200"]["events"][0]["id"]
    going = {"status": "going", "remind_minutes_before": 60}
    recorder.call(Call("answerEvent", going, path={"event_id": event}))
    recorder.call(Call("listMyEvents"))
    recorder.call(Call("getMyCalendar"))
    device = recorder.call(Call("addNotificationDevice", {"kind": "expo", "locale": "en", **PHONE})).get_json()
    recorder.call(Call("listNotificationDevices"))
    recorder.call(Call("removeNotificationDevice", path={"device_id": device["device"]["id"]}))
    recorder.call(Call("listNotifications"))
    recorder.call(Call("readNotifications", {"all": True}))
    recorder.call(Call("getNotificationPreferences"))
    quiet = {"kinds": {"free_time": {"push": False}}, "quiet_hours": {"start": "23:00", "end": "08:00"}}
    recorder.call(Call("setNotificationPreferences", quiet))
    recorder.call(Call("getMe"))


def _with_calendars(recorder: Recorder, simulator: RunningSimulator) -> None:
    taken = {"start": "2026-11-18T17:00:00-05:00", "end": "2026-11-18T18:15:00-05:00", "title": "Lecture"}
    recorder.call(Call("putBusyTimes", {"blocks": [taken]}))
    private = {"url": f"{simulator.url}/ical/secret/basic.ics"}
    recorder.call(Call("putIcal", private, shown=ICAL))
    address = recorder.call(Call("postGoogleConnect")).get_json()["authorization_url"]
    state = parse_qs(urlsplit(address).query)["state"][0]
    google: Any = simulator.state.upstreams["google_oauth"]
    recorder.call(Call("getGoogleCallback", query={"state": state, "code": google.agree(address)}))
    recorder.recorded["getGoogleCallback"]["parameters"] = {"state": "kBKGsZ_A9tfd", "code": "4/0AX4XfWh"}
    recorder.call(Call("getCalendars"))
    recorder.call(Call("deleteGoogle"))
    recorder.call(Call("deleteIcal"))
    for name in ("getToday", "getFreeTime", "getNextFreeBlock"):
        recorder.call(Call(name))
    for name in ("getNextFree", "getRecommendation", "getNotifications", "getDashboard"):
        recorder.call(Call(name, query=HERE))
    recorder.call(Call("export"))
    recorder.call(Call("deleteBusyTimes"))


def _leaving(recorder: Recorder, mailbox: Mailbox) -> None:
    recorder.call(Call("deleteAffinity"))
    recorder.call(Call("forgotPassword", {"email": LOG_IN["email"]}))
    reset = {"token": mailbox.token(), "password": PASSWORD}
    recorder.call(Call("resetPassword", reset, shown=reset | {"token": "kBKGsZ_A9tfdofHj4vYJZD3_F_7Dyklw"}))
    kept = recorder.recorded["logIn"]
    recorder.log_in(recorder.call(Call("logIn", LOG_IN)))
    change = {"current_password": PASSWORD, "new_password": "a longer walk over the bridge"}
    recorder.log_in(recorder.call(Call("changePassword", change)))
    recorder.call(Call("logOut"))
    again = LOG_IN | {"password": change["new_password"]}
    recorder.log_in(recorder.call(Call("logIn", again)))
    recorder.call(Call("logOutAll"))
    recorder.log_in(recorder.call(Call("logIn", again)))
    recorder.call(Call("deleteMe", {"password": change["new_password"]}))
    recorder.recorded["logIn"] = kept


def main(target: Path = EXAMPLES) -> None:
    target.write_bytes(orjson.dumps(record(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()

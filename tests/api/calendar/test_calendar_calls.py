"""Every calendar call of the apps, on whichever calendar is linked: the contract's shape and the right answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import Clock, at, block, connect_google, get, oauth, put
from tests.api.events.conftest import NEW_YORK
from tests.api.people import Person, sign_up
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.container import Container
from violet.services.events.intake.refresh import refresh

FEEDS = Path(__file__).parents[2] / "unit" / "events" / "feeds"
FREE = "15:50-23:00"


def assert_contract(person: Person) -> None:
    """The shapes of the wire contract, field by field."""
    today = get(person, "/today")
    assert isinstance(today["events"], list)
    for event in today["events"]:
        assert {"id", "name", "description", "start", "end", "location"} <= set(event)
        assert isinstance(event["id"], str)
        assert isinstance(event["name"], str)
        assert_time(event["start"], event["end"])
    free = get(person, "/free_time")
    for one in free["free_blocks"]:
        assert_time(one["start"], one["end"])
    next_block = get(person, "/next_free_block")
    assert isinstance(next_block["status"], str)
    if next_block["free_block"] is not None:
        assert_time(next_block["free_block"]["start"], next_block["free_block"]["end"])
        assert isinstance(next_block["free_block"]["duration_minutes"], int)
    for path in ("/next_free", "/recommendation"):
        found = get(person, path)
        assert set(found) >= {"has_free_time", "next_free", "suggestion", "suggestion_type", "message"}
        assert isinstance(found["has_free_time"], bool)
        assert isinstance(found["message"], str)
        assert (found["suggestion"] is None) == (found["suggestion_type"] is None)
        if found["suggestion"] is not None:
            assert found["suggestion_type"] in ("event", "place")
            for key in ("name", "start", "location"):
                assert isinstance(found["suggestion"][key], str)
            assert {"description", "address", "maps_link", "photo_url"} <= set(found["suggestion"])
    for notification in get(person, "/notifications/check")["notifications"]:
        assert isinstance(notification["free_time"]["duration_minutes"], int)
        for event in notification["events"]:
            assert {"title", "start", "description", "location", "type"} == set(event)


def assert_time(*written: str) -> None:
    for one in written:
        assert datetime.fromisoformat(one).utcoffset() in (timedelta(hours=-5), timedelta(hours=-4))


def spans(answer: Any) -> list[str]:
    return [
        f"{datetime.fromisoformat(one['start']):%H:%M}-{datetime.fromisoformat(one['end']):%H:%M}"
        for one in answer["free_blocks"]
    ]


def names(person: Person) -> list[str]:
    return [event["name"] for event in get(person, "/today")["events"]]


def test_nothing_linked(person: Person) -> None:
    assert_contract(person)
    assert get(person, "/today") == {"events": []}
    assert get(person, "/free_time") == {"free_blocks": []}
    assert get(person, "/next_free_block") == {"status": "not_linked", "free_block": None}
    found = get(person, "/next_free")
    assert (found["has_free_time"], found["next_free"], found["suggestion"]) == (False, None, None)
    assert get(person, "/notifications/check") == {"notifications": []}
    assert get(person, "") == {"calendars": []}


def test_posted_busy_times(person: Person) -> None:
    lecture = block(at(15, 30), at(17), title="Lecture", place="Kimmel 802")
    put(person, "/busy", {"blocks": [lecture, block(at(18), at(19))]})
    assert_contract(person)
    assert get(person, "/today")["events"][0] == {
        "id": "posted-0", "name": "Lecture", "description": None, "start": "2026-11-24T15:30:00-05:00",
        "end": "2026-11-24T17:00:00-05:00", "location": "Kimmel 802",
    }  # fmt: skip
    assert names(person) == ["Lecture", "Busy"]
    assert spans(get(person, "/free_time")) == ["15:00-15:30", "17:00-18:00", "19:00-23:00"]
    assert get(person, "/next_free_block") == {
        "status": "free_now",
        "free_block": {
            "start": "2026-11-24T15:00:00-05:00", "end": "2026-11-24T15:30:00-05:00", "duration_minutes": 30,
        },
    }  # fmt: skip
    assert get(person, "")["calendars"][0]["status"] == "linked"


def test_posting_again_replaces_and_nothing_is_known_beyond_what_was_read(person: Person) -> None:
    put(person, "/busy", {"blocks": [block(at(15), at(20))]})
    put(person, "/busy", {"blocks": [block(at(15), at(16))], "until": at(18).isoformat()})
    assert spans(get(person, "/free_time")) == ["16:00-18:00"]
    put(person, "/busy", {"blocks": [], "until": at(14).isoformat()})
    assert spans(get(person, "/free_time")) == []
    assert get(person, "/next_free_block")["status"] == "no_free_time"


def test_an_ical_address_as_google_exports_it(person: Person, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("private_ical", {"body": (FEEDS / "google.ics").read_bytes()})
    linked = put(person, "/ical", {"url": f"{simulator.url}/ical/secret-1/basic.ics"})
    assert (linked["status"], linked["rejected"]) == ("linked", 0)
    assert_contract(person)
    assert names(person) == ["CS-UY 2413 Algorithms (moved)"]
    assert spans(get(person, "/free_time")) == [FREE]
    assert get(person, "/next_free_block")["status"] == "free_later"


def test_one_reading_serves_all_questions_until_it_is_old(
    person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    simulator.state.set_mode("private_ical", {"body": (FEEDS / "google.ics").read_bytes()})
    put(person, "/ical", {"url": f"{simulator.url}/ical/secret-1/basic.ics"})
    simulator.state.forget_requests()
    for path in ("/today", "/free_time", "/next_free_block", "/next_free"):
        get(person, path)
    assert len(simulator.state.requests("private_ical")) == 0, "it was read when it was linked"
    clock.now += timedelta(minutes=6)
    for path in ("/today", "/free_time", "/next_free_block", "/next_free"):
        get(person, path)
    assert len(simulator.state.requests("private_ical")) == 1


def test_a_calendar_that_does_not_answer_is_remembered_for_a_day(
    person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    simulator.state.set_mode("private_ical", {"body": (FEEDS / "google.ics").read_bytes()})
    put(person, "/ical", {"url": f"{simulator.url}/ical/secret-1/basic.ics"})
    assert spans(get(person, "/free_time")) == [FREE]
    simulator.state.set_fault("private_ical", Fault("status", status=503))
    clock.now += timedelta(minutes=30)
    assert names(person) == ["CS-UY 2413 Algorithms (moved)"]
    assert spans(get(person, "/free_time")) == [FREE]


ITEMS: list[dict[str, Any]] = [
    {"id": "lecture", "status": "confirmed", "summary": "Lecture", "location": "370 Jay Street, Room 1201",
     "start": {"dateTime": "2026-11-24T14:00:00-05:00"}, "end": {"dateTime": "2026-11-24T15:50:00-05:00"}},
    {"id": "recess", "summary": "Recess", "transparency": "transparent",
     "start": {"date": "2026-11-24"}, "end": {"date": "2026-11-26"}},
    {"id": "declined", "summary": "Party", "start": {"dateTime": "2026-11-24T18:00:00-05:00"},
     "end": {"dateTime": "2026-11-24T22:00:00-05:00"},
     "attendees": [{"self": True, "responseStatus": "declined"}, {"responseStatus": "accepted"}]},
    {"id": "cancelled-instance", "status": "cancelled"},
    {"id": "abroad", "summary": "Call", "start": {"dateTime": "2026-11-24T17:00:00-08:00"},
     "end": {"dateTime": "2026-11-24T17:30:00-08:00", "timeZone": "America/Los_Angeles"}},
    {"id": "home", "eventType": "workingLocation", "start": {"date": "2026-11-24"}, "end": {"date": "2026-11-25"}},
    {"id": "untitled", "start": {"dateTime": "2026-11-24T21:00:00-05:00"},
     "end": {"dateTime": "2026-11-24T21:15:00-05:00"}},
    {"id": "nonsense", "start": {"dateTime": 7}, "end": {}},
]  # fmt: skip


@pytest.mark.parametrize("page", [250, 2])
def test_google(person: Person, simulator: RunningSimulator, page: int) -> None:
    simulator.state.set_mode("google_calendar", {"items": ITEMS[:-1], "page": page})
    connect_google(person, simulator)
    assert_contract(person)
    assert names(person) == ["Busy", "Recess", "Lecture", "Party", "Call", "Busy"]
    assert spans(get(person, "/free_time")) == ["15:50-20:00", "20:30-21:00", "21:15-23:00"]
    assert get(person, "")["calendars"][0]["kind"] == "google"
    settings = person.get("/user/settings").get_json()
    assert settings["google_calendar_enabled"] is True


def test_google_renews_what_is_about_to_end_and_what_is_refused(
    person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    simulator.state.set_mode("google_calendar", {"items": ITEMS[:1]})
    connect_google(person, simulator)
    assert len(simulator.state.requests("google_oauth")) == 1
    clock.now += timedelta(minutes=57)
    assert names(person) == ["Lecture"]
    assert len(simulator.state.requests("google_oauth")) == 2
    simulator.state.set_mode("google_oauth", {"expired": True})
    clock.now += timedelta(minutes=10)
    assert names(person) == ["Lecture"]
    assert len(simulator.state.requests("google_oauth")) == 3
    clock.now += timedelta(minutes=10)
    assert names(person) == ["Lecture"]
    assert len(simulator.state.requests("google_oauth")) == 3


def test_google_revoked(person: Person, simulator: RunningSimulator, clock: Clock) -> None:
    simulator.state.set_mode("google_calendar", {"items": ITEMS[:1]})
    connect_google(person, simulator)
    assert names(person) == ["Lecture"]
    simulator.state.set_mode("google_oauth", {"revoked": True})
    clock.now += timedelta(minutes=10)
    assert_contract(person)
    assert get(person, "/today") == {"events": []}
    assert get(person, "/next_free_block") == {"status": "reconnect", "free_block": None}
    assert get(person, "")["calendars"][0]["status"] == "revoked"
    simulator.state.forget_requests()
    assert get(person, "/next_free")["has_free_time"] is False
    assert simulator.state.requests("google_oauth") == []
    simulator.state.upstreams["google_oauth"].reset()
    connect_google(person, simulator)
    assert names(person) == ["Lecture"]


def test_google_that_limits_us_is_not_revoked(person: Person, simulator: RunningSimulator, clock: Clock) -> None:
    simulator.state.set_mode("google_calendar", {"items": ITEMS[:1]})
    connect_google(person, simulator)
    assert names(person) == ["Lecture"]
    for fault in (Fault("status", status=403), Fault("html"), Fault("cut"), Fault("wrong_types"), Fault("timeout")):
        simulator.state.set_fault("google_calendar", fault)
        clock.now += timedelta(minutes=6)
        assert names(person) == ["Lecture"]
        assert get(person, "")["calendars"][0]["status"] == "linked"


def test_several_calendars_count_together(person: Person, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("google_calendar", {"items": ITEMS[:1]})
    connect_google(person, simulator)
    put(person, "/busy", {"blocks": [block(at(17), at(18))]})
    assert spans(get(person, "/free_time")) == ["15:50-17:00", "18:00-23:00"]
    person.delete("/calendar/google")
    assert spans(get(person, "/free_time")) == ["15:00-17:00", "18:00-23:00"]


def test_somebody_who_switched_calendars_off_is_left_alone(person: Person) -> None:
    put(person, "/busy", {"blocks": [block(at(17), at(18))]})
    person.post("/user/settings", {"calendar_integration_enabled": False})
    assert get(person, "/today") == {"events": []}
    assert get(person, "/next_free_block")["status"] == "not_linked"


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 11, 1), ["08:00-09:30", "10:30-23:00"]), (date(2027, 3, 14), ["08:00-09:30", "10:30-23:00"])],
)
def test_both_clock_changes(
    app: OpenAPI, simulator: RunningSimulator, clock: Clock, day: date, hours: list[str]
) -> None:
    """A weekly class at half past nine on New York's wall, and one at the same moment in UTC that drifts by an hour."""
    clock.now = datetime(day.year, day.month, day.day, 0, 10, tzinfo=NEW_YORK)
    person = sign_up(app.test_client())
    weekly = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Class\r\n"
        "DTSTART;TZID=America/New_York:20260906T093000\r\nDTEND;TZID=America/New_York:20260906T103000\r\n"
        "RRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Night\r\n"
        "DTSTART;TZID=America/New_York:20260906T013000\r\nDURATION:PT3H\r\nRRULE:FREQ=WEEKLY\r\nEND:VEVENT\r\n"
        "END:VCALENDAR\r\n"
    )
    simulator.state.set_mode("private_ical", {"body": weekly})
    put(person, "/ical", {"url": f"{simulator.url}/ical/secret-1/basic.ics"})
    assert spans(get(person, "/free_time")) == hours
    night = get(person, "/today")["events"][0]
    start, end = datetime.fromisoformat(night["start"]), datetime.fromisoformat(night["end"])
    assert end - start == timedelta(hours=3)


@pytest.mark.parametrize(
    "path", ["/today", "/free_time", "/next_free_block", "/next_free", "/recommendation", "/notifications/check", ""]
)
def test_only_with_a_token(person: Person, path: str) -> None:
    answer = person.client.get(f"/api/calendar{path}")
    assert answer.status_code == 401


def test_nobody_sees_anothers_calendar(person: Person, simulator: RunningSimulator) -> None:
    from_another = person.client.post(
        "/api/auth/signup", json={"email": "other@nyu.edu", "password": "a long walk over the bridge"}
    ).get_json()
    put(person, "/busy", {"blocks": [block(at(17), at(18), title="Secret")]})
    headers = {"Authorization": f"Bearer {from_another['token']}"}
    assert person.client.get("/api/calendar/today", headers=headers).get_json() == {"events": []}
    assert oauth(simulator) is not None


def test_a_suggestion_is_there_in_time_and_back_in_time(
    person: Person, app: OpenAPI, deps: Container, simulator: RunningSimulator
) -> None:
    """From five to nine after a lecture at Kimmel: the open mic there, half past six to half past eight, fits; with a
    dinner at eight it does not."""
    with app.app_context():
        refresh(deps.intake, only=("nyu_engage",))
    lecture = block(at(15), at(17), place="Kimmel 802")
    put(person, "/busy", {"blocks": [lecture, block(at(21), at(22))]})
    found = get(person, "/next_free")
    assert found["next_free"] == {"start": "2026-11-24T17:00:00-05:00", "end": "2026-11-24T21:00:00-05:00"}
    events = [one for n in get_notified(person, at(16, 30)) for one in n["events"] if one["type"] == "event"]
    assert "Open Mic Night" in {event["title"] for event in events}
    put(person, "/busy", {"blocks": [lecture, block(at(20), at(22))]})
    later = [one for n in get_notified(person, at(16, 30)) for one in n["events"]]
    assert later
    assert "Open Mic Night" not in {event["title"] for event in later}
    for event in later:
        assert at(17) <= datetime.fromisoformat(event["start"]) < at(20)


def get_notified(person: Person, moment: datetime) -> list[dict[str, Any]]:
    with time_machine.travel(moment, tick=False):
        found: list[dict[str, Any]] = get(person, "/notifications/check")["notifications"]
    return found


def test_free_blocks_have_whole_seconds(person: Person, clock: Clock) -> None:
    """iOS reads times without fractions. What is taken stays taken to its last split second."""
    clock.now = at(15).replace(microsecond=345_678)
    taken = {"start": "2026-11-24T17:00:00.250-05:00", "end": "2026-11-24T18:00:00.250-05:00"}
    put(person, "/busy", {"blocks": [taken], "until": "2026-11-24T22:30:00.9-05:00"})
    assert get(person, "/free_time")["free_blocks"] == [
        {"start": "2026-11-24T15:00:00-05:00", "end": "2026-11-24T17:00:00-05:00"},
        {"start": "2026-11-24T18:00:01-05:00", "end": "2026-11-24T22:30:00-05:00"},
    ]
    assert get(person, "/next_free_block")["status"] == "free_now"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z"),
        ("2026-11-24T00:00:00-05:00", "2026-11-25T00:00:00-05:00"),
        ("2026-11-24T05:00:00Z", "2026-11-25T05:00:00Z"),
    ],
)
def test_a_phones_whole_day_is_that_day(person: Person, start: str, end: str) -> None:
    put(person, "/busy", {"blocks": [{"start": start, "end": end, "title": "Exam day", "all_day": True}]})
    (event,) = get(person, "/today")["events"]
    assert (event["start"], event["end"]) == ("2026-11-24T00:00:00-05:00", "2026-11-25T00:00:00-05:00")
    assert spans(get(person, "/free_time")) == []


@pytest.mark.parametrize("year", ["0001", "9999"])
def test_a_block_beyond_the_calendar_is_refused(person: Person, year: str) -> None:
    taken = {"start": f"{year}-01-01T00:00:00+05:00", "end": f"{year}-12-31T23:59:59-12:00", "all_day": True}
    answer = person.client.put("/api/v1/calendar/busy", json={"blocks": [taken]}, headers=person.headers)
    assert answer.status_code == 400

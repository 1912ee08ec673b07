"""A calendar that cannot be read: what was read last stands in, marked, and nobody is called free by what is not known."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import Clock, at, block, connect_google, get, put
from tests.api.events.conftest import NEW_YORK
from tests.api.people import Person, sign_up
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.container import Container
from violet.domain.announcements import RejectedItem, Rejection
from violet.ports import Failure, ProviderError
from violet.providers.calendars.google import reading_of
from violet.providers.calendars.places import Places
from violet.services.calendar import readings

CLASS = "UID:1\r\nSUMMARY:Class\r\nDTSTART:20261124T210000Z\r\nDTEND:20261124T220000Z"
BROKEN = "UID:2\r\nSUMMARY:Chess club\r\nDTSTART:whenever"
NEVER_READ = "Your calendar does not answer right now. Please try again in a few minutes."


def feed(*events: str, end: str = "END:VCALENDAR\r\n") -> str:
    body = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}{end}"


def link(person: Person, simulator: RunningSimulator, *events: str, name: str = "mine") -> Any:
    simulator.state.set_mode("private_ical", {"body": feed(*events)})
    return put(person, "/ical", {"url": f"{simulator.url}/ical/{name}/basic.ics"})


def names(answer: Any) -> list[str]:
    return [event["name"] for event in answer["events"]]


FAULTS: dict[str, Fault | str] = {
    "silent": Fault("timeout"),
    "dripping": Fault("drip"),
    "cut": Fault("cut"),
    "failing": Fault("status", status=500),
    "not found": Fault("status", status=404),
    "a web page": Fault("html"),
    "nothing": Fault("empty"),
    "without its end": feed(CLASS.replace("Class", "Other"), end=""),
    "nothing that makes sense": feed(BROKEN, BROKEN),
}


def spoil(simulator: RunningSimulator, fault: Fault | str) -> None:
    if isinstance(fault, str):
        simulator.state.set_mode("private_ical", {"body": fault})
    else:
        simulator.state.set_fault("private_ical", fault)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_last_good_reading_stands_in_and_says_so(
    person: Person, simulator: RunningSimulator, clock: Clock, fault: Fault | str
) -> None:
    link(person, simulator, CLASS)
    spoil(simulator, fault)
    clock.now += timedelta(minutes=6)
    today = get(person, "/today")
    assert names(today) == ["Class"]
    marks = {"degraded": ["ical"], "unread": [], "as_of": at(15).isoformat()}
    assert {name: today[name] for name in marks} == marks
    free = get(person, "/free_time")
    assert [(one["start"][11:16], one["end"][11:16]) for one in free["free_blocks"]] == [
        ("15:06", "16:00"),
        ("17:00", "23:00"),
    ]
    (calendar,) = get(person, "")["calendars"]
    assert calendar["read_at"] == at(15).isoformat()
    assert [problem["reason"] for problem in calendar["problems"]] == ["not_read"]


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_was_never_read_is_no_free_day(
    person: Person, simulator: RunningSimulator, deps: Container, clock: Clock, fault: Fault | str
) -> None:
    link(person, simulator, CLASS)
    clock.now += timedelta(days=1, minutes=1)
    deps.store.delete("calendar:1:ical")
    spoil(simulator, fault)
    refused = person.get("/calendar/today")
    assert (refused.status_code, refused.get_json()["error"]) == (503, NEVER_READ)
    assert refused.headers["Retry-After"] == "30"
    free = get(person, "/free_time")
    assert (free["free_blocks"], free["unread"]) == ([], ["ical"])
    assert get(person, "/next_free_block") == {"status": "unavailable", "free_block": None}
    for path in ("/next_free", "/recommendation"):
        assert (get(person, path)["has_free_time"], get(person, path)["message"]) == (False, NEVER_READ)
    assert get(person, "/notifications/check") == {"notifications": []}
    dashboard = person.get("/dashboard").get_json()
    assert (dashboard["next_free"], dashboard["free_time_suggestion"]) == (None, None)
    assert dashboard["calendar_linked"] is True
    assert "ical" in dashboard["degraded"]


def test_another_calendar_goes_on_beside_one_that_is_unread(
    person: Person, simulator: RunningSimulator, deps: Container
) -> None:
    link(person, simulator, CLASS)
    deps.store.delete("calendar:1:ical")
    put(person, "/busy", {"blocks": [block(at(18), at(19), title="Dinner")]})
    spoil(simulator, Fault("cut"))
    today = get(person, "/today")
    assert (names(today), today["unread"]) == (["Dinner"], ["ical"])
    assert get(person, "/free_time")["free_blocks"] == []
    assert get(person, "/next_free_block")["status"] == "unavailable"


def test_an_empty_answer_of_google_is_no_free_day(person: Person, simulator: RunningSimulator, clock: Clock) -> None:
    connect_google(person, simulator)
    simulator.state.set_fault("google_calendar", Fault("empty_object"))
    assert person.get("/calendar/today").status_code == 503
    simulator.state.set_fault("google_calendar", None)
    clock.now += timedelta(seconds=31)
    assert get(person, "/today") == {"events": []}


def test_what_is_rejected_is_shown(person: Person, simulator: RunningSimulator) -> None:
    linked = link(person, simulator, CLASS, BROKEN)
    assert (linked["entries"], linked["rejected"]) == (1, 1)
    (calendar,) = get(person, "")["calendars"]
    (problem,) = calendar["problems"]
    assert (problem["item"], problem["reason"]) == ("Chess club", "bad_time")
    assert problem["message"]
    link(person, simulator, CLASS)
    assert get(person, "")["calendars"][0]["problems"] == []


def test_what_google_sends_that_makes_no_sense_is_a_problem() -> None:
    times = {"start": {"dateTime": "2026-11-24T16:00:00-05:00"}, "end": {"dateTime": "2026-11-24T17:00:00-05:00"}}
    good = {"id": "a", "summary": "Lecture", **times}
    riddle = {"id": "b", "summary": "Riddle", **times, "start": {"date": "2026-13-99"}}
    reading = reading_of([good, riddle], NEW_YORK)
    assert [entry.title for entry in reading.entries] == ["Lecture"]
    assert reading.problems == (RejectedItem(Rejection.MALFORMED, "Riddle"),)


def test_a_calendar_of_nothing_that_makes_sense_is_refused(person: Person, simulator: RunningSimulator) -> None:
    simulator.state.set_mode("private_ical", {"body": feed(BROKEN)})
    url = f"{simulator.url}/ical/mine/basic.ics"
    refused = person.client.put("/api/v1/calendar/ical", json={"url": url}, headers=person.headers)
    assert (refused.status_code, refused.get_json()["field"]) == (400, "url")
    assert get(person, "") == {"calendars": []}


def test_a_failing_calendar_is_left_alone_for_a_while(
    person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    link(person, simulator, CLASS)
    spoil(simulator, Fault("status", status=500))
    clock.now += timedelta(minutes=6)
    simulator.state.forget_requests()
    for _ in range(3):
        get(person, "/today")
    assert len(simulator.state.requests("private_ical")) == 1
    simulator.state.set_fault("private_ical", None)
    clock.now += timedelta(seconds=31)
    assert "degraded" not in get(person, "/today")
    assert len(simulator.state.requests("private_ical")) == 2


def test_many_questions_at_once_read_a_calendar_once(
    app: OpenAPI, person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    link(person, simulator, CLASS)
    clock.now += timedelta(minutes=6)
    simulator.state.forget_requests()
    simulator.state.set_latency("private_ical", 0.5)
    together = threading.Barrier(8)

    def ask(_: int) -> list[str]:
        together.wait(10)
        answer = app.test_client().get("/api/v1/calendar/today", headers=person.headers)
        return names(answer.get_json())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [["Class"]] * 8
    assert len(simulator.state.requests("private_ical")) == 1


def test_nobody_waits_long_for_a_calendar_that_was_read_before(
    person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    link(person, simulator, CLASS)
    spoil(simulator, Fault("timeout"))
    clock.now += timedelta(minutes=6)
    began = time.perf_counter()
    assert get(person, "/today")["degraded"] == ["ical"]
    assert time.perf_counter() - began < 1.9, "the budget of a reading is two seconds"


def test_calendars_of_slow_hosts_keep_no_place_of_others(
    app: OpenAPI, person: Person, simulator: RunningSimulator, clock: Clock
) -> None:
    """Thirty people's feeds drip, and one more person's answers."""
    link(person, simulator, CLASS)
    dripping = [sign_up(app.test_client()) for _ in range(30)]
    for number, other in enumerate(dripping):
        link(other, simulator, CLASS, name=f"other-{number}")
    clock.now += timedelta(minutes=6)
    spoil(simulator, Fault("drip"))
    with ThreadPoolExecutor(30) as pool:
        answers = list(pool.map(lambda other: get(other, "/today"), dripping))
    assert all(names(answer) == ["Class"] for answer in answers)
    simulator.state.set_fault("private_ical", None)
    assert names(get(person, "/today")) == ["Class"]


def test_a_calendar_that_was_let_go_leaves_nothing_behind(
    person: Person, simulator: RunningSimulator, deps: Container, clock: Clock
) -> None:
    """Also where it was just being read."""
    link(person, simulator, CLASS)
    clock.now += timedelta(minutes=6)
    simulator.state.forget_requests()
    simulator.state.set_latency("private_ical", 1.8)
    get(person, "/today")
    person.delete("/calendar/ical")
    time_is_up = time.monotonic() + 5
    while readings.under_way():
        assert time.monotonic() < time_is_up
        threading.Event().wait(0.05)
    assert deps.store.get("calendar:1:ical") is None


def test_places_are_bounded_in_all_and_for_a_host() -> None:
    places = Places(3, 2, wait_s=0.01)
    with places.of("slow.example"), places.of("slow.example"):
        with pytest.raises(ProviderError) as raised, places.of("slow.example"):
            pass
        assert raised.value.failure is Failure.BUSY
        with places.of("other.example"), pytest.raises(ProviderError), places.of("third.example"):
            pass
    with places.of("slow.example"), places.of("slow.example"), places.of("other.example"):
        pass

"""Notices of free gaps: for a gap between two things that something fits into, when it begins, and never too often."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask_openapi3 import OpenAPI

from tests.api.calendar.conftest import Clock, at, block, put
from tests.api.people import Person
from violet.container import Container
from violet.jobs.background import chores_of, runner_of
from violet.services.events.intake.refresh import refresh
from violet.services.jobs.job import FREE_TIME
from violet.services.jobs.queue import Filter, Order

TOKEN = "ExponentPushToken[mine]"
KIMMEL = {"latitude": 40.7299, "longitude": -73.9978}
# The gap is from half past three to half past five; it is three o'clock.
BEFORE = block(at(14), at(15, 30), title="Lecture", **KIMMEL)
AFTER = block(at(17, 30), at(19), title="Seminar", **KIMMEL)


@pytest.fixture
def person(person: Person, deps: Container, app: OpenAPI) -> Person:
    """Somebody with a phone; a guide's events are there, and jobs run when a test says so."""
    deps.carrier.hand_to(lambda job_id: None)
    with app.app_context():
        refresh(deps.intake, only=("campus_guide",))
    register(person)
    return person


def register(person: Person, **rest: Any) -> None:
    device = {"kind": "expo", "token": TOKEN, **rest}
    assert person.post("/v1/notifications/devices", device).status_code == 201


def look(deps: Container, app: OpenAPI) -> dict[str, Any]:
    """One run of the job; what it came to."""
    with app.app_context():
        job = deps.jobs.submit(Order(FREE_TIME))
        runner_of(deps).run(job.id)
        done = deps.jobs.find(job.id)
        assert done.error is None
        return dict(done.result or {})


def notices(person: Person) -> list[dict[str, Any]]:
    found = person.get("/v1/notifications").get_json()["notifications"]
    return [one for one in found if one["kind"] == "free_time"]


def test_a_gap_that_is_about_to_begin_is_told_with_what_fits_into_it(
    person: Person, deps: Container, app: OpenAPI, clock: Clock
) -> None:
    put(person, "/busy", {"blocks": [BEFORE, AFTER]})
    clock.now = at(15, 10)
    assert look(deps, app) == {"asked": 1, "told": 0}, "it is too early"
    clock.now = at(15, 20)
    assert look(deps, app) == {"asked": 1, "told": 1}
    (told,) = notices(person)
    assert told["title"] == "You are free until 5:30 PM"
    assert any(words in told["body"] for words in ("is open then", "starts at"))
    assert {"event_id", "place_id"} & set(told["data"])
    assert look(deps, app) == {"asked": 0, "told": 0}, "once a day"


def test_the_words_are_in_the_persons_language(person: Person, deps: Container, app: OpenAPI, clock: Clock) -> None:
    register(person, locale="es-MX")
    put(person, "/busy", {"blocks": [BEFORE, AFTER]})
    clock.now = at(15, 25)
    look(deps, app)
    assert notices(person)[0]["title"] == "Tienes tiempo libre hasta: 17:30"


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([BEFORE], "nothing comes after it: an evening is no gap"),
        ([AFTER], "nothing comes before it"),
        ([BEFORE, block(at(16, 10), at(19), title="Seminar")], "forty minutes are not worth it"),
        ([BEFORE, block(at(15, 30), at(19), title="Seminar")], "there is none"),
        ([block(at(12), at(15), title="Lecture"), AFTER], "it began half an hour ago"),
        ([block(at(0), at(0, day=25), title="Birthday", all_day=True), AFTER], "a whole day takes none"),
    ],
)
def test_what_is_no_gap_worth_it_is_not_told(
    person: Person, deps: Container, app: OpenAPI, clock: Clock, blocks: list[dict[str, Any]], why: str
) -> None:
    put(person, "/busy", {"blocks": blocks})
    clock.now = at(15, 28)
    assert look(deps, app)["told"] == 0, why


@pytest.mark.parametrize(
    "wish",
    [
        {"kinds": {"free_time": {"push": False}}},
        {"quiet_hours": {"start": "15:00", "end": "16:00"}},
        {"quiet_hours": {"start": "16:00", "end": "15:59"}},
    ],
)
def test_who_does_not_want_it_now_is_left_alone(
    person: Person, deps: Container, app: OpenAPI, clock: Clock, wish: dict[str, Any]
) -> None:
    put(person, "/busy", {"blocks": [BEFORE, AFTER]})
    assert person.post("/v1/notifications/preferences", wish).status_code == 200
    clock.now = at(15, 25)
    assert look(deps, app)["told"] == 0
    assert notices(person) == []


def test_the_apps_own_switches_are_obeyed(person: Person, deps: Container, app: OpenAPI, clock: Clock) -> None:
    put(person, "/busy", {"blocks": [BEFORE, AFTER]})
    clock.now = at(15, 25)
    for switch in ("notifications_enabled", "calendar_integration_enabled"):
        person.post("/user/settings", {switch: False})
        assert look(deps, app)["told"] == 0, switch
        person.post("/user/settings", {switch: True})
    assert look(deps, app)["told"] == 1


def test_the_clock_orders_a_look_only_where_somebody_may_be_told(
    person: Person, deps: Container, app: OpenAPI, clock: Clock
) -> None:
    def ordered() -> int:
        with app.app_context():
            chores_of(deps, lambda job_id: None).tick()
            return len(deps.jobs.page(Filter(kind=FREE_TIME)).jobs)

    assert ordered() == 0, "no calendar is linked"
    put(person, "/busy", {"blocks": [BEFORE, AFTER]})
    assert ordered() == 1
    clock.now += timedelta(seconds=1)
    assert ordered() == 1, "one at a time"

"""A few hundred of the mutated inputs that `scripts/fuzz` tries by the thousand."""

from __future__ import annotations

import time

import pytest
from flask_openapi3 import OpenAPI

from scripts.fuzzing import calendars, feeds, requests
from scripts.fuzzing.running import Numbers, run
from violet.providers.calendars.feeds import entries_of


@pytest.fixture
def database_url(emptied_database: str) -> str:
    """PostgreSQL is the stricter one."""
    return emptied_database


def test_a_spoiled_event_takes_no_other_with_it() -> None:
    assert run("calendars", calendars.check, Numbers(17, 300)).wrong == []


def test_a_spoiled_item_of_a_feed_takes_no_other_with_it() -> None:
    assert run("feeds", feeds.check, Numbers(17, 400)).wrong == []


def test_spoiled_requests_are_refused_in_the_one_shape(app: OpenAPI) -> None:
    assert run("requests", requests.checking(app), Numbers(17, 250)).wrong == []


def test_what_goes_wrong_is_told_with_its_number() -> None:
    outcome = run("numbers", lambda random: "odd" if random.random() < 0.5 else None, Numbers(1, 20))
    assert 0 < len(outcome.wrong) < 20
    number = int(outcome.wrong[0].split()[1].rstrip(":"))
    again = run("numbers", lambda random: "odd" if random.random() < 0.5 else None, Numbers(1, 1, number))
    assert again.wrong == outcome.wrong[:1]
    raising = run("errors", lambda _: str(1 / 0), Numbers(1, 1))
    assert "ZeroDivisionError" in raising.wrong[0]


def test_a_feed_of_zones_that_nobody_knows_is_read_in_no_time() -> None:
    """Each name used to cost a look at the whole zone database: 5,000 events took a minute."""
    event = "BEGIN:VEVENT\r\nUID:{n}\r\nDTSTART;TZID=Foo/Bar{n}:20261118T180000\r\nSUMMARY:x\r\nEND:VEVENT\r\n"
    body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + "".join(event.format(n=n) for n in range(400)) + "END:VCALENDAR\r\n"
    began = time.thread_time()
    entries_of(body.encode(), calendars.WINDOW, calendars.ZONE)
    assert time.thread_time() - began < 2.0

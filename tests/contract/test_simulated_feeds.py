"""The simulated event feeds and calendars are as strict as the real ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.simulator.running import RunningSimulator

ENGAGE, TRIBE = "/api/discovery/event/search", "/wp-json/tribe/events/v1/events"
PERMITS, PARKS = "/resource/tvpp-9vvx.json", "/resource/w3wp-dpdi.json"
GOOGLE = "/calendar/v3/calendars/primary/events"
TODAY = {"today": "2026-11-24"}
WINDOW = {"start_date": "2026-11-24", "end_date": "2026-12-10"}


class Ask:
    def __init__(self, session: requests.Session, url: str) -> None:
        self._session, self._url = session, url

    def get(self, path: str, headers: Any = None, **params: Any) -> requests.Response:
        return self._session.get(self._url + path, params=params, headers=headers, timeout=10)

    def post(self, path: str, **form: str) -> requests.Response:
        return self._session.post(self._url + path, data=form, timeout=10)


@pytest.fixture
def ask(simulator: RunningSimulator) -> Iterator[Ask]:
    for feed in ("nyu_engage", "nyu_calendar", "nyc_open_data", "nyc_parks", "downtown_brooklyn"):
        simulator.state.set_mode(feed, TODAY)
    with requests.Session() as session:
        yield Ask(session, simulator.url)


@pytest.mark.parametrize(
    ("path", "params"),
    [
        (ENGAGE, {"endsAfter": "2026-11-24T00:00:00"}),
        (ENGAGE, {"endsAfter": "yesterday"}),
        (ENGAGE, {"orderByField": "name"}),
        (ENGAGE, {"take": "301"}),
        (TRIBE, {"start_date": "soon", "end_date": "2026-12-01"}),
        (PERMITS, {"$where": "start between '2026-11-24T00:00:00' and '2026-11-25T00:00:00'"}),
        (PERMITS, {"$where": "start_date_time between '2026-11-24T00:00:00-05:00' and '2026-11-25T00:00:00'"}),
        (PERMITS, {"$where": "event_type like 'Sport%'"}),
        (PERMITS, {"$order": "made_up"}),
        (PARKS, {"$limit": "50001"}),
    ],
)
def test_what_a_vendor_refuses_is_refused(ask: Ask, path: str, params: dict[str, str]) -> None:
    assert ask.get(path, **params).status_code == 400


def test_engage_pages_by_take_and_skip(ask: Ask) -> None:
    whole = ask.get(ENGAGE, take=100).json()
    assert whole["@odata.count"] == len(whole["value"]) == 29
    pages = [ask.get(ENGAGE, take=10, skip=skip, orderByField="startsOn").json()["value"] for skip in (0, 10, 20, 30)]
    assert [len(page) for page in pages] == [10, 10, 9, 0]
    starts = [item["startsOn"] for page in pages for item in page]
    assert starts == sorted(starts)
    assert all(start.endswith("+00:00") for start in starts)
    assert {type(item["latitude"]) for item in whole["value"]} == {str, type(None)}


def test_the_events_calendar_cuts_pages_and_ends_with_404(ask: Ask) -> None:
    first = ask.get(TRIBE, per_page=100, **WINDOW).json()
    assert len(first["events"]) == 50
    second = ask.get(TRIBE, per_page=50, page=2, **WINDOW).json()
    assert "next_rest_url" in first
    assert "next_rest_url" not in second
    beyond = ask.get(TRIBE, per_page=50, page=3, **WINDOW)
    assert (beyond.status_code, beyond.json()["code"]) == (404, "event-archive-page-not-found")
    events = first["events"] + second["events"]
    assert {type(event["image"]) for event in events} == {dict, bool}
    assert {type(event["venue"]) for event in events} == {dict, list}


def test_socrata_filters_pages_and_answers_304(ask: Ask) -> None:
    where = (
        "start_date_time between '2026-11-24T00:00:00' and '2026-12-10T00:00:00' AND event_type not in('Sport - Youth')"
    )
    answer = ask.get(PERMITS, **{"$where": where, "$order": "start_date_time,:id", "$limit": "4"})
    rows = answer.json()
    assert len(rows) == 4
    assert all(isinstance(value, str) for row in rows for value in row.values())
    again = ask.get(
        PERMITS,
        {"If-None-Match": answer.headers["ETag"]},
        **{"$where": where, "$order": "start_date_time,:id", "$limit": "4"},
    )
    assert (again.status_code, again.content) == (304, b"")


def test_the_calendar_folds_its_lines_and_answers_304(ask: Ask) -> None:
    answer = ask.get("/live/ical/events")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert max(len(line) for line in answer.text.split("\r\n")) <= 75
    assert ask.get("/live/ical/events", {"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("params", "status", "reason"),
    [
        ({"timeMin": "2026-11-24T00:00:00", "timeMax": "2026-11-25T00:00:00Z"}, 400, "badRequest"),
        ({"timeMin": "2026-11-24T00:00:00Z", "timeMax": "2026-11-24T00:00:00Z"}, 400, "badRequest"),
        (
            {"timeMin": "2026-11-24T00:00:00Z", "timeMax": "2026-11-25T00:00:00Z", "orderBy": "startTime"},
            400,
            "badRequest",
        ),
        ({}, 400, "badRequest"),
    ],
)
def test_google_calendar_refuses_in_its_older_layout(
    ask: Ask, simulator: RunningSimulator, params: dict[str, str], status: int, reason: str
) -> None:
    oauth: Any = simulator.state.upstreams["google_oauth"]
    oauth.access_tokens.add("ya29.test")
    answer = ask.get(GOOGLE, {"Authorization": "Bearer ya29.test"}, **params)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["reason"]) == (status, reason)
    refused = ask.get(GOOGLE, {"Authorization": "Bearer made-up"}, **params)
    assert (refused.status_code, refused.json()["error"]["errors"][0]["reason"]) == (401, "authError")


def test_oauth_refuses_in_its_own_layout(ask: Ask) -> None:
    client = {"client_id": "id", "client_secret": "secret"}
    assert (
        ask.post("/token", grant_type="refresh_token", refresh_token="made-up", **client).json()["error"]
        == "invalid_grant"
    )
    assert ask.post("/token", grant_type="authorization_code", code="made-up", **client).status_code == 400
    assert ask.post("/token", grant_type="refresh_token").status_code == 401
    assert ask.post("/token", grant_type="password", **client).json()["error"] == "unsupported_grant_type"
    assert ask.post("/revoke", token="made-up").json()["error"] == "invalid_token"

"""`events refresh`: what a first, a second and a third time do, and what hostile feeds cannot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from flask_openapi3 import OpenAPI
from sqlalchemy import select

from tests.api.events.conftest import FEEDS, NOW, Clock, by_source
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.container import Container
from violet.domain.events import EventQuery
from violet.models import EventRow
from violet.services.events.intake.freshness import freshness
from violet.services.events.intake.refresh import RefreshReport, refresh
from violet.services.events.search import find_events
from violet.services.working.database import reading
from violet.services.working.locks import lock

ALL = EventQuery(limit=10_000)
PARKS = ("nyc_parks",)


def table() -> list[tuple[Any, ...]]:
    """Every row and column, in order."""
    with reading() as connection:
        return [tuple(row) for row in connection.execute(select(EventRow.__table__).order_by(EventRow.id))]


def ids_of(source: str) -> set[str]:
    with reading() as connection:
        return set(connection.execute(select(EventRow.source_id).where(EventRow.source == source)).scalars())


def engage_item(number: int, **changes: Any) -> dict[str, Any]:
    start = NOW + timedelta(hours=2)
    item = {
        "id": str(number), "name": f"Meeting {number}", "startsOn": start.isoformat(),
        "endsOn": (start + timedelta(hours=1)).isoformat(), "location": "Kimmel 802", "visibility": "Public",
        "status": "Approved", "description": "<p>Hello</p>", "latitude": None, "longitude": None,
    }  # fmt: skip
    return item | changes


def test_first_second_and_third_refresh(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, clock: Clock
) -> None:
    first = by_source(refresh(deps.intake))
    assert set(first) == {*FEEDS, "campus_guide"}
    assert all(report.failure is None and report.changes.added > 0 for report in first.values())
    before = table()

    clock.now += timedelta(minutes=1)
    second = by_source(refresh(deps.intake))
    assert table() == before
    assert {report.changes.added + report.changes.changed + report.changes.removed for report in second.values()} == {0}
    assert second["nyu_calendar"].unchanged

    clock.now += timedelta(minutes=1)
    simulator.state.set_fault("nyc_parks", Fault("status", status=500))
    third = by_source(refresh(deps.intake))
    assert third["nyc_parks"].failure == "server_error"
    assert table() == before
    assert {one.source: one.status for one in freshness(deps.intake)}["nyc_parks"] == "failing"


def test_what_was_taken_and_what_not(refreshed: RefreshReport, deps: Container) -> None:
    reports = by_source(refreshed)
    assert reports["nyu_engage"].rejected == {"too_far_away": 1}
    assert reports["nyc_open_data"].rejected == {"not_public": 1, "ends_before_start": 1}
    titles = {item.title: item for item in find_events(deps.events, ALL)}
    assert "Poetry Slam" not in titles
    assert "Global Fair at NYU Shanghai" not in titles
    mic = titles["Open Mic Night"]
    assert [one.source for one in mic.also_from] == ["nyu_calendar"]
    assert mic.description == "Poems & songs. Free snacks."
    assert "alert" not in (titles["Robotics Build Night"].description or "")
    assert titles["Resume Roast"].online
    assert titles["Members' Dinner"].venue is None
    assert titles["Startup Pitch Practice"].place_id == "370-jay-street"


def test_changes_cancellations_and_withdrawals_arrive(
    app: OpenAPI, deps: Container, simulator: RunningSimulator
) -> None:
    items = [engage_item(number) for number in range(10)]
    simulator.state.set_mode("nyu_engage", {"items": items})
    refresh(deps.intake, only=("nyu_engage",))
    items[0] = engage_item(0, name="Meeting 0, now with cake", location="370 Jay St, Room 1201")
    items[1] = engage_item(1, status="Cancelled")
    items[2] = engage_item(2, name="CANCELLED: Meeting 2")
    del items[3]
    simulator.state.set_mode("nyu_engage", {"items": items})
    report = by_source(refresh(deps.intake, only=("nyu_engage",)))["nyu_engage"]
    assert (report.changes.added, report.changes.changed, report.changes.removed) == (0, 3, 1)
    found = {item.source_id: item for item in find_events(deps.events, ALL)}
    assert set(found) == {"0", "4", "5", "6", "7", "8", "9"}
    assert (found["0"].title, found["0"].place_id) == ("Meeting 0, now with cake", "370-jay-street")


def test_a_merge_is_undone_when_the_shown_event_goes(
    app: OpenAPI, deps: Container, simulator: RunningSimulator
) -> None:
    """Engage withdraws the event that NYU's calendar still lists."""
    refresh(deps.intake, only=("nyu_engage", "nyu_calendar"))
    simulator.state.set_mode("nyu_engage", {"items": [engage_item(number) for number in range(30)]})
    refresh(deps.intake, only=("nyu_engage",))
    mic = next(item for item in find_events(deps.events, ALL) if item.title.startswith("Open Mic Night"))
    assert (mic.source, mic.also_from) == ("nyu_calendar", ())


def test_past_events_leave(app: OpenAPI, deps: Container, clock: Clock) -> None:
    refresh(deps.intake, only=("nyu_engage", "nyc_parks"))
    clock.now += timedelta(days=2)
    found = find_events(deps.events, ALL)
    assert all((item.end or item.start + timedelta(hours=2)) > clock.now for item in found)
    report = refresh(deps.intake, only=PARKS)
    assert report.pruned > 0
    with reading() as connection:
        assert not connection.execute(select(EventRow.id).where(EventRow.over_at <= clock.now)).all()


@pytest.mark.parametrize(
    "answer", [{"items": []}, {"body": '{"value": []}'}, {"body": "<html>blocked</html>"}, {"body": "{}"}]
)
def test_a_source_that_goes_quiet_keeps_its_events(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, answer: dict[str, Any]
) -> None:
    refresh(deps.intake, only=("nyu_engage",))
    before = ids_of("nyu_engage")
    simulator.state.set_mode("nyu_engage", answer)
    assert by_source(refresh(deps.intake, only=("nyu_engage",)))["nyu_engage"].failure is not None
    assert ids_of("nyu_engage") == before


def test_a_sudden_loss_of_most_events_is_not_believed(
    app: OpenAPI, deps: Container, simulator: RunningSimulator
) -> None:
    simulator.state.set_mode("nyu_engage", {"items": [engage_item(number) for number in range(50)]})
    refresh(deps.intake, only=("nyu_engage",))
    simulator.state.set_mode("nyu_engage", {"items": [engage_item(number) for number in range(3)]})
    assert by_source(refresh(deps.intake, only=("nyu_engage",)))["nyu_engage"].changes.removed == 0
    assert len(ids_of("nyu_engage")) == 50


def test_a_failing_source_is_left_alone_for_longer_each_time(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, clock: Clock
) -> None:
    simulator.state.set_fault("nyc_parks", Fault("html_error", status=403))
    pauses = []
    for _ in range(6):
        assert by_source(refresh(deps.intake, due_only=True, only=PARKS))["nyc_parks"].failure == "denied"
        parks = next(one for one in freshness(deps.intake) if one.source == "nyc_parks")
        assert parks.next_attempt is not None
        pauses.append(parks.next_attempt - clock.now)
        clock.now += pauses[-1] - timedelta(seconds=1)
        assert refresh(deps.intake, due_only=True, only=PARKS).sources == ()
        clock.now += timedelta(seconds=1)
    half_hour = timedelta(minutes=30)
    assert pauses == [half_hour, half_hour * 2, half_hour * 4, half_hour * 8, half_hour * 12, half_hour * 12]


def test_only_one_refresh_at_a_time(app: OpenAPI, deps: Container) -> None:
    with lock(deps.store, "events:refresh", ttl_s=60) as mine:
        assert mine
        assert refresh(deps.intake).busy
    assert not refresh(deps.intake, only=PARKS).busy


def test_sources_are_asked_politely(app: OpenAPI, deps: Container, simulator: RunningSimulator) -> None:
    refresh(deps.intake)
    simulator.state.forget_requests()
    refresh(deps.intake)
    asked = [request for request in simulator.state.requests() if request.upstream in FEEDS]
    assert {request.headers["user-agent"] for request in asked} == {"violet/1.0 (+http://127.0.0.1:5001)"}
    conditional = {request.upstream for request in asked if "if-none-match" in request.headers}
    assert conditional == {"nyu_calendar", "nyc_open_data", "nyc_parks"}
    assert len([request for request in asked if request.upstream == "downtown_brooklyn"]) == 2


HOSTILE: dict[str, dict[str, Any]] = {
    "name_object": {"name": {"a": 1}},
    "no_name": {"name": None},
    "blank_name": {"name": "<script>alert(1)</script>"},
    "no_start": {"startsOn": None},
    "words_for_start": {"startsOn": "next Tuesday"},
    "year_1": {"startsOn": "0001-01-01T00:00:00-05:00"},
    "backwards": {"endsOn": (NOW - timedelta(hours=5)).isoformat()},
    "for_ever": {"endsOn": "2099-01-01T00:00:00+00:00"},
    "private": {"visibility": "OrganizationMembers"},
    "no_id": {"id": None},
    "id_path": {"id": "../../etc/passwd"},
}
HARMLESS: dict[str, dict[str, Any]] = {
    "end_in_9999": {"endsOn": "9999-12-31T23:59:59+00:00"},
    "position_words": {"latitude": "north", "longitude": {"x": 1}},
    "position_nan": {"latitude": "NaN", "longitude": "inf"},
    "ten_megabytes": {"description": "<p>" + "x" * 3_000_000 + "</p>"},
    "script": {"description": "<p>Hi<script>alert(1)</script></p>"},
    "tags_in_lists": {"categoryNames": [1, None, {"a": 2}, "Arts"], "benefitNames": "Free Food"},
    "image_script": {"imagePath": "javascript:alert(1)"},
    "surrogates": {"name": "Caf\u00e9 \U0001f355 \u202egnp.exe"},
}


def test_bad_items_are_reported_by_reason_and_good_ones_kept(
    app: OpenAPI, deps: Container, simulator: RunningSimulator
) -> None:
    items: list[Any] = [engage_item(900 + n, **changes) for n, changes in enumerate(HOSTILE.values())]
    items += [engage_item(100 + n, **changes) for n, changes in enumerate(HARMLESS.values())]
    items += [None, 7, "text", [], {}, engage_item(100)]
    simulator.state.set_mode("nyu_engage", {"items": items})
    report = by_source(refresh(deps.intake, only=("nyu_engage",)))["nyu_engage"]
    assert ids_of("nyu_engage") == {str(100 + n) for n in range(len(HARMLESS))}
    assert report.rejected == {
        "no_title": 3, "no_start": 1, "bad_time": 2, "ends_before_start": 1, "too_long": 1, "not_public": 1, "no_id": 7,
        "repeated_id": 1,
    }  # fmt: skip
    dumped = orjson.dumps(list(table()), default=str)
    for poison in (b"<script", b"javascript:", b"\xe2\x80\xae"):
        assert poison not in dumped


@pytest.mark.parametrize(
    "body",
    [
        b"<html>" + b"x" * 10_000_000 + b"</html>",
        b"\xff\xfe\x00\xd8" * 1000,
        b"[" * 100_000,
        b'{"value": {"not": "a list"}}',
        b"",
        b"x" * 13_000_000,
    ],
    ids=["html", "encoding", "nesting", "object", "empty", "too large"],
)
def test_a_feed_that_is_none_fails_alone(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, body: bytes
) -> None:
    simulator.state.set_mode("nyu_engage", {"body": body})
    simulator.state.set_mode("nyu_calendar", {"body": body})
    reports = by_source(refresh(deps.intake, only=("nyu_engage", "nyu_calendar", "nyc_parks")))
    failed = {name for name, report in reports.items() if report.failure is not None}
    assert failed == {"nyu_engage", "nyu_calendar"}
    assert find_events(deps.events, ALL)


@pytest.mark.parametrize("kind", ["cut", "cut_body", "truncated", "empty_object", "html", "wrong_types"])
def test_whatever_happens_to_an_answer_events_stay(
    app: OpenAPI, deps: Container, simulator: RunningSimulator, kind: Any
) -> None:
    for source in ("nyu_engage", "nyc_parks", "downtown_brooklyn"):
        simulator.state.set_fault(source, Fault(kind))
    reports = by_source(refresh(deps.intake, only=("nyu_engage", "nyc_parks", "downtown_brooklyn", "nyc_open_data")))
    assert reports["nyc_open_data"].failure is None
    for source in ("nyu_engage", "nyc_parks", "downtown_brooklyn"):
        assert reports[source].failure is not None or reports[source].changes.added == 0


def test_a_hundred_thousand_items(app: OpenAPI, deps: Container, simulator: RunningSimulator) -> None:
    """An archive of many years: what is coming is found in it."""
    one = "BEGIN:VEVENT\r\nUID:%d\r\nSUMMARY:Talk %d\r\nDTSTART:%sT180000\r\nEND:VEVENT"
    past = [one % (number, number, f"20{number % 20:02}0101") for number in range(99_700)]
    coming = [one % (number, number, "20261130") for number in range(100_000, 100_300)]
    simulator.state.set_mode("nyu_calendar", {"items": past + coming})
    report = by_source(refresh(deps.intake, only=("nyu_calendar",)))["nyu_calendar"]
    assert (report.changes.added, report.rejected) == (300, {})


def test_a_listing_without_an_end_is_left(app: OpenAPI, deps: Container, simulator: RunningSimulator) -> None:
    """The next page is always one more, and always empty."""
    endless = {"events": [], "next_rest_url": "https://www.downtownbrooklyn.com/more", "total_pages": 10**9}
    simulator.state.set_mode("downtown_brooklyn", {"body": orjson.dumps(endless)})
    report = by_source(refresh(deps.intake, only=("downtown_brooklyn",)))["downtown_brooklyn"]
    assert report.failure is None
    assert len(simulator.state.requests("downtown_brooklyn")) == 1
    one = {"id": 1, "title": "x", "start_date": "2026-11-25 10:00:00", "timezone": "America/New_York"}
    simulator.state.set_mode("downtown_brooklyn", {"body": orjson.dumps(endless | {"events": [one]})})
    report = by_source(refresh(deps.intake, only=("downtown_brooklyn",)))["downtown_brooklyn"]
    assert report.failure == "bad_response"
    assert len(simulator.state.requests("downtown_brooklyn")) < 500

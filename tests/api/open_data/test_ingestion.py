"""Open data over HTTP: what a city's portal says becomes places, and nothing is lost where it does not answer."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI
from sqlalchemy import func, insert, select, update

from tests.api.people import Person, sign_up
from tests.architecture.source import ROOT
from tests.conftest import make_settings
from tests.hand_clock import HandClock
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from violet.app import create_app
from violet.container import Container
from violet.models import DocumentRow, DocumentVersionRow, OpenRow, User
from violet.services.open_data.ingest import DatasetReport, any_due, refresh
from violet.services.working.database import reading, writing
from violet.services.working.published_sets import changed
from violet.wiring import build_container

HOUR_S, WEEK_S = 3600, 7 * 24 * 3600
HERE = "latitude=-37.7983&longitude=144.9610&campus=harbour"
TABLE = """
[[dataset]]
id = "{id}"
adapter = "{adapter}"
title = "Cafes of {id}"
publisher = "City of Harbour"
license = "CC BY 4.0"
base_url = "{base}"
{where}
key = ["name"]
requires = ["name", "lat", "lon"]
name = "{{name}}"
address = "{{street}}, Parkville"
point = {{ lat = "lat", lng = "lon" }}
kinds = ["cafe"]
about = ["Cafe at {{street}} in Parkville, in the city's list of cafes as of {{as_of_words}}."]
tags = {{ step_free = {{ column = "step_free", yes = ["yes"], no = ["no"] }} }}
"""


def row(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "name": f"Corner Cafe {number}",
        "street": f"{number} Swan Lane",
        "lat": -37.7983 + (number % 100) * 0.0001,
        "lon": 144.9610 + (number // 100 % 100) * 0.0001,
        "step_free": "yes",
        **changes,
    }


def packs(folder: Path, base: str, *kinds: str) -> Path:
    shutil.copytree(ROOT / "tests" / "campuses" / "harbour", folder / "harbour")
    tables = {
        "explore": TABLE.format(id="explore", adapter="opendatasoft", base=base, where='dataset = "cafes"'),
        "soda": TABLE.format(id="soda", adapter="socrata", base=base, where='dataset = "cafes"'),
        "csv": TABLE.format(id="csv", adapter="csv", base=f"{base}/files/cafes.csv", where=""),
        "geojson": TABLE.format(id="geojson", adapter="geojson", base=f"{base}/files/cafes.geojson", where=""),
    }
    (folder / "harbour" / "open_data.toml").write_text("".join(tables[kind] for kind in kinds))
    return folder


@dataclass
class World:
    app: OpenAPI
    client: FlaskClient
    container: Container
    simulator: RunningSimulator
    clock: HandClock

    def serve(self, *rows: Mapping[str, Any]) -> None:
        self.simulator.state.set_mode("open_data", {"datasets": {"cafes": [dict(one) for one in rows]}})

    def refresh(self) -> DatasetReport:
        """One refresh of the only data set."""
        with self.app.app_context():
            (report,) = refresh(self.container.open_data).datasets
        return report

    def names(self) -> set[str]:
        """What students are shown."""
        self.clock.now += 1  # later than what was shown a moment ago
        served = self.app.extensions["violet_served"].at("harbour")
        with self.app.app_context():
            return {place.name for place in served.refresh().campus.places}


@pytest.fixture
def kinds() -> tuple[str, ...]:
    return ("explore",)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@pytest.fixture
def world(tmp_path: Path, database_url: str, simulator: RunningSimulator, kinds: tuple[str, ...]) -> Iterator[World]:
    settings = make_settings(
        database_url=database_url,
        campuses_dir=packs(tmp_path / "packs", simulator.url, *kinds),
        campuses=("harbour",),
        event_feed_pause_s=0,
        breaker_failures=100,
    )
    clock = HandClock()
    clock.now = 1_790_000_000.0
    container = replace(build_container(settings), clock=lambda: datetime.fromtimestamp(clock.now, UTC))
    app = create_app(settings, container=container)
    yield World(app, app.test_client(), container, simulator, clock)
    container.engine.dispose()


OWN = {"Tram Stop Coffee", "River Library"}


class TestOneDataset:
    def test_a_first_fill_becomes_places_with_their_source(self, world: World):
        world.serve(row(1), row(2, step_free="no"), row(3, lat=-38.9), row(4, name=""), row(5, lat="somewhere"))
        report = world.refresh()
        assert (report.rows, report.changes.added, report.failure) == (5, 2, None)
        assert report.refused == {"too_far_away": 1, "no_name": 1, "no_position": 1}
        assert world.names() == OWN | {"Corner Cafe 1", "Corner Cafe 2"}
        cards = world.client.get(f"/api/v1/quick_recs?category=chill_cafes&{HERE}").get_json()["places"]
        (card,) = [card for card in cards if card["name"] == "Corner Cafe 1"]
        assert card["address"] == "1 Swan Lane, Parkville"
        assert "step_free" in card["tags"]
        place = next(p for p in world.app.extensions["violet_served"].at("harbour").now().campus.places if p.source)
        assert (place.source, place.as_of) == ("Cafes of explore", "2026-09-22")

    def test_a_second_run_with_nothing_new_writes_nothing(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        version = world.app.extensions["violet_served"].at("harbour")
        world.names()
        before = version.version
        assert world.refresh().unchanged, "the source said so"
        world.simulator.state.forget_requests()
        world.serve(row(2), row(1))
        changes = world.refresh().changes
        assert (changes.added, changes.changed, changes.unchanged) == (0, 0, 2)
        world.names()
        assert version.version == before, "nobody looks again for nothing"
        (asked,) = world.simulator.state.requests("open_data")
        assert asked.headers["if-none-match"]

    def test_what_changes_at_the_source_changes_here(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        world.serve(row(1, street="9 Duck Street"), row(2))
        changes = world.refresh().changes
        assert (changes.changed, changes.unchanged) == (1, 1)
        world.names()
        places = world.app.extensions["violet_served"].at("harbour").now().campus.places_by_id
        assert places["corner-cafe-1"].address == "9 Duck Street, Parkville"

    def test_what_vanishes_is_archived_after_two_refreshes_and_comes_back(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        world.serve(row(1))
        once = world.refresh().changes
        assert (once.missed, once.archived) == (1, 0)
        assert "Corner Cafe 2" in world.names()
        world.serve(row(1), row(3))  # something else is new, so that the source does not say "unchanged"
        twice = world.refresh().changes
        assert (twice.missed, twice.archived) == (0, 1)
        assert "Corner Cafe 2" not in world.names()
        world.serve(row(1), row(2))
        assert world.refresh().changes.changed == 1
        assert "Corner Cafe 2" in world.names()
        with world.app.app_context(), reading() as connection:
            assert connection.execute(select(func.count()).select_from(OpenRow)).scalar_one() == 3, "nothing is deleted"

    def test_a_row_missed_once_and_there_again_starts_anew(self, world: World):
        for rows in ((row(1), row(2)), (row(1),), (row(1), row(2)), (row(1),)):
            world.serve(*rows)
            report = world.refresh()
        assert (report.changes.missed, report.changes.archived) == (1, 0)
        assert "Corner Cafe 2" in world.names()

    def test_a_column_that_is_gone_changes_nothing_and_is_reported(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        drifted = [{"latitude" if key == "lat" else key: value for key, value in row(n).items()} for n in (1, 2)]
        world.serve(*drifted)
        for _ in range(3):
            report = world.refresh()
            assert report.failure == "drifted"
            assert (report.drift.missing, report.drift.new) == (("lat",), ("latitude",))
        assert {"Corner Cafe 1", "Corner Cafe 2"} <= world.names()

    def test_other_columns_may_come_and_go_and_are_reported(self, world: World):
        world.serve(row(1))
        world.refresh()
        fewer = {key: value for key, value in row(1).items() if key != "step_free"} | {"stars": 5}
        world.serve(fewer)
        report = world.refresh()
        assert (report.failure, report.drift.gone, report.drift.new) == (None, ("step_free",), ("stars",))

    @pytest.mark.parametrize(
        ("fault", "failure"),
        [
            (Fault("status", status=429, retry_after="3600"), "rate_limited"),
            (Fault("status", status=500), "server_error"),
            (Fault("html"), "bad_response"),
            (Fault("empty_object"), "bad_response"),
        ],
    )
    def test_a_portal_that_does_not_answer_as_it_should_costs_nothing(self, world: World, fault: Fault, failure: str):
        world.serve(row(1), row(2))
        world.refresh()
        world.serve(row(1))
        world.simulator.state.set_fault("open_data", fault)
        for _ in range(3):
            assert world.refresh().failure == failure
        world.simulator.state.set_fault("open_data", None)
        assert {"Corner Cafe 1", "Corner Cafe 2"} <= world.names()
        assert world.refresh().changes.missed == 1, "what failed counted for nothing"

    def test_too_many_requests_for_a_moment_are_waited_out(self, world: World):
        world.serve(row(1))
        world.simulator.state.set_fault("open_data", Fault("status", status=429, retry_after="0", times=1))
        assert world.refresh().changes.added == 1

    def test_a_portal_that_is_suddenly_empty_is_not_believed(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        world.serve()
        for _ in range(3):
            assert world.refresh().failure == "empty"
        assert {"Corner Cafe 1", "Corner Cafe 2"} <= world.names()

    def test_it_is_asked_when_its_time_has_come(self, world: World):
        world.serve(row(1))
        with world.app.app_context():
            assert any_due(world.container.open_data)
            world.refresh()
            assert not any_due(world.container.open_data)
            world.clock.now += WEEK_S + 1
            assert any_due(world.container.open_data)
            world.simulator.state.set_fault("open_data", Fault("status", status=500))
            world.refresh()
            assert not any_due(world.container.open_data), "after a failure it is left alone for a while"
            world.clock.now += HOUR_S
            assert any_due(world.container.open_data)


class TestOnPostgres:
    @pytest.fixture
    def database_url(self, emptied_database: str) -> str:
        return emptied_database

    def test_rows_come_change_vanish_and_come_back(self, world: World):
        world.serve(row(1), row(2))
        assert world.refresh().changes.added == 2
        for rows in ((row(1, street="9 Duck Street"),), (row(1), row(3))):
            world.serve(*rows)
            changes = world.refresh().changes
        assert (changes.added, changes.changed, changes.archived) == (1, 1, 1)
        assert world.names() == OWN | {"Corner Cafe 1", "Corner Cafe 3"}


class TestManyRows:
    def test_twenty_thousand_rows_are_read_in_a_minute_by_one_export(self, world: World):
        world.serve(*(row(number) for number in range(20_000)))
        begun = time.process_time()
        report = world.refresh()
        assert time.process_time() - begun < 60
        assert (report.rows, report.complete) == (20_000, True)
        assert report.changes.added == 20_000
        paths = [one.path.rpartition("/datasets/cafes/")[2] for one in world.simulator.state.requests("open_data")]
        assert paths == ["records", "exports/json"]
        world.simulator.state.forget_requests()
        assert world.refresh().unchanged
        (asked,) = world.simulator.state.requests("open_data")
        assert asked.path.endswith("exports/json")

    def test_pages_end_at_the_ten_thousandth_row_and_nothing_is_taken_for_gone(self, world: World):
        rows = [row(number) for number in range(10_050)]
        world.simulator.state.set_mode("open_data", {"datasets": {"cafes": rows}, "exports": False})
        report = world.refresh()
        assert (report.rows, report.complete, report.failure) == (10_000, False, None)
        asked = [one.query for one in world.simulator.state.requests("open_data") if one.path.endswith("/records")]
        assert max(int(query["offset"]) + int(query["limit"]) for query in asked) == 10_000
        world.simulator.state.set_mode("open_data", {"datasets": {"cafes": rows[100:]}, "exports": False})
        changes = world.refresh().changes
        assert (changes.added, changes.missed, changes.archived) == (50, 100, 0) or changes.missed == 0


class TestOtherProtocols:
    @pytest.fixture
    def kinds(self) -> tuple[str, ...]:
        return ("soda", "csv", "geojson")

    def test_each_is_read_and_asked_whether_anything_changed(self, world: World):
        world.serve(*(row(number) for number in range(1, 1101)))
        with world.app.app_context():
            reports = refresh(world.container.open_data).datasets
            assert [(one.failure, one.rows, one.changes.added) for one in reports] == [(None, 1100, 1100)] * 3
            again = refresh(world.container.open_data).datasets
        assert [one.unchanged for one in again] == [False, True, True], "a page says nothing of the others"
        assert again[0].changes.unchanged == 1100
        assert len(world.names()) == len(OWN) + 1100


class TestEditors:
    def test_an_editor_s_change_goes_until_the_source_changes(self, world: World):
        world.serve(row(1), row(2))
        world.refresh()
        self._publish(world, name="Corner Cafe One")
        assert "Corner Cafe One" in world.names()
        world.clock.now += WEEK_S
        world.serve(row(2), row(1), row(3))
        world.refresh()
        assert "Corner Cafe One" in world.names(), "the source says what it said before"
        world.serve(row(1, street="9 Duck Street"), row(2))
        world.refresh()
        assert "Corner Cafe One" not in world.names()
        assert "Corner Cafe 1" in world.names()

    @staticmethod
    def _publish(world: World, *, name: str) -> None:
        data = {"id": "corner-cafe-1", "name": name, "lat": -37.7983, "lng": 144.9610, "kinds": ["cafe"]}
        now = datetime.fromtimestamp(world.clock.now, UTC)
        with world.app.app_context(), writing() as connection:
            own = {
                "id": "d1", "campus": "harbour", "kind": "places", "subject": "corner-cafe-1", "state": "published",
                "version": 1, "live_version": 1, "created_at": now, "updated_at": now,
            }  # fmt: skip
            connection.execute(insert(DocumentRow).values(own))
            first = {"document_id": "d1", "version": 1, "data": data, "schema_version": 3, "at": now}
            connection.execute(insert(DocumentVersionRow).values(first))
            changed(connection, "harbour")


class TestAdministrators:
    @pytest.fixture(autouse=True)
    def _today(self, world: World) -> None:
        """Log-ins end by the clock of the machine."""
        world.clock.now = time.time()

    @pytest.fixture
    def admin(self, world: World) -> Person:
        person = sign_up(world.client, "admin@harbour.example")
        with world.app.app_context(), writing() as connection:
            connection.execute(update(User).values(role="admin"))
            world.container.identity.people.forget(1)
        return person

    def test_they_order_a_refresh_as_a_job_and_see_how_it_went(self, world: World, admin: Person):
        world.serve(row(1), row(2))
        refused = world.client.post("/api/v1/admin/open_data/refresh", json={"dataset": "x"}, headers=admin.headers)
        assert (refused.status_code, refused.get_json()["field"]) == (400, "dataset")
        accepted = world.client.post(
            "/api/v1/admin/open_data/refresh", json={"dataset": "explore"}, headers=admin.headers
        )
        assert accepted.status_code == 202, accepted.text
        where = accepted.headers["Location"]
        deadline = time.monotonic() + 20
        while (job := admin.get(where.removeprefix("/api")).get_json()["job"])["state"] in ("queued", "running"):
            assert time.monotonic() < deadline
        assert job["state"] == "succeeded", job
        assert job["result"]["datasets"]["harbour/explore"]["changes"]["added"] == 2
        (one,) = admin.get("/v1/admin/open_data").get_json()["datasets"]
        assert (one["dataset"], one["license"], one["rows"], one["failure"]) == ("explore", "CC BY 4.0", 2, None)

    def test_others_may_not(self, world: World):
        person = sign_up(world.client, "student@harbour.example")
        assert person.get("/v1/admin/open_data").status_code == 403
        assert world.client.post("/api/v1/admin/open_data/refresh", json={}).status_code == 401

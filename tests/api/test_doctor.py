"""`flask violet doctor`: one table, why something does not answer, and an exit code."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from click.testing import Result
from cryptography.fernet import Fernet
from flask_migrate import downgrade

from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.ports import free_port
from tests.simulator.faults import Fault
from tests.simulator.running import RunningSimulator
from tests.smtp import smtp_server
from violet.app import create_app
from violet.extensions import db


def examined(*arguments: str, **settings: Any) -> tuple[Result, dict[str, str]]:
    """The result, and each line of the table by what it is about: "ok", or "FAIL why"."""
    app = create_app(make_settings(**settings))
    result = app.test_cli_runner().invoke(args=["violet", "doctor", *arguments])
    with app.app_context():
        db.engine.dispose()
    lines = {}
    for line in result.output.splitlines():
        what, _, why = line[6:].partition("  ")
        lines[what.strip()] = f"{line[:5].strip()} {why.strip()}".strip()
    return result, lines


def test_all_is_well_on_both_databases_with_every_upstream(database_url: str, simulator: RunningSimulator):
    with smtp_server() as (port, _):
        result, lines = examined(
            database_url=database_url, smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", **simulator.settings
        )
    assert result.exit_code == 0, result.output
    well = ("database", "tables", "field keys", "mail", "google_places", "google_routes", "openweather", "gemini")
    assert {name: lines[name].split()[0] for name in well} == dict.fromkeys(well, "ok")
    assert lines["redis"].startswith("- REDIS_URL is not set")


def test_without_keys_nothing_is_called_and_nothing_is_wrong(sqlite_database: str):
    result, lines = examined(database_url=sqlite_database)
    assert result.exit_code == 0
    assert {lines[name] for name in ("google_places", "google_routes", "mapbox", "gemini", "openweather")} == {
        "- no key"
    }


def test_a_database_that_does_not_answer_fails_and_says_why_without_its_password():
    url = f"postgresql://violet:hunter2@127.0.0.1:{free_port()}/violet"
    result, lines = examined(database_url=url)
    assert result.exit_code == 1
    assert lines["database"] == "FAIL OperationalError: ECONNREFUSED"
    assert "hunter2" not in result.output


def test_older_tables_fail(sqlite_database: str):
    app = create_app(make_settings(database_url=sqlite_database))
    with app.app_context():
        downgrade(revision="0001")
        db.engine.dispose()
    result, lines = examined(database_url=sqlite_database)
    assert (result.exit_code, lines["tables"]) == (1, "FAIL older than this version: run scripts/release")


def test_keys_that_do_not_open_what_is_stored_fail(sqlite_database: str):
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    person = sign_up(
        create_app(make_settings(database_url=sqlite_database, field_encryption_keys=keys[:1])).test_client()
    )
    person.post("/user/profile", {"home_address": "370 Jay St"})
    _, lines = examined(database_url=sqlite_database, field_encryption_keys=keys[:1])
    assert lines["field keys"] == "ok 1 fields looked at"
    result, lines = examined(database_url=sqlite_database, field_encryption_keys=keys[1:])
    assert (result.exit_code, lines["field keys"]) == (1, "FAIL FIELD_ENCRYPTION_KEYS open 0 of 1 fields")


def test_what_can_be_done_without_is_a_warning_and_an_error_where_asked_for(
    sqlite_database: str, simulator: RunningSimulator
):
    simulator.state.set_fault("openweather", Fault("status", status=401))
    away = {
        "database_url": sqlite_database, "redis_url": f"redis://:hunter2@127.0.0.1:{free_port()}/0",
        "smtp_host": "127.0.0.1", "smtp_port": free_port(), "smtp_security": "none",
        "public_base_url": f"https://127.0.0.1:{free_port()}", **simulator.settings,
    }  # fmt: skip
    result, lines = examined(**away)
    assert result.exit_code == 0
    assert lines["redis"] == "WARN ConnectionError: ECONNREFUSED"
    assert lines["mail"] == "WARN ConnectionRefusedError: ECONNREFUSED"
    assert lines["certificate"] == "WARN ConnectionRefusedError: ECONNREFUSED"
    assert lines["openweather"] == "WARN denied"
    assert "hunter2" not in result.output
    assert examined("--strict", **away)[0].exit_code == 1


def test_upstreams_can_be_left_alone(sqlite_database: str, simulator: RunningSimulator):
    simulator.state.forget_requests()
    _, lines = examined("--no-upstreams", database_url=sqlite_database, **simulator.settings)
    assert "gemini" not in lines
    assert simulator.state.counts() == {}


def test_a_release_that_cannot_reach_the_database_ends_in_three_lines():
    url = f"postgresql://violet:hunter2@127.0.0.1:{free_port()}/violet"
    app = create_app(make_settings(database_url=url))
    result = app.test_cli_runner().invoke(args=["release"])
    assert result.exit_code == 1
    lines = result.output.strip().splitlines()
    assert len(lines) == 3
    assert "ECONNREFUSED" in lines[1]
    assert "hunter2" not in result.output


@pytest.mark.parametrize(("hours", "said"), [(0, "ok"), (1, r"WARN -3[56][0-9]{2} s to the database's")])
def test_a_clock_that_is_off_is_a_warning(emptied_database: str, hours: int, said: str):
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=hours)):
        assert re.fullmatch(said, examined(database_url=emptied_database)[1]["clock"])


@pytest.fixture(autouse=True)
def _afternoon() -> None:
    """The database's clock is the real one here."""

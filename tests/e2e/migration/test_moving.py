"""The migration script moves the older server's database, and this project's own, to a real PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import JSON, Column, create_engine
from werkzeug.test import TestResponse

from tests.conftest import make_settings
from tests.e2e.migration.conftest import FIELD_KEY, Migrate, command_line, query, snapshot
from tests.older_server import LAST_TWO_COLUMNS, PASSWORD, PASSWORD_HASH, make_older_database, person, seal
from tests.servers import execute_sql
from violet.app import create_app
from violet.extensions import Model, db
from violet.models.types import UtcDateTime

HOME = "370 Jay Street, Brooklyn"


@pytest.fixture
def server(empty_database: str) -> Iterator[FlaskClient]:
    """The concierge on the target."""
    app = create_app(make_settings(database_url=empty_database, field_encryption_keys=FIELD_KEY, bcrypt_rounds=4))
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()


def log_in(server: FlaskClient, email: str) -> dict[str, str]:
    answer = server.post("/api/auth/login", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 200, answer.text
    return bearer(answer)


def bearer(answer: TestResponse) -> dict[str, str]:
    return {"Authorization": f"Bearer {body(answer)['token']}"}


def body(answer: TestResponse) -> dict[str, Any]:
    found = answer.get_json()
    assert isinstance(found, dict)
    return found


def get(server: FlaskClient, path: str, headers: dict[str, str]) -> dict[str, Any]:
    answer = server.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    return body(answer)


def test_people_log_in_with_their_old_password_and_find_what_was_theirs(
    migrate: Migrate, empty_database: str, server: FlaskClient, tmp_path: Path
) -> None:
    people = [person(id_) for id_ in range(1, 12)] + [
        person(
            40,
            email="  Ada.Lovelace@NYU.edu",
            first_name="Ada",
            home_address_encrypted=seal(HOME),
            recent_activity='[{"type": "view", "name": "Bobst", "place_id": "p1"}, {"type": "click", "score": 0.5}]',
            notification_token="ExponentPushToken[adaadaadaadaadaadaada1]",
        )
    ]
    source = make_older_database(tmp_path / "old.db", people)
    before = source.read_bytes()

    assert migrate(source, empty_database) == 0

    assert source.read_bytes() == before
    me = get(server, "/api/user/me", log_in(server, "ada.lovelace@nyu.edu"))
    assert (me["id"], me["first_name"], me["home_address"]) == (40, "Ada", HOME)
    assert me["preferences"]["preferred_vibes"] == ["study"]
    assert me["preferences"]["budget"] == {"min": 5, "max": 25}
    assert me["settings"]["notifications_enabled"] is True
    assert [item["type"] for item in me["recent_activity"]] == ["click", "view"]
    assert query(empty_database, "SELECT count(*) FROM notification_tokens WHERE user_id = 40") == [(1,)]
    assert HOME not in str(query(empty_database, "SELECT * FROM users"))
    newcomer = server.post("/api/auth/signup", json={"email": "new@nyu.edu", "password": "correct horse battery 7"})
    assert body(newcomer)["user"]["id"] == 41


def test_every_odd_row_is_reported_and_the_rest_comes_over(
    migrate: Migrate, empty_database: str, server: FlaskClient, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make_older_database(
        tmp_path / "old.db",
        [
            person(1, email="Sam@nyu.edu"),
            person(2, email="sam@NYU.edu"),
            person(3, email=None),
            person(4, password_hash=None),
            person(5, password_hash="plaintext!"),
            person(6, email="not an address"),
            person(7, preferences="{broken", settings="[1, 2]", recent_activity='{"type": "view"}'),
            person(8, preferences='{"budget": NaN}', recent_activity='[{"name": "no type"}, {"type": "view"}, 7]'),
            person(9, created_at=None, first_name="x" * 200, home_address_encrypted="gAAAAAbroken"),
            person(
                10, preferences=None, settings=None, recent_activity=None, first_name=None, home_address_encrypted=None
            ),
            person(11, notification_token=person(10)["notification_token"], created_at="yesterday"),
            person(12, home_address_encrypted=seal("12 Waverly Place")),
            person(13, preferences='{"interests": "a\\u0000b"}', first_name="A\x00da"),
            person(14, preferences='{"dietary_restrictions": ["vegan", "raw"], "budget": "low", "mood": 1}'),
        ],
    )

    assert migrate(source, empty_database, "--report", str(tmp_path / "report.json")) == 1

    report = json.loads((tmp_path / "report.json").read_text())
    reasons = {(remark["kind"], *remark["key"]): "" for remark in report["remarks"]}
    for remark in report["remarks"]:
        reasons[(remark["kind"], *remark["key"])] += remark["reason"] + "; "
    assert {key for key in reasons if key[0] == "rejected"} == {("rejected", id_) for id_ in (2, 3, 4, 5, 6)}
    assert "account 1's" in reasons["rejected", 2]
    assert {key for key in reasons if key[0] == "repaired"} == {("repaired", id_) for id_ in (7, 8, 9, 11, 13, 14)}
    for column in ("preferences is not JSON", "settings is not a JSON object", "recent_activity is not a JSON list"):
        assert column in reasons["repaired", 7]
    assert "2 of 3 entries" in reasons["repaired", 8]
    for told in ("no created_at", "first_name was cut", "home_address_encrypted cannot be opened"):
        assert told in reasons["repaired", 9]
    assert "phone" in reasons["repaired", 11]
    assert (report["streams"][0]["moved"], report["verified"], report["complete"]) == (9, True, False)
    printed = capsys.readouterr().out
    assert all(f"users {id_}:" in printed for id_ in (2, 3, 4, 5, 6, 7, 8, 9, 11, 13))
    assert not any(word in printed.lower() for word in ("nyu.edu", "plaintext", "waverly"))
    assert [row[0] for row in query(empty_database, "SELECT id FROM users ORDER BY id")] == [1, *range(7, 15)]
    answers = {}
    for id_ in (7, 8, 10, 13, 14):
        answers[id_] = get(server, "/api/user/me", log_in(server, f"student{id_}@nyu.edu"))
    assert answers[14]["preferences"]["dietary_restrictions"] == ["vegan"], "what fits is kept"
    assert answers[14]["preferences"]["budget"] == {"min": None, "max": None}
    assert answers[13]["first_name"] == "Ada"


@pytest.mark.parametrize("without", [LAST_TWO_COLUMNS, ("notification_token", "google_refresh_token", "settings")])
def test_older_copies_lack_columns(
    migrate: Migrate, empty_database: str, tmp_path: Path, without: tuple[str, ...]
) -> None:
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in (1, 2, 3)], without=without)
    assert migrate(source, empty_database) == 0
    assert query(empty_database, "SELECT count(*), count(home_address) FROM users") == [(3, 0)]


def test_a_dry_run_counts_the_same_and_writes_nothing(
    migrate: Migrate, empty_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [person(1), person(2, email=None), person(3, preferences="{"), person(4, email="STUDENT1@nyu.edu")]
    source = make_older_database(tmp_path / "old.db", people)

    assert migrate(source, empty_database, "--dry-run") == 1
    rehearsed = capsys.readouterr().out
    assert query(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]

    assert migrate(source, empty_database) == 1
    real = capsys.readouterr().out
    assert "4 rows, 2 would be moved, 2 rejected, 1 repaired" in rehearsed
    assert "4 rows, 2 moved, 2 rejected, 1 repaired" in real

    def remarks(text: str) -> list[str]:
        return [line for line in text.splitlines() if line.startswith(("rejected", "repaired"))]

    assert remarks(rehearsed) == remarks(real)


def test_a_second_run_changes_nothing(
    migrate: Migrate, empty_database: str, server: FlaskClient, tmp_path: Path
) -> None:
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in range(1, 8)])
    assert migrate(source, empty_database) == 0
    headers = log_in(server, "student3@nyu.edu")
    server.post("/api/user/profile", json={"first_name": "Renamed"}, headers=headers)
    before = snapshot(empty_database)

    assert migrate(source, empty_database) == 0

    assert snapshot(empty_database) == before
    assert get(server, "/api/user/me", headers)["first_name"] == "Renamed"


def test_users_that_were_there_before_are_safe(migrate: Migrate, postgres_database: str, tmp_path: Path) -> None:
    execute_sql(
        postgres_database,
        "INSERT INTO users (id, email, password_hash, password_version, role, preferences, settings, created_at) VALUES "
        f"(2, 'first@nyu.edu', '{PASSWORD_HASH}', 1, 'user', '{{}}', '{{}}', now()), "
        f"(50, 'student3@nyu.edu', '{PASSWORD_HASH}', 1, 'user', '{{}}', '{{}}', now())",
    )
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in (1, 2, 3, 4)])

    assert migrate(source, postgres_database) == 2
    assert query(postgres_database, "SELECT count(*) FROM users") == [(2,)]

    assert migrate(source, postgres_database, "--allow-other-users") == 1
    assert query(postgres_database, "SELECT id, email FROM users ORDER BY id") == [
        (1, "student1@nyu.edu"),
        (2, "first@nyu.edu"),
        (4, "student4@nyu.edu"),
        (50, "student3@nyu.edu"),
    ]
    reasons = dict(query(postgres_database, "SELECT key::text, reason FROM sqlite_migration_remarks"))
    assert "id is another account's" in reasons["[2]"]
    assert "account 50's" in reasons["[3]"]


def test_a_target_that_changes_what_it_is_given_is_noticed(
    migrate: Migrate, postgres_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    execute_sql(
        postgres_database,
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF NEW.id = 2 THEN NEW.first_name := 'Somebody else'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER spoil BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION spoil()",
    )
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in (1, 2, 3)])

    assert migrate(source, postgres_database) == 1

    printed = capsys.readouterr().out
    assert "different users 2:" in printed
    assert "NOT VERIFIED" in printed


def test_a_row_that_the_target_refuses_is_left_out_alone(
    migrate: Migrate, postgres_database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    execute_sql(postgres_database, "ALTER TABLE users ADD CONSTRAINT nobody_is_seven CHECK (id <> 7)")
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in range(1, 21)])

    assert migrate(source, postgres_database) == 1

    assert query(postgres_database, "SELECT count(*) FROM users") == [(19,)]
    assert "rejected users 7: " in (printed := capsys.readouterr().out)
    assert "nobody_is_seven" in printed


def test_what_cannot_be_moved_is_refused_before_anything_is(
    migrate: Migrate, empty_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make_older_database(tmp_path / "old.db", [person(1, home_address_encrypted=seal(HOME, "another secret"))])
    (tmp_path / "notes.txt").write_text("not a database, only some words that are long enough to be read as one")
    (tmp_path / "empty.db").touch()

    assert migrate(source, empty_database) == 2, "a secret that opens no address"
    assert migrate(tmp_path / "nothing.db", empty_database) == 2
    assert migrate(tmp_path / "notes.txt", empty_database) == 2
    assert migrate(tmp_path / "empty.db", empty_database) == 2
    assert migrate(source, f"sqlite:///{tmp_path}/target.db") == 2
    assert migrate(source, "postgresql://127.0.0.1:1/nobody") == 2
    monkeypatch.delenv("SECRET_OF_THE_OLDER_SERVER")
    assert migrate(source, empty_database) == 2, "the variable is not set"
    assert query(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_addresses_may_be_left_behind(migrate: Migrate, empty_database: str, tmp_path: Path) -> None:
    source = make_older_database(tmp_path / "old.db", [person(1, home_address_encrypted=seal(HOME, "another secret"))])
    assert migrate(source, empty_database, "--leave-addresses") == 0
    assert query(empty_database, "SELECT home_address FROM users") == [(None,)]


def test_a_database_of_this_project_comes_over_whole(
    migrate: Migrate, empty_database: str, server: FlaskClient, sqlite_database: str, tmp_path: Path
) -> None:
    old_app = create_app(make_settings(database_url=sqlite_database, field_encryption_keys=FIELD_KEY, bcrypt_rounds=4))
    old = old_app.test_client()
    headers = []
    for number in range(4):
        account = {"email": f"student{number}@nyu.edu", "password": PASSWORD, "first_name": f"Student {number}"}
        headers.append(bearer(old.post("/api/auth/signup", json=account)))
    old.post("/api/user/profile", json={"home_address": HOME}, headers=headers[1])
    old.post("/api/user/activity", json={"type": "view", "name": "Bobst", "score": 0.25}, headers=headers[1])
    old.post("/api/user/preferences", json={"budget": {"min": 3, "max": 12.5}}, headers=headers[1])
    with old_app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM users WHERE id = 4")
        db.engine.dispose()
    path = Path(sqlite_database.removeprefix("sqlite:///"))
    me = get(old, "/api/user/me", headers[1])

    assert migrate(path, empty_database) == 0

    assert get(server, "/api/user/me", headers[1]) == me
    assert server.get("/api/user/me", headers=headers[3]).status_code == 401
    newcomer = server.post("/api/auth/signup", json={"email": "new@nyu.edu", "password": PASSWORD})
    assert body(newcomer)["user"]["id"] == 5, "the id of a deleted account is never given out again"
    with old_app.app_context():
        db.engine.dispose()


def test_every_type_of_column_comes_over(
    migrate: Migrate, empty_database: str, sqlite_database: str, tmp_path: Path
) -> None:
    """A row in every table with something in every column: text, numbers, JSON, times, truth values and bytes."""
    path = Path(sqlite_database.removeprefix("sqlite:///"))
    engine = create_engine(sqlite_database)
    with engine.begin() as connection:
        for table in Model.metadata.sorted_tables:
            connection.execute(table.delete())
            connection.execute(table.insert(), {column.name: _something(column) for column in table.columns})
    engine.dispose()

    assert migrate(path, empty_database, "--report", str(tmp_path / "report.json")) == 0

    report = json.loads((tmp_path / "report.json").read_text())
    assert report["verified"] is True
    assert {stream["name"]: stream["moved"] for stream in report["streams"]} == {
        table.name: 1 for table in Model.metadata.sorted_tables
    }
    assert query(empty_database, "SELECT vector FROM events")[0][0].tobytes() == b"\x00\xff\x80"
    assert migrate(path, empty_database) == 0, "a second run finds them all"
    execute_sql(empty_database, "UPDATE events SET vector = 'other'")
    execute_sql(empty_database, "DELETE FROM sqlite_migration_runs")
    execute_sql(empty_database, "DELETE FROM sqlite_migration_progress")
    assert migrate(path, empty_database, "--allow-other-users") == 1, "another row than the source's"


def _something(column: Column[Any]) -> Any:
    by_type: dict[type[Any], Any] = {
        str: "1", int: 1, float: 0.5, bool: True, bytes: b"\x00\xff\x80", dict: {"a": [1, 2.5, None]},
        datetime: datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
    }  # fmt: skip
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    kind = dict if isinstance(column.type, JSON) else kind
    return by_type[kind]


def test_without_the_servers_keys_nothing_is_sealed_with_others(
    migrate: Migrate,
    empty_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = make_older_database(tmp_path / "old.db", [person(1, home_address_encrypted=seal(HOME))])
    monkeypatch.delenv("FIELD_ENCRYPTION_KEYS")
    for more in ((), ("--dry-run",), ("--leave-addresses",)):
        assert migrate(source, empty_database, *more) == 2
        assert "FIELD_ENCRYPTION_KEYS" in capsys.readouterr().err
    assert query(empty_database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]


def test_it_runs_as_a_command_from_anywhere(empty_database: str, tmp_path: Path) -> None:
    source = make_older_database(tmp_path / "old.db", [person(1), person(2, email=None)])
    script = Path(__file__).parents[3] / "scripts/migrate_sqlite_to_postgres.py"
    command = [sys.executable, str(script), *command_line(source, empty_database)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "2 rows, 1 moved, 1 rejected" in done.stdout
    assert "Verifying users: 100%" in done.stderr


def test_a_database_of_another_version_is_refused(
    migrate: Migrate, empty_database: str, sqlite_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(sqlite_database.removeprefix("sqlite:///"))
    app = create_app(make_settings(database_url=sqlite_database))
    with app.app_context():
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
        db.engine.dispose()
    assert migrate(path, empty_database) == 2
    assert "db upgrade" in capsys.readouterr().err

"""Rolling back: this version's server on tables that a newer version has changed, as the policy lets it."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.e2e.serving import ROOT, Gunicorn, running
from tests.servers import execute_sql, query_sql

# What the next release might add: a table, columns with a default or none, an index, rows of its own.
NEWER = (
    "CREATE TABLE next_things (id bigint PRIMARY KEY, user_id bigint REFERENCES users(id) ON DELETE CASCADE)",
    "ALTER TABLE users ADD COLUMN pronouns text",
    "ALTER TABLE users ADD COLUMN campus text NOT NULL DEFAULT 'nyu'",
    "ALTER TABLE events ADD COLUMN moderated boolean NOT NULL DEFAULT false",
    "CREATE INDEX ix_users_campus ON users (campus)",
    "UPDATE alembic_version SET version_num = '9999'",
)
PASSWORD = "a long walk over the bridge"


@pytest.fixture(scope="module")
def newer_database(postgres_url: str, _postgres_template: str) -> Iterator[str]:
    name = f"violet_{uuid.uuid4().hex}"
    execute_sql(postgres_url, f"CREATE DATABASE {name} TEMPLATE {_postgres_template}")
    url = postgres_url.replace("/postgres?", f"/{name}?")
    execute_sql(url, *NEWER)
    yield url
    execute_sql(postgres_url, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def server(newer_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gunicorn]:
    settings = {"database_url": newer_database, "web_concurrency": 1, "bcrypt_rounds": 4, "events_refresh": "off"}
    with running(tmp_path_factory.mktemp("rolled-back"), settings) as server:
        yield server


def test_it_is_ready_and_says_that_the_tables_are_newer(server: Gunicorn) -> None:
    ready = requests.get(f"{server.url}/health/ready", timeout=10)
    assert (ready.status_code, ready.json()["migrations"]) == (200, "ahead")


def test_people_sign_up_come_back_change_things_and_leave(server: Gunicorn) -> None:
    log_in = {"email": "ada@nyu.edu", "password": PASSWORD}

    def call(method: str, path: str, token: str | None = None, **options: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = requests.request(method, f"{server.url}/api/v1{path}", headers=headers, timeout=30, **options)
        assert answer.ok, (path, answer.text)
        return answer.json()

    call("POST", "/auth/signup", json=log_in)
    token = call("POST", "/auth/login", json=log_in)["token"]
    assert call("POST", "/user/preferences", token, json={"interests": "jazz"})["interests"] == "jazz"
    assert call("POST", "/chat", token, json={"message": "quiet library"})["places"]
    call("POST", "/user/activity", token, json={"type": "like", "place_id": "bobst-library"})
    assert call("GET", "/events")["events"] == []
    assert call("GET", "/user/export", token)["account"]["email"] == "ada@nyu.edu"
    assert call("DELETE", "/user/me", token, json={"password": PASSWORD})["status"] == "ok"


def test_its_release_leaves_newer_tables_alone_and_ends_well(newer_database: str) -> None:
    done = release(newer_database)
    assert (done.returncode, "newer than this version" in done.stdout) == (0, True)
    assert query_sql(newer_database, "SELECT version_num FROM alembic_version") == [("9999",)]


def test_a_release_with_a_wrong_password_prints_three_lines(tmp_path: Path) -> None:
    done = release("postgresql://violet:hunter2@127.0.0.1:1/violet")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 3, done.stderr
    assert "ECONNREFUSED" in done.stderr
    assert "hunter2" not in done.stderr


def release(database_url: str) -> subprocess.CompletedProcess[str]:
    search_path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"DATABASE_URL": database_url, "EMBEDDINGS": "off", "PATH": search_path}
    return subprocess.run(
        [str(ROOT / "scripts/release")], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

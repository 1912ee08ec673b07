"""The migrations make exactly the tables that the models describe, on both databases, and can be taken back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from flask_openapi3 import OpenAPI
from sqlalchemy import inspect

from tests.api.people import sign_up
from tests.conftest import make_settings
from tests.servers import execute_sql
from tests.warm import WarmProcess
from violet.app import create_app
from violet.extensions import db
from violet.services.health import state_of_tables
from violet.settings import Settings


@pytest.fixture(params=["sqlite_database", "postgres_database"])
def database_url(request: pytest.FixtureRequest) -> str:
    """One of the test's own, since it takes the tables away."""
    return str(request.getfixturevalue(request.param))


def test_the_migrated_database_is_what_the_models_say(app: OpenAPI):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_every_migration_can_be_taken_back(app: OpenAPI):
    with app.app_context():
        downgrade(revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_three_releases_at_once_on_an_empty_database_all_end_well(empty_database: str, tmp_path: Path):
    environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    settings = {"DATABASE_URL": empty_database, "EMBEDDINGS": "off"}
    command, output = ("flask", "--app", "violet.wsgi", "release"), tmp_path / "releases.log"
    releases = [WarmProcess(*command, env=environ | settings, output=output) for _ in range(3)]
    assert [release.wait(timeout=180) for release in releases] == [0, 0, 0], output.read_text()
    app = create_app(make_settings(database_url=empty_database))
    with app.app_context():
        assert state_of_tables() == "at_head"
        db.engine.dispose()


def test_tables_older_than_the_code_are_a_database_that_cannot_serve(postgres_database: str):
    app = create_app(make_settings(database_url=postgres_database))
    client = app.test_client()
    person = sign_up(client)
    execute_sql(postgres_database, "ALTER TABLE events DROP COLUMN over_at")
    asked = client.post("/api/chat", json={"message": "any events tonight?"})
    assert (asked.status_code, asked.get_json()["degraded"]) == (200, ["events"])
    listed = client.get("/api/v1/events")
    assert (listed.status_code, listed.get_json()["code"]) == (503, "unavailable")
    assert client.get("/api/quick_recs?category=events").status_code == 200
    assert person.get("/dashboard").status_code == 200
    execute_sql(postgres_database, "ALTER TABLE users DROP COLUMN role")
    assert person.get("/user/me").status_code == 503
    assert client.post("/api/chat", json={"message": "coffee"}, headers=person.headers).status_code == 200
    execute_sql(postgres_database, "DROP TABLE events")
    assert client.post("/api/chat", json={"message": "any events tonight?"}).get_json()["degraded"] == ["events"]
    with app.app_context():
        db.engine.dispose()

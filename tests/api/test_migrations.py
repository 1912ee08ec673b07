"""The migrations make exactly the tables that the models describe, on both databases, and can be taken back."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade
from flask_openapi3 import OpenAPI
from sqlalchemy import inspect

from violet.extensions import db


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

"""Alembic's entry point, run by Flask-Migrate (`flask --app violet.wsgi db ...`) with the app's own engine."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from violet import models

db = current_app.extensions["migrate"].db
assert models.User.metadata is db.metadata


def configure(connection: Connection | None = None) -> None:
    context.configure(
        connection=connection,
        url=None if connection else db.engine.url.render_as_string(hide_password=False),
        target_metadata=db.metadata,
        literal_binds=connection is None,
        compare_type=True,
        render_as_batch=db.engine.dialect.name == "sqlite",  # SQLite changes a table by copying it
    )


if context.is_offline_mode():
    configure()
    with context.begin_transaction():
        context.run_migrations()
else:
    with db.engine.connect() as connection:
        configure(connection)
        with context.begin_transaction():
            context.run_migrations()

"""The Flask extensions, made once and bound to an app in `violet.app`. A leaf."""

from __future__ import annotations

import sqlite3
from typing import Any, cast

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase


class Model(DeclarativeBase):
    """Base of all tables. Constraints are named the same everywhere, so that a migration can change them by name."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Model)
"""For Flask-Migrate and the shell; the services reach the same engine by `violet.database.engine`."""
migrate = Migrate()


def lend_engine(app: Flask, engine: Engine) -> None:
    """Has Flask-SQLAlchemy use the engine that is there, in place of the one it makes from the app's configuration."""
    with app.app_context():
        engines = cast("dict[str | None, Engine]", db.engines)
        engines[None].dispose()
        engines[None] = engine


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """SQLite checks foreign keys, lets readers and a writer work side by side, and waits for a lock, only if asked."""
    if isinstance(connection, sqlite3.Connection):
        for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
            connection.execute(f"PRAGMA {pragma}")

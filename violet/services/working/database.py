"""Reading, writing and upserting. A database that does not answer raises `violet.database.DATABASE_DOWN`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Executable, false, text, update
from sqlalchemy.dialects import postgresql, sqlite

from violet.database import engine
from violet.extensions import Model


def reading() -> AbstractContextManager[Connection]:
    """A connection in autocommit, for the length of the block: no BEGIN, no ROLLBACK, nothing held afterwards."""
    return engine().connect().execution_options(isolation_level="AUTOCOMMIT")


def writing() -> AbstractContextManager[Connection]:
    """One transaction: committed at the end of the block, rolled back on any error."""
    return engine().begin()


def upsert(
    connection: Connection, table: type[Model], values: Mapping[str, Any], *, key: str | tuple[str, ...]
) -> Executable:
    """Inserts a row, or gives the one with the same `key` (unique columns) these values."""
    keys = (key,) if isinstance(key, str) else key
    others = {name: value for name, value in values.items() if name not in keys}
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others)
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others)


def lock_writers(connection: Connection, table: type[Model]) -> None:
    """Before reading rows that are then changed, with `FOR UPDATE SKIP LOCKED` on PostgreSQL: SQLite has no locks on
    rows, so its one lock for writers is taken before the first read."""
    if connection.dialect.name == "sqlite":
        name = next(iter(table.__mapper__.primary_key)).name
        connection.execute(update(table).where(false()).values({name: table.__mapper__.primary_key[0]}))


def database_now(connection: Connection) -> datetime:
    """The moment by the database's own clock, aware, in UTC: the one that all processes share."""
    if connection.dialect.name == "sqlite":
        told = connection.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")).scalar_one()
        return datetime.fromisoformat(told).replace(tzinfo=UTC)
    now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return now.astimezone(UTC)

"""Reading, writing and upserting. A database that does not answer raises `violet.database.DATABASE_DOWN`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy import Connection, Executable
from sqlalchemy.dialects import postgresql, sqlite

from violet.extensions import Model, db


def reading() -> AbstractContextManager[Connection]:
    """A connection in autocommit, for the length of the block: no BEGIN, no ROLLBACK, nothing held afterwards."""
    return db.engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def writing() -> AbstractContextManager[Connection]:
    """One transaction: committed at the end of the block, rolled back on any error."""
    return db.engine.begin()


def upsert(
    connection: Connection, table: type[Model], values: Mapping[str, Any], *, key: str | tuple[str, ...]
) -> Executable:
    """Inserts a row, or gives the one with the same `key` (unique columns) these values."""
    keys = (key,) if isinstance(key, str) else key
    others = {name: value for name, value in values.items() if name not in keys}
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others)
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=others)

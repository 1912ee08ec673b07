"""The number that goes up with every change of what a campus shows: servers compare it with what is in memory."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects import postgresql, sqlite

from violet.models import PublishedSetRow


def changed(connection: Connection, campus: str) -> None:
    """Inside the transaction of the change: every server looks again."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    first = dialect.insert(PublishedSetRow).values(campus=campus, version=1)
    again = first.on_conflict_do_update(index_elements=["campus"], set_={"version": PublishedSetRow.version + 1})
    connection.execute(again)

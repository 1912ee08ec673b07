"""PostgreSQL's id sequences, moved past ids that were given out elsewhere. Never backwards."""

from __future__ import annotations

from sqlalchemy import Connection, Table, text

_SEQUENCE = text("SELECT pg_get_serial_sequence(:table, :column)")
_ADVANCE = text(
    "SELECT setval(CAST(:name AS regclass), "
    "GREATEST(:floor, coalesce(pg_sequence_last_value(CAST(:name AS regclass)), 0)))"
)


def advance(connection: Connection, table: Table, floor: int) -> None:
    """The next id that the database gives out for `table` will be above `floor`. Tables without a sequence pass."""
    column = table.autoincrement_column
    if column is None or floor < 1:
        return
    name = connection.execute(_SEQUENCE, {"table": table.name, "column": column.name}).scalar()
    if name is not None:
        connection.execute(_ADVANCE, {"name": name, "floor": floor})

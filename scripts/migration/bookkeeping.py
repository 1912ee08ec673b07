"""How far a migration is, kept on the target in the same transactions as the rows: a kill can tear nothing apart.

The tables are `sqlite_migration_*`. They stay as the record of what was moved; drop them when nobody needs it any more.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from psycopg2.errors import LockNotAvailable
from sqlalchemy import (
    JSON,
    Column,
    Connection,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import OperationalError

from scripts.migration.errors import RefusalError
from scripts.migration.records import Batch, Key, Remark

metadata = MetaData()
runs = Table(
    "sqlite_migration_runs",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("finished_at", DateTime(timezone=True)),
)
progress = Table(
    "sqlite_migration_progress",
    metadata,
    Column("source", String(64), primary_key=True),
    Column("stream", String(80), primary_key=True),
    Column("last_key", JSON, nullable=False),
    Column("moved", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
)
remarks = Table(
    "sqlite_migration_remarks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("source", String(64), nullable=False, index=True),
    Column("stream", String(80), nullable=False),
    Column("key", JSON, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("reason", Text, nullable=False),
)
# Any two migrations into one database exclude each other; the number only has to be our own.
ADVISORY_LOCK = 7_204_511_930
LOCK_PATIENCE_S = 20


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a stream stands: the last key that was dealt with (None: not begun), rows moved and rejected up to it."""

    last_key: Key | None = None
    moved: int = 0
    rejected: int = 0


class Bookkeeping:
    """The record of one source on one target."""

    def __init__(self, source: str) -> None:
        self._source = source

    def knows(self, connection: Connection) -> bool:
        """Whether this source was begun here. Looks only; makes no table."""
        if not inspect(connection).has_table(runs.name):
            return False
        return connection.execute(select(runs.c.source).where(runs.c.source == self._source)).first() is not None

    def other_unfinished(self, connection: Connection) -> bool:
        """Whether a migration from another state of a file was begun here and never finished."""
        if not inspect(connection).has_table(runs.name):
            return False
        others = select(runs.c.source).where(runs.c.source != self._source, runs.c.finished_at.is_(None))
        return connection.execute(others).first() is not None

    def finished_at(self, connection: Connection) -> datetime | None:
        if not self.knows(connection):
            return None
        found: datetime | None = connection.execute(
            select(runs.c.finished_at).where(runs.c.source == self._source)
        ).scalar_one()
        return found

    def begin(self, connection: Connection, kind: str) -> None:
        """Makes the tables and the entry, if they are not there. Inside the caller's transaction."""
        metadata.create_all(connection)
        entry = {"source": self._source, "kind": kind, "started_at": datetime.now(UTC)}
        connection.execute(postgresql.insert(runs).values(entry).on_conflict_do_nothing())

    def progress(self, connection: Connection, stream: str) -> Progress:
        mine = select(progress.c.last_key, progress.c.moved, progress.c.rejected).where(
            progress.c.source == self._source, progress.c.stream == stream
        )
        row = connection.execute(mine).first()
        return Progress(*row) if row else Progress()

    def save(self, connection: Connection, stream: str, state: Progress, batch: Batch) -> None:
        """Remembers a batch, inside the transaction that writes its rows."""
        values = {"last_key": state.last_key, "moved": state.moved, "rejected": state.rejected}
        entry = postgresql.insert(progress).values({"source": self._source, "stream": stream} | values)
        connection.execute(entry.on_conflict_do_update(constraint=progress.primary_key, set_=values))
        rows = [{"source": self._source, **asdict(remark)} for remark in batch.remarks(stream)]
        if rows:
            connection.execute(insert(remarks), rows)

    def finish(self, connection: Connection) -> None:
        """Everything is moved, and verified."""
        connection.execute(update(runs).where(runs.c.source == self._source).values(finished_at=datetime.now(UTC)))

    def remarks(self, connection: Connection) -> list[Remark]:
        mine = select(remarks.c.stream, remarks.c.key, remarks.c.kind, remarks.c.reason).where(
            remarks.c.source == self._source
        )
        return [Remark(*row) for row in connection.execute(mine.order_by(remarks.c.id))]


def exclude_others(connection: Connection) -> None:
    """Holds the target for this session. Raises RefusalError where another migration runs into it.

    It waits a little: the server may still be clearing up after a run that was killed a moment ago.
    """
    try:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_PATIENCE_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        connection.exec_driver_sql("SET lock_timeout = 0")
    except OperationalError as error:
        if not isinstance(error.orig, LockNotAvailable):
            raise
        raise RefusalError("Another migration into this database is running.") from None

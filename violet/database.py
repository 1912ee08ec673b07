"""How the database is reached: bounded in time, and not at all while it is known to be down. A leaf.

The engine is made here and belongs to no web framework: requests, jobs, the worker and scripts all reach it by
`engine()`. A process has one (`use_everywhere`); where several servers live in one process, as in tests, each request
says which (`use`).

psycopg2 by itself waits for ever for a server that accepted a connection and then hangs, so gunicorn's workers wait
with a limit (`limit_waiting`). A failed connection or a wait that ran out opens the breaker: until a probe gets
through, connections are refused at once instead of after seconds.
"""

from __future__ import annotations

import select
import time
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, ClassVar

import orjson
import psycopg2
from psycopg2 import errors, extensions
from sqlalchemy import Engine, ExceptionContext, create_engine, event, make_url, text
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection, QueuePool

from violet.breaker import Breaker, Probe
from violet.observability import metrics, tracing
from violet.observability.reasons import why
from violet.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
# Where a SQLite file lies whose path is relative.
INSTANCE = Path(__file__).parents[1] / "instance"
# Any number of our own: whoever migrates holds this advisory lock.
MIGRATION_LOCK = 7_204_511_931
# libpq's own minimum for `connect_timeout`.
LEAST_CONNECT_TIMEOUT_S = 2
# What a database that does not answer raises, whether it refuses, hangs, vanishes or has no connection to spare.
DATABASE_DOWN = (OperationalError, InterfaceError, PoolTimeout)


class NoAnswerError(psycopg2.OperationalError):
    """The server took longer than it may."""


class DatabaseAwayError(OperationalError):
    """Not even tried: the database did not answer a moment ago."""

    def __init__(self) -> None:
        super().__init__(None, None, ConnectionError("the database does not answer"))


class TablesBehindError(OperationalError):
    """The database was made by an older version: a table or column that we need is not there yet."""

    def __init__(self) -> None:
        super().__init__(None, None, LookupError("the tables are older than this version"))


NOT_THERE = (errors.UndefinedTable, errors.UndefinedColumn)


@event.listens_for(Engine, "handle_error")
def _tell_older_tables(context: ExceptionContext) -> None:
    """Until the release step has run, that is one more way in which the database cannot serve."""
    if isinstance(context.original_exception, NOT_THERE):
        raise TablesBehindError from context.original_exception


@event.listens_for(Engine, "before_cursor_execute", named=True)
def _note_beginning(**what: Any) -> None:
    if tracing.collected() is not None:
        what["context"].violet_began = time.perf_counter()


@event.listens_for(Engine, "after_cursor_execute", named=True)
def _report_statement(**what: Any) -> None:
    """Its first word and its time: no values, no text."""
    trace, began = tracing.collected(), getattr(what["context"], "violet_began", None)
    if trace is not None and began is not None:
        operation = what["statement"].partition(" ")[0].strip().upper()
        attributes = {"db.system": what["conn"].dialect.name, "db.operation": operation}
        trace.worked("client", "database", time.perf_counter() - began, attributes)


@contextmanager
def one_migration_at_a_time(engine: Engine) -> Iterator[None]:
    """Waits until nobody else migrates this database. PostgreSQL takes the lock back where its holder dies."""
    if engine.dialect.name != "postgresql":
        yield
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})


def limit_waiting(timeout_s: float) -> None:
    """From now on every wait of this process for PostgreSQL ends after `timeout_s`; the connection is then closed.

    For processes that serve requests. A migration may take its time.
    """

    def wait(connection: Any) -> None:
        deadline = time.monotonic() + timeout_s
        while (state := connection.poll()) != extensions.POLL_OK:
            poller = select.poll()  # cheaper than a selector, and this is done for every statement
            poller.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
            if not poller.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise NoAnswerError("no answer in time")

    extensions.set_wait_callback(wait)


class GuardedPool(QueuePool):
    """Refuses at once while the breaker is open, and opens it where connecting fails."""

    breaker: ClassVar[Breaker]

    def connect(self) -> PoolProxiedConnection:
        if self.breaker.open:
            raise DatabaseAwayError
        try:
            connection = super().connect()
        except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
            self.breaker.trip(why(error))
            raise
        metrics.pool_connections(opened=self.checkedin() + self.checkedout(), in_use=self.checkedout())
        return connection


@event.listens_for(GuardedPool, "checkout")
def _require_alive(dbapi_connection: Any, record: ConnectionPoolEntry, proxy: PoolProxiedConnection) -> None:
    """A server that went away has said so on the socket: looking there costs no round trip, as a ping would."""
    poller = select.poll()
    poller.register(dbapi_connection.fileno(), select.POLLIN)
    if poller.poll(0):
        raise InvalidatePoolError


@event.listens_for(GuardedPool, "checkin")
def _count_return(dbapi_connection: Any, record: ConnectionPoolEntry) -> None:
    metrics.pool_connection_returned()


_of_this_process: list[Engine] = []
_of_this_request: ContextVar[Engine | None] = ContextVar("engine", default=None)


def open_engine(settings: Settings) -> Engine:
    """The engine for these settings; connects when first used, and closes its connections once nobody holds it."""
    opened = create_engine(database_uri(settings), **engine_options(settings))
    connections: set[Any] = set()
    event.listen(opened, "connect", lambda connection, _record: connections.add(connection))
    event.listen(opened, "close", lambda connection, _record: connections.discard(connection))
    # Not `opened.dispose`: the pool holds its engine, which would then never be collected.
    weakref.finalize(opened, _close, connections).atexit = False
    return opened


def _close(connections: Iterable[Any]) -> None:
    for connection in list(connections):
        connection.close()


def use_everywhere(engine: Engine) -> None:
    """From now on this process reaches this database wherever nothing else is said."""
    _of_this_process[:] = [engine]


def use(engine: Engine | None) -> None:
    """This thread's (or this request's) database, until said otherwise; None is the process's."""
    _of_this_request.set(engine)


def engine() -> Engine:
    """The database to talk to. Raises RuntimeError where none was opened."""
    found = _of_this_request.get() or next(iter(_of_this_process), None)
    if found is None:
        raise RuntimeError("no database was opened in this process")
    return found


def database_uri(settings: Settings) -> str:
    """The settings' address; a relative SQLite file lies in the instance folder, which is made."""
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database or url.database.startswith((":", "/", "file:")):
        return settings.database_url
    INSTANCE.mkdir(exist_ok=True)
    return url.set(database=str(INSTANCE / url.database)).render_as_string(hide_password=False)


def engine_options(settings: Settings) -> dict[str, Any]:
    """What `create_engine` needs: a pool bounded by settings, behind a breaker; no values in errors."""
    common = {
        "hide_parameters": True,
        "json_deserializer": orjson.loads,
        "json_serializer": lambda value: orjson.dumps(value).decode(),
    }
    if settings.database_url.startswith("sqlite"):
        return common
    connect_args = {
        "connect_timeout": max(LEAST_CONNECT_TIMEOUT_S, round(settings.db_timeout_s)),
        "application_name": "violet",
    }
    return common | {
        "poolclass": _guarded_pool(settings.database_url, connect_args),
        "pool_size": settings.db_pool_size,
        "max_overflow": settings.db_max_overflow,
        "pool_timeout": settings.db_pool_timeout_s,
        "connect_args": connect_args,
    }


def _guarded_pool(url: str, connect_args: Mapping[str, Any]) -> type[GuardedPool]:
    """A pool class with a breaker of its own: each app may have another database."""

    def probe() -> None:
        engine = create_engine(url, poolclass=NullPool, connect_args=dict(connect_args))
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def invalidated(dbapi_connection: Any, record: ConnectionPoolEntry, exception: BaseException | None) -> None:
        if isinstance(exception, NoAnswerError):
            breaker.trip(why(exception))

    breaker = Breaker("database", probe=Probe(probe, (SQLAlchemyError,)))
    pool = type("GuardedPool", (GuardedPool,), {"breaker": breaker})
    event.listen(pool, "invalidate", invalidated)
    return pool

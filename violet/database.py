"""How the database is reached: bounded in time, and not at all while it is known to be down. A leaf.

psycopg2 by itself waits for ever for a server that accepted a connection and then hangs, so gunicorn's workers wait
with a limit (`limit_waiting`). A failed connection or a wait that ran out opens the breaker: until a probe gets
through, connections are refused at once instead of after seconds.
"""

from __future__ import annotations

import select
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

import orjson
import psycopg2
from psycopg2 import extensions
from sqlalchemy import create_engine, event
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, PoolProxiedConnection, QueuePool

from violet.breaker import Breaker
from violet.observability import metrics
from violet.settings import Settings

MIGRATIONS = Path(__file__).parent / "migrations"
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
            self.breaker.trip(type(error).__name__)
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
            breaker.trip(type(exception).__name__)

    breaker = Breaker("database", probe, errors=(SQLAlchemyError,))
    pool = type("GuardedPool", (GuardedPool,), {"breaker": breaker})
    event.listen(pool, "invalidate", invalidated)
    return pool

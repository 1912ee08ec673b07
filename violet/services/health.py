"""Whether what the server needs is there. Probes come often, so one look answers all of them for a short while."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from alembic.script import ScriptDirectory
from sqlalchemy import column, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError

from violet.database import MIGRATIONS
from violet.extensions import db
from violet.store.base import Store

FRESH_FOR_S = 2.0
# Where Alembic notes which migrations have run.
VERSIONS = table("alembic_version", column("version_num"))

Link = Literal["connected", "disconnected", "not_configured"]
Migrations = Literal["at_head", "behind", "unknown"]


@dataclass(frozen=True, slots=True)
class Health:
    database: Link
    redis: Link
    migrations: Migrations

    @property
    def status(self) -> Literal["ok", "degraded", "unavailable"]:
        """Without Redis every worker serves from its own memory; without the database accounts do not work."""
        if self.database != "connected":
            return "unavailable"
        return "degraded" if self.redis == "disconnected" else "ok"

    @property
    def ready(self) -> bool:
        return self.database == "connected" and self.migrations == "at_head"


class HealthCheck:
    """One per process. `clock` is monotonic seconds."""

    def __init__(self, *, fresh_for_s: float = FRESH_FOR_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._fresh_for_s = fresh_for_s
        self._clock = clock
        self._lock = threading.Lock()
        self._last: Health | None = None
        self._looked_at = float("-inf")

    def look(self, store: Store, *, redis_configured: bool) -> Health:
        """The state of things, at most some seconds old. While one thread looks, the others get the last state."""
        last = self._last
        if last is not None and self._clock() - self._looked_at < self._fresh_for_s:
            return last
        if not self._lock.acquire(blocking=last is None):
            assert last is not None
            return last
        try:
            if self._last is None or self._clock() - self._looked_at >= self._fresh_for_s:
                self._last = _look(store, redis_configured=redis_configured)
                self._looked_at = self._clock()
            return self._last
        finally:
            self._lock.release()


def _look(store: Store, *, redis_configured: bool) -> Health:
    migrations = _migrations()
    redis: Link = "not_configured"
    if redis_configured:
        redis = "connected" if store.ping() else "disconnected"
    return Health("disconnected" if migrations is None else "connected", redis, migrations or "unknown")


def _migrations() -> Literal["at_head", "behind"] | None:
    """None where the database does not answer."""
    try:
        with db.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            if not inspect(connection).has_table(VERSIONS.name):
                return "behind"
            current = set(connection.scalars(select(VERSIONS.c.version_num)))
    except SQLAlchemyError:
        return None
    return "at_head" if current == _heads() else "behind"


@cache
def _heads() -> set[str]:
    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())

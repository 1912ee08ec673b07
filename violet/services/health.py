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

from violet.database import MIGRATIONS, engine
from violet.store.base import Store

FRESH_FOR_S = 2.0
# Where Alembic notes which migrations have run.
VERSIONS = table("alembic_version", column("version_num"))

Link = Literal["connected", "disconnected", "not_configured"]
Migrations = Literal["at_head", "ahead", "behind", "unknown"]


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
        """Whether this process can serve somebody. Without the database it serves whoever has no account; tables of a
        newer version keep what this one needs."""
        return self.migrations != "behind"


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
    migrations = state_of_tables()
    redis: Link = "not_configured"
    if redis_configured:
        redis = "connected" if store.ping() else "disconnected"
    return Health("disconnected" if migrations is None else "connected", redis, migrations or "unknown")


def state_of_tables() -> Literal["at_head", "ahead", "behind"] | None:
    """How the tables stand to this code: "ahead" where a newer version made them. None where the database does not
    answer."""
    try:
        with engine().connect() as connection:
            connection.execute(text("SELECT 1"))
            if not inspect(connection).has_table(VERSIONS.name):
                return "behind"
            current = set(connection.scalars(select(VERSIONS.c.version_num)))
    except SQLAlchemyError:
        return None
    known = _revisions()
    if current - known.all:  # every older revision is still here, so one that is not is newer
        return "ahead"
    return "at_head" if current == known.heads else "behind"


@dataclass(frozen=True, slots=True)
class _Revisions:
    all: frozenset[str]
    heads: frozenset[str]


@cache
def _revisions() -> _Revisions:
    scripts = ScriptDirectory(str(MIGRATIONS))
    return _Revisions(frozenset(each.revision for each in scripts.walk_revisions()), frozenset(scripts.get_heads()))

"""Killed with -9 wherever it is, the migration ends with the same rows as one that was left alone."""

from __future__ import annotations

import random
import time
from contextlib import closing
from pathlib import Path

import psycopg2

from tests.e2e.migration.conftest import Migrate, query, snapshot, start
from tests.older_server import make_older_database, person, seal

ROWS = 400
PATIENCE_S = 60
SMALL_BATCHES = ("--batch-size", "10")
LOCKED = ("login_sessions", "activity", "notification_tokens", "sqlite_migration_progress")


def test_killed_at_ten_points_and_resumed_it_ends_the_same(
    migrate: Migrate, postgres_database: str, empty_database: str, tmp_path: Path
) -> None:
    """Six kills come while it runs freely, at a random count of rows, and four inside a transaction, each after another
    of the tables was written."""
    chance = random.Random(1831)
    sealed = seal("12 Waverly Place")
    people = [person(id_, home_address_encrypted=sealed if id_ % 3 else None) for id_ in range(1, ROWS + 1)]
    people[99] = person(100, email="STUDENT7@nyu.edu")
    people[199] = person(200, preferences="{broken", recent_activity='[{"type": "view"}, 1]')
    source = make_older_database(tmp_path / "old.db", people)
    assert migrate(source, empty_database) == 1

    free = [(rows, None) for rows in sorted(chance.sample(range(1, ROWS - 40), 6))]
    inside = list(zip(sorted(chance.sample(range(1, ROWS - 40), len(LOCKED))), LOCKED, strict=True))
    for rows, table in sorted([*free, *inside], key=lambda point: point[0]):
        _run_and_kill(source, postgres_database, rows=rows, table=table)

    last = start(source, postgres_database, *SMALL_BATCHES)
    last.join()
    assert last.exitcode == 1
    assert snapshot(postgres_database) == snapshot(empty_database)


def _run_and_kill(source: Path, target: str, *, rows: int, table: str | None) -> None:
    """Kills when at least `rows` users stand on the target; with `table`, while it waits to write that table."""
    process = start(source, target, *SMALL_BATCHES)
    try:
        with closing(psycopg2.connect(target)) as watcher:
            watcher.autocommit = True
            _wait(watcher, f"SELECT count(*) >= {rows} FROM users")
            if table is not None:
                with closing(psycopg2.connect(target)) as holder, holder.cursor() as cursor:
                    cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
                    _wait(watcher, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
                    process.kill()
                    holder.rollback()
    finally:
        process.kill()
        process.join()
    assert process.exitcode == -9, "it was over before it could be killed"


def _wait(watcher: psycopg2.extensions.connection, condition: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    with watcher.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(condition)
            if cursor.fetchone() == (True,):
                return
    raise TimeoutError(condition)


def test_two_migrations_do_not_run_into_one_database_at_once(postgres_database: str, tmp_path: Path) -> None:
    """The second waits until the first is done, and then has nothing left to do."""
    source = make_older_database(tmp_path / "old.db", [person(id_) for id_ in range(1, 60)])
    first, second = (start(source, postgres_database, *SMALL_BATCHES) for _ in range(2))
    first.join()
    second.join()
    assert (first.exitcode, second.exitcode) == (0, 0)
    assert query(postgres_database, "SELECT count(*), max(moved) FROM users, sqlite_migration_progress") == [(59, 59)]

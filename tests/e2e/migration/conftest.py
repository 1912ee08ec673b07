"""Databases to move from and to, and the script as a function."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from scripts.migrate_sqlite_to_postgres import main
from tests.older_server import OLD_JWT_SECRET
from tests.warm import warm_context

FIELD_KEY = "vL8mZ0n2b5Xw3e7QyJ4kT1hS9pUoA6dRcGfNiEjHxWk="
SECRET_NAME = "SECRET_OF_THE_OLDER_SERVER"

Migrate = Callable[..., int]
# What may differ between two runs: ciphertext, and when the migration itself ran.
SNAPSHOT = {
    "users": "SELECT id, email, password_hash, first_name, home_address IS NULL, preferences, settings, created_at FROM users ORDER BY id",
    "activity": "SELECT * FROM activity ORDER BY id",
    "notification_tokens": "SELECT id, user_id, session_id, fingerprint, updated_at FROM notification_tokens ORDER BY id",
    "login_sessions": "SELECT * FROM login_sessions ORDER BY id",
    "progress": "SELECT stream, last_key, moved, rejected FROM sqlite_migration_progress ORDER BY stream",
    "remarks": "SELECT stream, key, kind, reason FROM sqlite_migration_remarks ORDER BY id",
}


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELD_ENCRYPTION_KEYS", FIELD_KEY)
    monkeypatch.setenv(SECRET_NAME, OLD_JWT_SECRET)
    monkeypatch.setenv("FLASK_ENV", "testing")
    monkeypatch.setenv("LOG_LEVEL", "WARNING")


@pytest.fixture
def migrate() -> Migrate:
    """The script, in this process: its exit status."""

    def run(source: Path, target: str, *more: str) -> int:
        return main(command_line(source, target, *more))

    return run


def command_line(source: Path, target: str, *more: str) -> list[str]:
    return ["--source", str(source), "--target", target, "--old-jwt-secret-env", SECRET_NAME, *more]


def start(source: Path, target: str, *more: str) -> ForkServerProcess:
    """The script as a process of its own, from one that has imported it already."""
    process = warm_context().Process(target=_run, args=(command_line(source, target, *more), dict(os.environ)))
    process.start()
    return process


def _run(arguments: list[str], environ: Mapping[str, str]) -> None:
    os.environ.update(environ)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
        status = main(arguments)
    sys.exit(status)


def query(url: str, statement: str) -> Sequence[tuple[Any, ...]]:
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()
    finally:
        connection.close()


def snapshot(url: str) -> dict[str, Sequence[tuple[Any, ...]]]:
    return {name: query(url, statement) for name, statement in SNAPSHOT.items()}

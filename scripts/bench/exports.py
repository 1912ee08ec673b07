"""Exports of an account with ten thousand activities: how soon the request is accepted, and the export made. The web
server and the Procfile's worker, with a real PostgreSQL and Redis:

    python -m scripts.bench.exports [--activities 10000] [--requests 50]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
from sqlalchemy import create_engine, insert

from scripts.bench.processes import ROOT, gunicorn, shell_environment
from scripts.bench.results import HEADER, Budget, Results
from tests.procfile_worker import Worker
from tests.servers import postgres_server, redis_server
from violet.models import Activity, LoginSession, User
from violet.security.tokens import Claims, TokenKind, TokenSigner
from violet.settings import DEVELOPMENT_JWT_SECRET

USER_ID, SESSION = 1000, "bench"
ACCEPTED_WITHIN_MS = 100
MADE_WITHIN_S = 60.0
POLL_S = 0.02


def populate(database_url: str, activities: int) -> str:
    """An account that did much; returns its access token."""
    now = datetime.now(UTC)
    account = {
        "id": USER_ID, "email": "ada@nyu.edu", "password_hash": "x", "password_version": 1, "role": "user",
        "preferences": {}, "settings": {}, "created_at": now,
    }  # fmt: skip
    log_in = {"id": SESSION, "user_id": USER_ID, "generation": 1, "created_at": now, "expires_at": now + timedelta(1)}
    done = [{"user_id": USER_ID, "type": "view", "name": f"Place {n}", "created_at": now} for n in range(activities)]
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg2://"))
    with engine.begin() as connection:
        connection.execute(insert(User), [account])
        connection.execute(insert(LoginSession), [log_in])
        connection.execute(insert(Activity), done)
    engine.dispose()
    signer = TokenSigner(DEVELOPMENT_JWT_SECRET)
    return signer.sign(TokenKind.ACCESS, Claims(USER_ID, SESSION), now=now, ttl_s=7200)


def accepted_ms(client: httpx2.Client, requests: int) -> list[float]:
    """One request after the other; each is a job of its own."""
    times = []
    for _ in range(requests):
        began = time.perf_counter()
        answer = client.post("/api/v1/user/exports")
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 202, answer.text
    return times


def made_s(client: httpx2.Client) -> tuple[float, int]:
    """Seconds from the request to the finished export, and how many activities it has."""
    began = time.monotonic()
    job_id = client.post("/api/v1/user/exports").json()["job"]["id"]
    while (answer := client.get(f"/api/v1/jobs/{job_id}")).status_code != 303:
        if time.monotonic() - began > MADE_WITHIN_S:
            raise TimeoutError(answer.text)
        time.sleep(POLL_S)
    seconds = time.monotonic() - began
    # The link is one of the public address, behind which this server is not.
    return seconds, len(client.get(httpx2.URL(answer.headers["Location"]).path).json()["activity"])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=50)
    options = parser.parse_args(arguments)
    results = Results()
    with ExitStack() as stack:
        database, cache = stack.enter_context(postgres_server()), stack.enter_context(redis_server())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        environ = {
            "DATABASE_URL": database, "REDIS_URL": cache.url, "EMBEDDINGS": "off", "EVENTS_REFRESH": "off",
            "RATELIMIT_ENABLED": "false", "LOG_LEVEL": "WARNING",
        }  # fmt: skip
        migrate = [sys.executable, "-m", "flask", "--app", "violet.wsgi", "db", "upgrade"]
        subprocess.run(migrate, cwd=ROOT, env=os.environ | environ, check=True, stderr=subprocess.DEVNULL)
        headers = {"Authorization": f"Bearer {populate(database, options.activities)}"}
        web = stack.enter_context(gunicorn("violet.wsgi:app", environ, check="/health/live"))
        worker = Worker(shell_environment() | environ, folder / "worker.log")
        stack.callback(worker.kill)
        worker.start()
        client = stack.enter_context(httpx2.Client(base_url=web.url, headers=headers, timeout=30))
        seconds, activities = made_s(client)
        times = accepted_ms(client, options.requests)
    print(HEADER)
    results.value("accepted, p50", statistics.median(times), "ms")
    results.value("accepted, p95", statistics.quantiles(times, n=20)[-1], "ms", budget=Budget("<=", ACCEPTED_WITHIN_MS))
    results.value("made and fetched, the worker's start included", seconds, "s")
    results.value("activities missing", options.activities - activities, "", budget=Budget("<=", 0))
    sys.exit(1 if results.missed else 0)


if __name__ == "__main__":
    main()

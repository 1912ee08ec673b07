"""The whole server as it runs in production: gunicorn with its workers, on real PostgreSQL and Redis."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

import psutil
import requests

from tests.ports import free_port
from tests.sessions import issued_session
from tests.simulator.running import as_variable
from tests.warm import WarmProcess

ROOT = Path(__file__).parents[2]
START_DEADLINE_S = 90
STOP_DEADLINE_S = 40
POLL_S = 0.05
# Nothing of the developer's own settings gets in.
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "TMPDIR")


class Gunicorn:
    """A running server; `url` is where it listens."""

    def __init__(self, folder: Path, settings: Mapping[str, object]) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = folder / "gunicorn.log"
        defaults = {
            "PORT": self.port,
            "FLASK_ENV": "testing",
            "EMBEDDINGS": "off",
            "LOG_FORMAT": "json",
            "WEB_CONCURRENCY": 2,
        }
        chosen = {name.upper(): as_variable(value) for name, value in {**defaults, **settings}.items()}
        self._environment = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ} | chosen
        self.process: WarmProcess | None = None

    def start(self) -> None:
        command = ("gunicorn", "--config", "gunicorn.conf.py", "violet.wsgi:app")
        self._log.write_bytes(b"")  # of this start alone
        self.process = WarmProcess(*command, env=self._environment, output=self._log)
        wait_for(self._answers, START_DEADLINE_S, "the server did not start", detail=self._log.read_text)

    def stop(self) -> int:
        """SIGTERM, then whatever exit code it ends with."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_DEADLINE_S)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            master = psutil.Process(self.process.pid)
            for process in (*master.children(recursive=True), master):
                with suppress(psutil.NoSuchProcess):
                    process.kill()
            self.process.wait()

    def workers(self) -> list[int]:
        assert self.process is not None
        return [child.pid for child in psutil.Process(self.process.pid).children()]

    def lines(self, event: str | None = None) -> list[dict[str, Any]]:
        """What it has logged so far; of one kind only where `event` says which."""
        read = [json.loads(line) for line in self._log.read_text().splitlines() if line.startswith("{")]
        return [line for line in read if event in (None, line["event"])]

    def metrics(self) -> dict[str, float]:
        """Each sample by name and labels, as Prometheus reads it."""
        text = requests.get(f"{self.url}/metrics", timeout=10).text
        pairs = (line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def breakers_closed(self) -> bool:
        """Whether every worker has its Redis and its database back."""
        return not any(
            value for name, value in self.metrics().items() if name.startswith("violet_breaker_open") and value
        )

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise RuntimeError(self._log.read_text())
        if len(self.workers()) < int(self._environment["WEB_CONCURRENCY"]):
            return False
        try:
            return requests.get(f"{self.url}/health/live", timeout=1).ok
        except requests.RequestException:
            return False


@contextmanager
def running(folder: Path, settings: Mapping[str, object]) -> Iterator[Gunicorn]:
    server = Gunicorn(folder, settings)
    try:
        server.start()
        yield server
    finally:
        server.kill()


def wait_for(
    condition: Callable[[], bool], deadline_s: float, failure: str, *, detail: Callable[[], str] = str
) -> None:
    end = time.monotonic() + deadline_s
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{failure}\n{detail()}")
        time.sleep(POLL_S)


class InThreads:
    """Work that goes on beside the `with` block, in threads that end when `over` is set, which its end does."""

    def __init__(self, *work: Callable[[], None]) -> None:
        self.over = threading.Event()
        self._threads = [threading.Thread(target=one) for one in work]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join()


class Load(InThreads):
    """Anonymous students who chat without a pause, each in a conversation of their own.

    `answered` holds, by session, the messages that were answered with 200; `statuses` counts all answers;
    `broken` counts connections that ended without one.
    """

    def __init__(self, url: str, *, students: int = 4) -> None:
        self._url = url
        self.sessions = [issued_session() for _ in range(students)]
        self.answered: dict[str, list[str]] = {session: [] for session in self.sessions}
        self.statuses: Counter[int] = Counter()
        self.seconds: list[tuple[float, float]] = []
        self.broken = 0
        self._lock = threading.Lock()
        super().__init__(*(partial(self._chat, session) for session in self.sessions))

    def go_on_for(self, turns: int) -> None:
        """Until so many more turns have been answered."""
        enough = self.total() + turns
        wait_for(lambda: self.total() >= enough, 60, f"no {turns} turns were answered")

    def total(self) -> int:
        with self._lock:
            return self.statuses.total()

    def server_errors(self) -> int:
        return sum(count for status, count in self.statuses.items() if status >= 500)

    def _chat(self, session_id: str) -> None:
        http = requests.Session()
        for number in range(10_000):
            if self.over.is_set():
                return
            message = f"somewhere for coffee, number {number}"
            began = time.monotonic()
            try:
                answer = chat(http, self._url, session_id, message)
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):  # before or within an answer
                self.broken += 1
                continue
            with self._lock:
                self.statuses[answer.status_code] += 1
                self.seconds.append((began, time.monotonic() - began))
                if answer.status_code == 200:
                    self.answered[session_id].append(message)


def chat(http: requests.Session, url: str, session_id: str, message: str, **headers: str) -> requests.Response:
    body = {"message": message, "session_id": session_id}
    return http.post(f"{url}/api/v1/chat", json=body, headers=headers, timeout=30)

"""The real server for end-to-end tests: gunicorn with its own configuration, on a port of its own."""

from __future__ import annotations

import os
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.ports import free_port
from tests.warm import WarmProcess
from violet.settings import Settings

ROOT = Path(__file__).parent.parent
START_DEADLINE_S = 40


@dataclass
class Server:
    """`port` on loopback; `log` is the file with everything that it wrote."""

    port: int
    process: WarmProcess
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def worker_behind(self, client_port: int) -> int | None:
        """The process id of the worker that serves the connection from `client_port`; None while it is not accepted."""
        for worker in psutil.Process(self.process.pid).children():
            for connection in worker.net_connections("tcp"):
                if connection.raddr and connection.raddr.port == client_port:
                    return int(worker.pid)
        return None


@contextmanager
def gunicorn_server(folder: Path, **environ: str) -> Iterator[Server]:
    """gunicorn serving violet with these variables and nobody else's; ready when this yields."""
    port, log = free_port(), folder / "server.log"
    inherited = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    usual = {"PORT": str(port), "EMBEDDINGS": "off", "EVENTS_REFRESH": "off", "WEB_THREADS": "4"}
    command = ("gunicorn", "--config", "gunicorn.conf.py", "violet.wsgi:app")
    process = WarmProcess(*command, env=inherited | usual | environ, output=log)
    server = Server(port, process, log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait()


def _wait_until_ready(server: Server) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/health/live", timeout=5).close()
        except OSError:  # refused, or, on a busy machine, not answered yet
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"gunicorn did not start:\n{server.log.read_text()[-3000:]}")

"""Starting and stopping what the bench measures: gunicorn with an app, and the simulated upstreams."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from tests.ports import free_port
from tests.simulator.running import base_url_environment

ROOT = Path(__file__).parents[2]
START_DEADLINE_S = 90
STOP_DEADLINE_S = 40
PAUSE_S = 0.02
PROMPT_S = 0.05
PROMPT_ANSWERS = 10
KEYS = dict.fromkeys(("GOOGLE_API_KEY", "GEMINI_API_KEY", "OPENWEATHER_KEY"), "simulated")


@dataclass(frozen=True, slots=True)
class Server:
    """A gunicorn that answers at `url`. `started_in_s` is from the command to the first good answer."""

    url: str
    pid: int
    started_in_s: float

    def memory_mb(self) -> float:
        """Proportional set size of the master and all workers: shared pages are counted once, split among them."""
        master = psutil.Process(self.pid)
        sizes = [process.memory_full_info().pss for process in (master, *master.children(recursive=True))]
        return float(sum(sizes) / 1e6)

    def cpu_s(self) -> float:
        """Seconds of processor time that the master and its workers have used."""
        master = psutil.Process(self.pid)
        times = [process.cpu_times() for process in (master, *master.children(recursive=True))]
        return float(sum(time.user + time.system for time in times))


@contextmanager
def gunicorn(app: str, environ: Mapping[str, str], *, check: str, config: str = "gunicorn.conf.py") -> Iterator[Server]:
    """Serves `app`; `check` is the path that answers 200 when it is ready.

    Only `environ` and the shell's PATH and HOME reach it. Raises TimeoutError where it does not start.
    """
    port = free_port()
    begun = time.monotonic()
    with Path(os.environ.get("BENCH_LOG", os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", config, app],
            cwd=ROOT, env=shell_environment() | dict(environ) | {"PORT": str(port)}, stdout=output, stderr=output,
        )  # fmt: skip
        try:
            url = f"http://127.0.0.1:{port}"
            wait_for(url + check, process)
            yield Server(url, process.pid, time.monotonic() - begun)
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_DEADLINE_S)
            process.kill()
            process.wait()


@contextmanager
def simulator() -> Iterator[str]:
    """The simulated upstreams, with their usual latencies, in a process of their own; yields their URL."""
    port = free_port()
    command = [sys.executable, "-m", "tests.simulator", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url + "/_simulator", process)
        yield url
    finally:
        process.kill()
        process.wait()


def shell_environment() -> dict[str, str]:
    """PATH, with this Python's own commands first, and HOME."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return {"PATH": path, "HOME": os.environ.get("HOME", "/")}


def upstream_environment(url: str, *, keys: bool = True) -> dict[str, str]:
    """Every upstream at the simulator, and the keys that switch the clients of those that need one on."""
    return base_url_environment(url) | (KEYS if keys else {})


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_DEADLINE_S
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise TimeoutError(f"{process.args!r} did not start")
        time.sleep(PAUSE_S)


def wait_until_idle(url: str) -> None:
    """Returns when the server answers promptly again; what answers (404 too) does not matter."""
    parts = urlsplit(url)
    deadline, prompt = time.monotonic() + START_DEADLINE_S, 0
    while prompt < PROMPT_ANSWERS and time.monotonic() < deadline:
        begun = time.monotonic()
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=START_DEADLINE_S)
        connection.request("GET", "/health/live")
        connection.getresponse().read()
        connection.close()
        prompt = prompt + 1 if time.monotonic() - begun < PROMPT_S else 0


def _answers(url: str) -> bool:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=START_DEADLINE_S)
    try:
        connection.request("GET", parts.path)
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()

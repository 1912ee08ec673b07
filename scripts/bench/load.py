"""The load generator: wrk where it is installed (little CPU of its own), locust's FastHttpUser where it is not."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).parent
SLOWEST_ANSWER_S = 30

# More messages than any load sends, so that no two loads send the same.
BETWEEN_LOADS = 4001
_loads = itertools.count()

Kind = Literal["get", "cold", "warm", "login"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one load measured. `refused` are answers of 400 and above, `lost` are requests without an answer, `degraded`
    are chat answers that went without one of their sources."""

    requests: int
    seconds: float
    refused: int
    lost: int
    degraded: int
    p50_ms: float
    p95_ms: float
    p99_ms: float
    max_ms: float

    @property
    def per_second(self) -> float:
        """Good answers a second: neither refused nor degraded."""
        return (self.requests - self.refused - self.degraded) / self.seconds if self.seconds else 0.0

    @classmethod
    def together(cls, windows: Sequence[Figures]) -> Figures:
        """Several loads as one: counts and seconds add up, each percentile is the median of the windows'."""

        def median(name: str) -> Any:
            return statistics.median(getattr(window, name) for window in windows)

        return cls(
            requests=sum(window.requests for window in windows),
            seconds=sum(window.seconds for window in windows),
            refused=sum(window.refused for window in windows),
            lost=sum(window.lost for window in windows),
            degraded=sum(window.degraded for window in windows),
            p50_ms=median("p50_ms"),
            p95_ms=median("p95_ms"),
            p99_ms=median("p99_ms"),
            max_ms=max(window.max_ms for window in windows),
        )

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"per_second": round(self.per_second, 2)}


def generator() -> str:
    return "wrk" if shutil.which("wrk") else "locust"


def measure(url: str, *, clients: int, seconds: float, kind: Kind = "get", token: str | None = None) -> Figures:
    """Keeps `clients` connections busy for `seconds`; `kind` and `token` as load.lua says.

    Raises CalledProcessError where the generator itself fails.
    """
    run = _wrk if generator() == "wrk" else _locust
    return run(url, clients, seconds, kind, token)


def _wrk(url: str, clients: int, seconds: float, kind: Kind, token: str | None) -> Figures:
    arguments = [kind, token] if token else [kind]
    done = subprocess.run(
        ["wrk", "--threads", "1", "--connections", str(clients), "--duration", f"{round(seconds)}s",
         "--timeout", f"{SLOWEST_ANSWER_S}s", "--script", str(FOLDER / "load.lua"), url, "--", *arguments],
        check=True, capture_output=True, text=True, env=os.environ | {"LOAD_FIRST": str(next(_loads) * BETWEEN_LOADS)},
    )  # fmt: skip
    return Figures(**json.loads(done.stderr.strip().splitlines()[-1]))


def _locust(url: str, clients: int, seconds: float, kind: Kind, token: str | None) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "locust", "--locustfile", str(FOLDER / "locustfile.py"), "--headless",
             "--users", str(clients), "--spawn-rate", str(clients), "--run-time", f"{round(seconds)}s",
             "--stop-timeout", str(SLOWEST_ANSWER_S), "--json-file", f"{folder}/stats", "--exit-code-on-error", "0"],
            check=True, capture_output=True,
            env=os.environ | {"LOAD_URL": url, "LOAD_KIND": kind, "LOAD_TOKEN": token or ""},
        )  # fmt: skip
        return _from_locust(json.loads(Path(f"{folder}/stats.json").read_text())[0])


def _from_locust(stats: dict[str, Any]) -> Figures:
    times = sorted((float(ms), count) for ms, count in stats["response_times"].items())
    return Figures(
        requests=stats["num_requests"],
        seconds=stats["last_request_timestamp"] - stats["start_time"],
        refused=stats["num_failures"],
        lost=stats["num_none_requests"],
        degraded=0,
        p50_ms=_percentile(times, 0.50),
        p95_ms=_percentile(times, 0.95),
        p99_ms=_percentile(times, 0.99),
        max_ms=stats["max_response_time"],
    )


def _percentile(times: list[tuple[float, int]], share: float) -> float:
    wanted = share * sum(count for _, count in times)
    seen = 0
    for ms, count in times:
        seen += count
        if seen >= wanted:
            return ms
    return 0.0

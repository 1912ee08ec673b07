"""What three campuses cost beside one: memory, and the 95th percentile of turns without keys.

Both servers run at once and are asked turn about, so that both have the machine's good and bad moments. The third
campus is the one that the tests make with commands and a table.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path

from scripts.bench.probes import Api, corners
from scripts.bench.processes import ROOT, Server, gunicorn, shell_environment, upstream_environment
from scripts.bench.results import Budget, Results
from tests.packs import ID, make_third_pack

AFTERNOON = "2026-11-18T15:00:00-05:00"
SERVER = "scripts.bench.clocked:app"
ONE, THREE = ("nyu",), ("nyu", "unimelb", ID)
TURNS = 180
WARM_UP = 20
MEMORY, P95 = Budget("<=", 1.25), Budget("<=", 1.15)
QUESTIONS = (
    "A quiet cafe where I can work this afternoon?", "cheap dinner", "somewhere to study", "a museum nearby",
    "live music tonight", "vegan lunch", "a park to sit in", "where can I get bubble tea",
)  # fmt: skip
ELSEWHERE = {"unimelb": (-37.7983, 144.9610), ID: (60.1695, 24.94985)}


def compare(results: Results, environ: Mapping[str, str]) -> None:
    """Adds the rows. `environ` has the database and the other settings of both servers."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        packs = Path(folder) / "packs"
        make_third_pack(packs)
        servers = [stack.enter_context(_serving(environ, packs, campuses)) for campuses in (ONE, THREE)]
        times = _times(servers)
        for campus, (lat, lng) in ELSEWHERE.items():
            for question in QUESTIONS:
                Api(servers[1].url).call(
                    "POST", "/api/v1/chat", {"message": question, "campus": campus, "latitude": lat, "longitude": lng}
                )
        one, three = (server.memory_mb() for server in servers)
    results.value("one campus: memory after the turns (PSS)", one, "MB")
    results.value("three campuses: memory after the turns (PSS)", three, "MB")
    results.value("  times one", three / one, "", budget=MEMORY)
    slow = [statistics.quantiles(own, n=20)[-1] for own in times]
    results.value("one campus: turn, no keys (p95)", slow[0], "ms")
    results.value("three campuses: turn, no keys (p95)", slow[1], "ms")
    results.value("  times one", slow[1] / slow[0], "", budget=P95)


def _serving(environ: Mapping[str, str], packs: Path, campuses: Sequence[str]) -> AbstractContextManager[Server]:
    own = {"CAMPUSES": ",".join(campuses), "CAMPUSES_DIR": str(packs), "WEB_CONCURRENCY": "1"}
    return gunicorn(SERVER, {**environ, **own}, check="/health/ready")


def _times(servers: Sequence[Server]) -> list[list[float]]:
    """Milliseconds of the same turns at New York on each server, those of the warm-up left out."""
    found: list[list[float]] = [[] for _ in servers]
    for number, body in enumerate(_turns()):
        order = range(len(servers)) if number % 2 else reversed(range(len(servers)))
        for index in order:
            began = time.perf_counter()
            Api(servers[index].url).call("POST", "/api/v1/chat", body)
            found[index].append((time.perf_counter() - began) * 1000)
    return [times[WARM_UP:] for times in found]


def _turns() -> Iterator[Mapping[str, object]]:
    for number, (lat, lng) in enumerate(corners(TURNS + WARM_UP)):
        yield {"message": QUESTIONS[number % len(QUESTIONS)], "latitude": lat, "longitude": lng}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environ = {
            "DATABASE_URL": f"sqlite:///{folder}/violet.db", "JWT_SECRET": "the bench alone, more than 32 bytes",
            "RATELIMIT_ENABLED": "false", "BENCH_CLOCK": AFTERNOON, "LOG_LEVEL": "WARNING",
            **upstream_environment("http://127.0.0.1:9", keys=False),
        }  # fmt: skip
        subprocess.run(
            [str(ROOT / "scripts/release")], env=shell_environment() | environ, check=True, capture_output=True
        )
        results = Results()
        compare(results, environ)
    return 1 if results.missed else 0


if __name__ == "__main__":
    sys.exit(main())

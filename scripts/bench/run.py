"""The whole bench: what is started, what is measured in which order, and the budgets it is held against.

Yardsticks run under the same gunicorn.conf.py and are measured just before what they are compared with, or turn about
with it: on a small machine two minutes apart are two different machines. Rate limits and spending ceilings are out of
the way, as one client here is hundreds of students.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from scripts.bench.campuses import compare as compare_campuses
from scripts.bench.guide_size import FEW, MANY, turn_ms
from scripts.bench.ingest import ingest
from scripts.bench.load import Figures, Kind, generator, measure
from scripts.bench.probes import Api, corners, ranking_ms, searches_ms
from scripts.bench.processes import (
    ROOT,
    Server,
    gunicorn,
    shell_environment,
    simulator,
    upstream_environment,
    wait_until_idle,
)
from scripts.bench.results import HEADER, Budget, Results
from tests.servers import postgres_server, redis_server
from tests.simulator.upstreams.gemini import FIRST_CHUNK_SHARE

# As simulated, places 120 ms, the route matrix 90 ms and the model 800 ms come one after the other.
CRITICAL_PATH_MS = 1010
CROWD = 50
MOST_CLIENTS = 200
AFTERNOON = "2026-11-18T15:00:00-05:00"  # a Wednesday, in New York
SERVER = "scripts.bench.clocked:app"
TURNS_ABOUT = 10  # two windows of one server differ by a fifth and more: how threads and processors fall to each other
HASHERS = 4  # a password hash takes a quarter of a second of one core: more at once only wait
STREAMS = 8
PARTS = ("turns", "pages", "guide", "campuses", "ranking", "events")
SLOWEST_OF_DASHBOARD_MS = 120  # as simulated, a places search
COLD_DASHBOARDS = 40
MANY_EVENTS = 20_000
EMAIL, PASSWORD = "bench@nyu.edu", "a bench of red granite 1831"
QUICK = "/api/v1/quick_recs?category=chill_cafes&latitude=40.7295&longitude=-73.9965"
TOP = "/api/v1/top_recommendations?latitude=40.7295&longitude=-73.9965"
DASHBOARD = "/api/v1/dashboard?latitude=40.7295&longitude=-73.9965"
QUESTION = "A quiet cafe where I can work this afternoon?"


@dataclass(slots=True)
class Bench:
    """`pace` stretches every load: 1 is the full bench, less is a rehearsal."""

    results: Results
    pace: float
    only: frozenset[str]

    def wants(self, part: str) -> bool:
        return not self.only or part in self.only

    def load(self, url: str, clients: int, seconds: float, kind: Kind = "get", token: str | None = None) -> Figures:
        """Waits first until the server has done what an earlier load left behind."""
        wait_until_idle(url)
        return measure(url, clients=clients, seconds=max(2, seconds * self.pace), kind=kind, token=token)


@dataclass(frozen=True, slots=True)
class Yardsticks:
    hello: str
    upstreams: str


def run(bench: Bench) -> None:
    with ExitStack() as stack:
        upstreams = stack.enter_context(simulator())
        judged_at = {"upstream": "google_places", "now": AFTERNOON.removesuffix("-05:00")}
        Api(upstreams).call("POST", "/_simulator/modes", judged_at)
        environ = _environment(stack)
        yardsticks = _yardsticks(stack, upstreams)
        with_keys = environ | upstream_environment(upstreams)
        with gunicorn(SERVER, with_keys, check="/health/ready") as server:
            _start_up(bench, server)
            if bench.wants("turns"):
                _turns_with_keys(bench, server, upstreams, yardsticks)
            if bench.wants("pages"):
                _pages(bench, server, upstreams, yardsticks)
            bench.results.value("memory after the load (PSS)", server.memory_mb(), "MB", budget=Budget("<=", 700))
        if bench.wants("guide"):
            without_keys = environ | upstream_environment(upstreams, keys=False)
            with gunicorn(SERVER, without_keys, check="/health/ready") as server:
                _turns_without_keys(bench, server)
            _guide_size(bench)
        if bench.wants("campuses"):
            compare_campuses(bench.results, environ | upstream_environment(upstreams, keys=False))
    if bench.wants("ranking"):
        _ranking(bench)
    if bench.wants("events"):
        _events(bench)


def _environment(stack: ExitStack) -> dict[str, str]:
    """What every violet of the bench gets: a migrated PostgreSQL, Redis, production's number of workers."""
    database = stack.enter_context(postgres_server())
    environ = {
        "DATABASE_URL": database,
        "REDIS_URL": stack.enter_context(redis_server()).url,
        "JWT_SECRET": "the bench's own secret, of more than 32 bytes",
        "RATELIMIT_ENABLED": "false",
        "USER_DAY_CEILING_USD": "1000000",
        "ADDRESS_DAY_CEILING_USD": "1000000",
        "DEPLOYMENT_DAY_CEILING_USD": "1000000",
        "LOG_FORMAT": "json",
        "WEB_CONCURRENCY": "2",
        "BENCH_CLOCK": AFTERNOON,
        "MALLOC_ARENA_MAX": "2",  # this and the next as app.yaml
        "MALLOC_MMAP_THRESHOLD_": "131072",
    }
    release = [str(ROOT / "scripts/release")]
    subprocess.run(release, env=shell_environment() | environ, check=True, capture_output=True)
    return environ


def _yardsticks(stack: ExitStack, upstreams: str) -> Yardsticks:
    same = {"WEB_CONCURRENCY": "2", "EMBEDDINGS": "off", "LOG_LEVEL": "WARNING", "GEMINI_MODEL": "gemini-3.8-flash"}
    environ = same | upstream_environment(upstreams)
    config = "scripts/bench/yardsticks_gunicorn.py"
    hello = stack.enter_context(gunicorn("scripts.bench.yardsticks:hello", environ, check="/", config=config))
    calls = gunicorn("scripts.bench.yardsticks:upstreams", environ, check="/health", config=config)
    return Yardsticks(hello.url + "/", stack.enter_context(calls).url + "/")


def _start_up(bench: Bench, server: Server) -> None:
    bench.results.value("start-up, command to ready", server.started_in_s, "s")
    Api(server.url).call("POST", "/api/v1/chat", {"message": QUESTION})
    bench.results.value("memory after one turn (PSS)", server.memory_mb(), "MB", budget=Budget("<=", 700))


def _turns_with_keys(bench: Bench, server: Server, upstreams: str, yardsticks: Yardsticks) -> None:
    results, chat = bench.results, server.url + "/api/v1/chat"
    _calls(bench, server, upstreams)
    _streams(bench, server, upstreams)
    for clients, seconds in ((1, 12), (CROWD, 10), (MOST_CLIENTS, 12)):
        bare = bench.load(yardsticks.upstreams, clients, seconds, "cold")
        results.load("bare Flask, the same upstream calls", bare, clients)
        cold = bench.load(chat, clients, seconds, "cold")
        budget = Budget(">=", 0.6) if clients == MOST_CLIENTS else None
        results.load("turn, all keys, nothing cached", cold, clients, yardstick=bare, budget=budget)
        if clients == 1:
            added = (cold.p50_ms - CRITICAL_PATH_MS) / CRITICAL_PATH_MS * 100
            results.value("  added to the upstreams' critical path", added, "%", budget=Budget("<=", 10))
    results.load("turn, all keys, asked nearby before", bench.load(chat, CROWD, 8, "warm"), CROWD)


def _streams(bench: Bench, server: Server, upstreams: str) -> None:
    """At one client: how soon the cards come, and the first words after the model's own first token."""
    violet, simulated = Api(server.url), Api(upstreams)
    token_s = FIRST_CHUNK_SHARE * simulated.call("GET", "/_simulator")["latency"]["gemini"]
    cards, words = [], []
    for lat, lng in corners(STREAMS):
        simulated.call("POST", "/_simulator/forget")
        streamed = violet.stream(QUESTION, latitude=lat, longitude=lng)
        (asked,) = simulated.call("GET", "/_simulator/requests?upstream=gemini")["requests"]
        cards.append((streamed.cards - streamed.asked) * 1000)
        words.append((streamed.words - asked["arrived"] - token_s) * 1000)
    bench.results.value("stream, cards (median)", statistics.median(cards), "ms", budget=Budget("<=", 350))
    bench.results.value(
        "stream, first words after the model's first token (median)", statistics.median(words), "ms",
        budget=Budget("<=", 250),
    )  # fmt: skip


def _calls(bench: Bench, server: Server, upstreams: str) -> None:
    """Upstream calls and list price of one cold turn, and of the same question asked again."""
    violet, counter = Api(server.url), Api(upstreams)
    place = {"latitude": 40.7061, "longitude": -73.9969}
    for name, most_calls, most_dollars in (("cold turn", 5, 0.07), ("the same again", 1, 0.07)):
        counter.call("POST", "/_simulator/forget")
        answer = violet.call("POST", "/api/v1/chat", {"message": QUESTION} | place)
        made = sum(counter.call("GET", "/_simulator")["counts"].values())
        bench.results.value(f"{name}: upstream calls", made, "", budget=Budget("<=", most_calls))
        cost = answer["usage"]["estimated_cost_usd"]
        bench.results.value(f"{name}: list price", cost, "$", budget=Budget("<=", most_dollars))


def _pages(bench: Bench, server: Server, upstreams: str, yardsticks: Yardsticks) -> None:
    """The small requests and the bare hello, turn about, so that both have the machine's good and bad moments."""
    results, violet = bench.results, Api(server.url)
    account = violet.call("POST", "/api/v1/auth/signup", {"email": EMAIL, "password": PASSWORD})
    token = account["token"]
    half = Budget(">=", 0.5)
    for name, path, bearer, budget in (
        ("quick_recs, asked before", QUICK, None, half),
        ("me", "/api/v1/user/me", token, half),
        ("top_recommendations, asked before", TOP, None, None),
        ("dashboard, asked before", DASHBOARD, token, None),
    ):
        violet.call("GET", path, token=bearer)
        windows = [
            (bench.load(yardsticks.hello, CROWD, 2), bench.load(server.url + path, CROWD, 2, token=bearer))
            for _ in range(TURNS_ABOUT if budget else 3)
        ]
        hello, page = map(Figures.together, zip(*windows, strict=True))
        results.load("bare Flask hello", hello, CROWD)
        results.load(name, page, CROWD, yardstick=hello, budget=budget)
    _cold_dashboards(bench, violet, token, upstreams)
    login = f'{{"email": "{EMAIL}", "password": "{PASSWORD}"}}'
    results.load("log-in", bench.load(server.url + "/api/v1/auth/login", HASHERS, 5, "login", login), HASHERS)


def _cold_dashboards(bench: Bench, violet: Api, token: str, upstreams: str) -> None:
    """Each for a spot where nobody asked before, beside its slowest upstream: the places searches, as a bare client
    finds them on this machine at that moment, and as they would be were the way to them and the client for nothing."""
    times, searches = [], []
    for lat, lng in corners(STREAMS + COLD_DASHBOARDS)[STREAMS:]:
        searches.append(searches_ms(upstreams, lat, lng))
        began = time.perf_counter()
        violet.call("GET", f"/api/v1/dashboard?latitude={lat}&longitude={lng}", token=token)
        times.append((time.perf_counter() - began) * 1000)
    cold, ratios = statistics.median(times), [ours / bare for ours, bare in zip(times, searches, strict=True)]
    bench.results.value("its searches, by a bare client (median)", statistics.median(searches), "ms")
    bench.results.value("dashboard, cold (median)", cold, "ms")
    bench.results.value(
        "  times its slowest upstream (median)", statistics.median(ratios), "", budget=Budget("<=", 1.15)
    )
    bench.results.value("  times the latency of a search alone", cold / SLOWEST_OF_DASHBOARD_MS, "")


def _events(bench: Bench) -> None:
    with postgres_server() as database:
        done = ingest(database, MANY_EVENTS)
    bench.results.value(f"first refresh of {done.events:,} events", done.first_s, "s", budget=Budget("<=", 60))
    bench.results.value("the same again, nothing new", done.second_s, "s")


def _turns_without_keys(bench: Bench, server: Server) -> None:
    chat = server.url + "/api/v1/chat"
    Api(server.url).call("POST", "/api/v1/chat", {"message": QUESTION})
    for clients, budget in ((1, Budget("<=", 60, " ms p95")), (CROWD, Budget(">=", 60, "/s")), (MOST_CLIENTS, None)):
        bench.results.load(
            "turn, no keys (guide, template)", bench.load(chat, clients, 7, "cold"), clients, budget=budget
        )
    bench.results.load("quick_recs, no keys", bench.load(server.url + QUICK, CROWD, 5), CROWD)


def _ranking(bench: Bench) -> None:
    times = {count: ranking_ms(count) for count in (1_000, 10_000, 100_000)}
    for count, took in times.items():
        bench.results.value(f"ranking {count:,} candidates", took, "ms")
    growth = times[100_000] / times[1_000]
    bench.results.value("ranking, 100 times the candidates", growth, "times the time", budget=Budget("<=", 250))


def _guide_size(bench: Bench) -> None:
    times = turn_ms()
    for count, took in times.items():
        bench.results.value(f"turn on a guide of {count:,} places", took, "ms of a core")
    growth = times[MANY] / times[FEW]
    bench.results.value("  the large guide against the small", growth, "times", budget=Budget("<=", 1.3))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="scripts/bench/all", description=__doc__)
    parser.add_argument("--json", type=Path, default=ROOT / "build/bench.json", help="where the figures go as JSON")
    parser.add_argument("--pace", type=float, default=1.0, help="stretches every load; 0.3 for a rehearsal")
    parser.add_argument(
        "--only", action="append", choices=("turns", "pages", "guide", "ranking"), help="only this part"
    )
    options = parser.parse_args(arguments)
    bench = Bench(Results(), options.pace, frozenset(options.only or ()))
    begun = time.monotonic()
    print(HEADER, flush=True)
    run(bench)
    about = {
        "load_generator": generator(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "took_s": round(time.monotonic() - begun),
    }
    bench.results.save(options.json, about)
    print(f"\n{about}, JSON in {options.json}")
    for name in bench.results.missed:
        print(f"MISSED: {name}")
    return 1 if bench.results.missed else 0


if __name__ == "__main__":
    sys.exit(main())

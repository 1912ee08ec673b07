"""Prometheus metrics, right across gunicorn's workers. A leaf.

With PROMETHEUS_MULTIPROC_DIR set (gunicorn.conf.py does) every worker keeps its numbers in a file of its own and a
scrape adds them up. Label values that do not come from a fixed list are capped, so no caller can make the number of
series grow.
"""

from __future__ import annotations

import struct
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.values import ValueClass

from violet.observability.tracing import current_trace

OTHER = "other"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
READINGS = 4
BETWEEN_READINGS_S = 0.02
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 20.0)
UPSTREAM_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)

_requests = Counter("violet_http_requests", "Requests answered.", ["method", "route", "status"])
_request_seconds = Histogram(
    "violet_http_request_duration_seconds",
    "Seconds from the first line of a request to the last byte of its answer.",
    ["method", "route"],
    buckets=REQUEST_BUCKETS,
)
_upstream_calls = Counter("violet_upstream_calls", "Calls to upstreams.", ["provider", "outcome"])
_upstream_seconds = Histogram(
    "violet_upstream_duration_seconds", "Seconds of one upstream call.", ["provider"], buckets=UPSTREAM_BUCKETS
)
_cache_lookups = Counter("violet_cache_lookups", "Lookups in the cache of upstream answers.", ["provider", "result"])
_breaker_open = Gauge(
    "violet_breaker_open", "Workers whose circuit breaker is open.", ["name"], multiprocess_mode="livesum"
)
_chat_turns = Counter("violet_chat_turns", "Chat turns answered.", ["kind", "degraded"])
_chat_degradations = Counter("violet_chat_degradations", "Chat turns answered without a source.", ["source"])
_llm_tokens = Counter("violet_llm_tokens", "Tokens of the language model.", ["direction"])
_estimated_cost = Counter("violet_estimated_cost_dollars", "Cost at list prices, in US dollars.", ["provider"])
_active_streams = Gauge("violet_active_streams", "Streamed answers under way.", multiprocess_mode="livesum")
_pool_connections = Gauge(
    "violet_database_pool_connections", "Database connections by state.", ["state"], multiprocess_mode="livesum"
)
_build = Gauge("violet_build", "1, labelled with what is running.", ["version", "commit"], multiprocess_mode="livemax")


class _Capped:
    """Label values seen so far, at most `limit` of them; all further ones are "other"."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._seen: set[str] = set()
        self._lock = threading.Lock()

    def __call__(self, value: str) -> str:
        if value in self._seen:
            return value
        with self._lock:
            if len(self._seen) < self._limit:
                self._seen.add(value)
                return value
        return OTHER


_route = _Capped(200)
_provider = _Capped(40)
_outcome = _Capped(30)
_breaker = _Capped(40)
_kind = _Capped(30)
_source = _Capped(40)


def observe_request(*, method: str, route: str | None, status: int, seconds: float) -> None:
    """One answered request. `route` is the URL rule with its placeholders; None where no rule matched."""
    method = method if method in METHODS else OTHER
    rule = _route(route) if route else "unmatched"
    count, duration = _request_series(method, rule, status)
    count.inc()
    duration.observe(seconds)


@cache
def _request_series(method: str, rule: str, status: int) -> tuple[Counter, Histogram]:
    """Looked up once for each combination, of which there are few: every request counts itself."""
    return _requests.labels(method, rule, str(status)), _request_seconds.labels(method, rule)


def observe_upstream(provider: str, outcome: str, seconds: float) -> None:
    """One call to an upstream, each retry a call of its own; also counted for the request that is current.

    `outcome` is "ok" or a `providers.base.Failure`.
    """
    provider = _provider(provider)
    _upstream_calls.labels(provider, _outcome(str(outcome))).inc()
    _upstream_seconds.labels(provider).observe(seconds)
    trace = current_trace()
    if trace is not None:
        trace.upstream_called(provider, str(outcome), seconds)


def cache_lookup(provider: str, hit: bool) -> None:
    _cache_lookups.labels(_provider(provider), "hit" if hit else "miss").inc()


def breaker_state(name: str, state: Literal["closed", "open", "half_open"]) -> None:
    _breaker_open.labels(_breaker(name)).set(0 if state == "closed" else 1)


def chat_turn(kind: str, degraded: Sequence[str]) -> None:
    """One answered turn of an intent `kind`; `degraded` names the sources it had to do without."""
    _chat_turns.labels(_kind(kind), "true" if degraded else "false").inc()
    for source in degraded:
        _chat_degradations.labels(_source(source)).inc()


def llm_tokens(*, input_tokens: int, output_tokens: int) -> None:
    _llm_tokens.labels("input").inc(input_tokens)
    _llm_tokens.labels("output").inc(output_tokens)


def estimated_cost(provider: str, dollars: float) -> None:
    _estimated_cost.labels(_provider(provider)).inc(dollars)


@contextmanager
def active_stream() -> Iterator[None]:
    """Around a streamed answer, from its first byte until it is finished or given up."""
    _active_streams.inc()
    try:
        yield
    finally:
        _active_streams.dec()


def pool_connections(*, opened: int, in_use: int) -> None:
    """This worker's database connections at this moment: open, and of these in use."""
    _pool_series("open").set(opened)
    _pool_series("in_use").set(in_use)


def pool_connection_returned() -> None:
    """One database connection is no longer in use."""
    _pool_series("in_use").dec()


@cache
def _pool_series(state: str) -> Gauge:
    return _pool_connections.labels(state)


def build_info(*, version: str, commit: str) -> None:
    """What is running: said at every scrape, so that it is there in whichever process answers."""
    _build.labels(version, commit).set(1)


def exposition() -> tuple[bytes, str]:
    """What a scrape gets: the text and its content type.

    A worker that is just making its file of numbers leaves it empty for a moment, which the library cannot read.
    """
    for _ in range(READINGS - 1):
        try:
            return generate_latest(_registry()), CONTENT_TYPE_LATEST
        except (struct.error, RuntimeError):
            time.sleep(BETWEEN_READINGS_S)
    return generate_latest(_registry()), CONTENT_TYPE_LATEST


def _registry() -> CollectorRegistry:
    if not ValueClass._multiprocess:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry

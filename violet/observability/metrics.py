"""Prometheus metrics, right across gunicorn's workers. A leaf.

With PROMETHEUS_MULTIPROC_DIR set (gunicorn.conf.py does) every worker keeps its numbers in a file of its own and a
scrape adds them up. Label values that do not come from a fixed list are capped, so no caller can make the number of
series grow.
"""

from __future__ import annotations

import threading
from collections import Counter as Counted
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Literal

from prometheus_client import Counter, Gauge, Histogram

from violet.observability.tracing import current_trace

OTHER = "other"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 20.0)
LATENCY_BUCKETS = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 300.0, 3600.0)
JOB_BUCKETS = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0)
UPSTREAM_BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8)

_requests = Counter("violet_http_requests", "Requests answered.", ["method", "route", "status"])
_request_seconds = Histogram(
    "violet_http_request_duration_seconds",
    "Seconds from the first line of a request to the last byte of its answer.",
    ["method", "route"],
    buckets=REQUEST_BUCKETS,
)
_campus_requests = Counter("violet_campus_requests", "Requests answered for a campus.", ["campus"])
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
_slow_clients = Counter(
    "violet_slow_clients", "Connections ended because the client was slow, by what it was slow at.", ["stage"]
)
for _stage in ("idle", "head", "body", "answer", "ending"):
    _slow_clients.labels(_stage)  # or the first scrapes would know nothing of it
_unreadable_fields = Counter("violet_unreadable_fields", "Encrypted fields read that none of the keys opens.")
_active_streams = Gauge("violet_active_streams", "Streamed answers under way.", multiprocess_mode="livesum")
_pool_connections = Gauge(
    "violet_database_pool_connections", "Database connections by state.", ["state"], multiprocess_mode="livesum"
)
_build = Gauge("violet_build", "1, labeled with what is running.", ["version", "commit"], multiprocess_mode="livemax")
_open_data = Counter("violet_open_data_reads", "Data sets read, by what became of it.", ["campus", "outcome"])
_open_data.labels(OTHER, "ok")  # or the first scrapes would know nothing of it
_jobs = Counter("violet_jobs", "Attempts at jobs that ended.", ["kind", "state"])
_job_seconds = Histogram(
    "violet_job_duration_seconds", "Seconds of one attempt at a job.", ["kind"], buckets=JOB_BUCKETS
)
_jobs_waiting = Gauge(
    "violet_jobs_oldest_due_seconds",
    "How long the oldest job that is due has waited.",
    multiprocess_mode="livemostrecent",
)
_jobs_on_record = Gauge(
    "violet_jobs_on_record", "Jobs by kind and state, as the database has them.", ["kind", "state"],
    multiprocess_mode="livemostrecent",
)  # fmt: skip
_messages_on_record = Gauge(
    "violet_outbox_on_record", "Messages of the outbox by channel and state.", ["channel", "state"],
    multiprocess_mode="livemostrecent",
)  # fmt: skip
_notifications = Counter("violet_notifications", "Messages by what became of them.", ["channel", "outcome"])
_notification_seconds = Histogram(
    "violet_notification_latency_seconds",
    "Seconds from when a message was due to when a provider took it.",
    ["channel"],
    buckets=LATENCY_BUCKETS,
)
_outbox_oldest = Gauge(
    "violet_outbox_oldest_due_seconds",
    "How long the oldest message that is due has waited.",
    multiprocess_mode="livemostrecent",
)
_sockets = Gauge("violet_realtime_sockets", "Open sockets, by who has them.", ["who"], multiprocess_mode="livesum")
_socket_events = Counter("violet_realtime_events", "What apps asked for over sockets.", ["event", "outcome"])
_sockets_closed = Counter("violet_realtime_closed", "Sockets that the server closed or refused, by reason.", ["reason"])
for _who in ("user", "guest"):
    _sockets.labels(_who)
for _event in ("join", "leave", "watch"):
    _socket_events.labels(_event, "ok")
for _reason in ("slow", "expired", "logged_out", "too_many", "chatty", "unauthorized"):
    _sockets_closed.labels(_reason)
# Known from the first scrape on, as a query that finds nothing looks like one that finds no fault.
JOB_KINDS = ("events.refresh", "open_data.refresh", "user.export", "content.due")
JOB_STATES = ("queued", "running", "retrying", "succeeded", "failed", "dead")
CHANNELS = ("push", "email", "sms")
MESSAGE_STATES = ("queued", "claimed", "sending", "sent", "dropped", "dead")
for _known_kind in JOB_KINDS:
    _job_seconds.labels(_known_kind)
    for _known_state in ("succeeded", "retrying", "failed", "dead"):
        _jobs.labels(_known_kind, _known_state)
for _known_channel in CHANNELS:
    _notification_seconds.labels(_known_channel)
    for _known_outcome in ("sent", "retry", "dead"):
        _notifications.labels(_known_channel, _known_outcome)


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


_campus = _Capped(20)
_route = _Capped(200)
_provider = _Capped(40)
_outcome = _Capped(30)
_breaker = _Capped(40)
_kind = _Capped(30)
_source = _Capped(40)
_job_kind = _Capped(30)


def observe_request(*, method: str, route: str | None, status: int, seconds: float) -> None:
    """One answered request. `route` is the URL rule with its placeholders; None where no rule matched."""
    method = method if method in METHODS else OTHER
    rule = _route(route) if route else "unmatched"
    count, duration = _request_series(method, rule, status)
    count.inc()
    duration.observe(seconds)


def open_data_read(campus_id: str, outcome: str) -> None:
    """One look at a data set: "ok", "unchanged", "drift", or the kind of failure."""
    _open_data.labels(_campus(campus_id), _outcome(outcome)).inc()


def campus_served(campus_id: str) -> None:
    """One request answered, as one of the campus's."""
    _campus_series(_campus(campus_id)).inc()


@cache
def _campus_series(campus_id: str) -> Counter:
    return _campus_requests.labels(campus_id)


@cache
def _request_series(method: str, rule: str, status: int) -> tuple[Counter, Histogram]:
    """Looked up once for each combination, of which there are few: every request counts itself."""
    return _requests.labels(method, rule, str(status)), _request_seconds.labels(method, rule)


def slow_client(stage: str) -> None:
    """One connection ended: "idle", "head" or "body" of a request, its "answer", or the "ending"."""
    _slow_clients.labels(stage).inc()


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


def job_ended(kind: str, state: str, seconds: float) -> None:
    """One attempt at a job; `state` is the job's afterwards, or "lost" where another worker has it now."""
    name = _job_kind(kind)
    _jobs.labels(name, state).inc()
    _job_seconds.labels(name).observe(seconds)


def jobs_on_record(counts: Mapping[tuple[str, str], int], oldest_due_s: float) -> None:
    """Jobs by kind and state, and how late those are that wait (0 where none does): said at every scrape, as those who
    work at them are processes that nobody scrapes."""
    named = Counted({(_job_kind(kind), state): count for (kind, state), count in counts.items()})
    for labels in {*named, *((kind, state) for kind in JOB_KINDS for state in JOB_STATES)}:
        _jobs_on_record.labels(*labels).set(named[labels])
    _jobs_waiting.set(oldest_due_s)


def notifications(channel: str, outcome: str, count: int = 1) -> None:
    """Messages of a channel. `outcome` is a `messages.Verdict`, "dropped" where nobody is to get them any more, or
    "ambiguous" (beside the verdict) where an earlier sender may have handed them over already."""
    _notifications.labels(channel, outcome).inc(count)


def notification_latency(channel: str, seconds: float) -> None:
    _notification_seconds.labels(channel).observe(max(0.0, seconds))


def messages_on_record(counts: Mapping[tuple[str, str], int], oldest_due_s: float) -> None:
    """Messages of the outbox by channel and state, and how late those are that wait: said at every scrape."""
    found = Counted(counts)
    for labels in {*found, *((channel, state) for channel in CHANNELS for state in MESSAGE_STATES)}:
        _messages_on_record.labels(*labels).set(found[labels])
    _outbox_oldest.set(oldest_due_s)


def sockets(*, users: int, guests: int) -> None:
    """Those of this process at this moment."""
    _sockets.labels("user").set(users)
    _sockets.labels("guest").set(guests)


def socket_event(event: str, outcome: str) -> None:
    """`event` is one of the few that a socket takes, `outcome` "ok" or an error's code."""
    _socket_events.labels(event, _outcome(outcome)).inc()


def socket_closed(reason: str) -> None:
    """One that was closed, or not let in: "slow", "expired", "logged_out", "too_many", "chatty" or "unauthorized"."""
    _sockets_closed.labels(reason).inc()


def llm_tokens(*, input_tokens: int, output_tokens: int) -> None:
    _llm_tokens.labels("input").inc(input_tokens)
    _llm_tokens.labels("output").inc(output_tokens)


def estimated_cost(provider: str, dollars: float) -> None:
    _estimated_cost.labels(_provider(provider)).inc(dollars)


def field_unreadable() -> None:
    _unreadable_fields.inc()


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

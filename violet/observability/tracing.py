"""Which request the running code works for: its id, its W3C trace and the upstream calls it has made. A leaf.

The trace lives in a context variable: work handed to another thread has to run in a copy of the context.
"""

from __future__ import annotations

import contextvars
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")
_TRACE_ID = re.compile(r"(?!0{32})[0-9a-f]{32}")


Kind = Literal["server", "consumer", "client", "internal"]
# Those that are the whole of a trace: a request, a job.
WHOLE: tuple[Kind, ...] = ("server", "consumer")


@dataclass(frozen=True, slots=True)
class Span:
    """A finished piece of work. Ids are hex, times Unix nanoseconds; `span_id` None is any."""

    kind: Kind
    name: str
    trace_id: str
    span_id: str | None
    parent_id: str | None
    flags: str
    started_ns: int
    ended_ns: int
    attributes: Mapping[str, str | int]


@dataclass(slots=True)
class Trace:
    """One request. `trace_id` and `span_id` are hex as in W3C Trace Context, `parent_id` is the caller's span;
    `started` is monotonic seconds."""

    request_id: str
    trace_id: str
    span_id: str
    parent_id: str | None = None
    flags: str = "00"
    started: float = field(default_factory=time.perf_counter)
    _upstream: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def upstream_called(self, provider: str, outcome: str, seconds: float) -> None:
        """A call on behalf of this request has just ended."""
        with self._lock:
            self._upstream[provider] += 1
        self._report("client", provider, seconds, {"outcome": outcome})

    def answered(self, name: str, attributes: Mapping[str, str | int]) -> None:
        """The request is done, its answer sent."""
        self._report("server", name, self.elapsed_s(), attributes)

    def job_ended(self, name: str, attributes: Mapping[str, str | int]) -> None:
        self._report("consumer", name, self.elapsed_s(), attributes)

    def worked(self, kind: Kind, name: str, seconds: float, attributes: Mapping[str, str | int]) -> None:
        """A part of it has just ended."""
        self._report(kind, name, seconds, attributes)

    def upstream_calls(self) -> dict[str, int]:
        """Calls made so far, by provider."""
        with self._lock:
            return dict(self._upstream)

    def elapsed_s(self) -> float:
        return time.perf_counter() - self.started

    def _report(self, kind: Kind, name: str, seconds: float, attributes: Mapping[str, str | int]) -> None:
        if not _span_sinks:
            return
        own_id, parent_id = (self.span_id, self.parent_id) if kind in WHOLE else (None, self.span_id)
        ended_ns = time.time_ns()
        started_ns = ended_ns - round(seconds * 1e9)
        span = Span(kind, name, self.trace_id, own_id, parent_id, self.flags, started_ns, ended_ns, attributes)
        for sink in _span_sinks:
            sink(span)


_span_sinks: list[Callable[[Span], None]] = []
_current: contextvars.ContextVar[Trace | None] = contextvars.ContextVar("violet_trace", default=None)


def begin_trace(*, request_id: str | None = None, traceparent: str | None = None) -> Trace:
    """Starts the trace of a request. A given id or traceparent that is not well formed is replaced.

    Source of the header's form: https://www.w3.org/TR/trace-context/#traceparent-header
    """
    known = _parse_traceparent(traceparent or "")
    given = request_id if request_id and _REQUEST_ID.fullmatch(request_id) else None
    fresh = secrets.token_hex(24)  # asked for once: each time is a call to the system
    own_id = given or fresh[16:]
    if known is None:
        trace_id = own_id if _TRACE_ID.fullmatch(own_id) else fresh[16:]
        known = (trace_id, None, "01" if _span_sinks else "00")
    trace = Trace(own_id, trace_id=known[0], span_id=fresh[:16], parent_id=known[1], flags=known[2])
    _current.set(trace)
    return trace


def end_trace(trace: Trace) -> None:
    """What this thread does from now on is not part of `trace` any more."""
    if _current.get() is trace:
        _current.set(None)


def current_trace() -> Trace | None:
    return _current.get()


def outgoing_headers() -> dict[str, str]:
    """The headers that tell an upstream which trace a call belongs to; empty outside a request."""
    trace = _current.get()
    if trace is None:
        return {}
    return {"traceparent": f"00-{trace.trace_id}-{trace.span_id}-{trace.flags}"}


def collected() -> Trace | None:
    """The trace that this thread works for, where somebody collects spans."""
    return _current.get() if _span_sinks else None


@contextmanager
def span(kind: Kind, name: str, **attributes: str | int) -> Iterator[None]:
    """A part of what this thread works for; nothing where nobody collects spans."""
    trace = collected()
    if trace is None:
        yield
        return
    began = time.perf_counter()
    try:
        yield
    finally:
        trace.worked(kind, name, time.perf_counter() - began, attributes)


def send_spans_to(sink: Callable[[Span], None]) -> None:
    """`sink` gets every span from now on, in the thread that did the work; it must be quick and never raise."""
    _span_sinks.append(sink)


def _parse_traceparent(header: str) -> tuple[str, str | None, str] | None:
    """Trace id, the caller's span and flags; None where the header is not well formed."""
    match = _TRACEPARENT.fullmatch(header.strip())
    if match is None:
        return None
    version, trace_id, parent_id, flags, more = match.groups()
    if version == "ff" or (version == "00" and more) or not int(trace_id, 16) or not int(parent_id, 16):
        return None
    return trace_id, parent_id, flags

"""Which request the running code works for: its id, its W3C trace and the upstream calls it has made. A leaf.

The trace lives in a context variable: work handed to another thread has to run in a copy of the context.
"""

from __future__ import annotations

import contextvars
import re
import secrets
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field

_TRACEPARENT = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?")
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")
_TRACE_ID = re.compile(r"(?!0{32})[0-9a-f]{32}")


@dataclass(slots=True)
class Trace:
    """One request. `trace_id` and `span_id` are hex as in W3C Trace Context; `started` is monotonic seconds."""

    request_id: str
    trace_id: str
    span_id: str
    flags: str = "00"
    started: float = field(default_factory=time.perf_counter)
    _upstream: Counter[str] = field(default_factory=Counter)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count_upstream_call(self, provider: str) -> None:
        with self._lock:
            self._upstream[provider] += 1

    def upstream_calls(self) -> dict[str, int]:
        """Calls made so far, by provider."""
        with self._lock:
            return dict(self._upstream)

    def elapsed_s(self) -> float:
        return time.perf_counter() - self.started


_current: contextvars.ContextVar[Trace | None] = contextvars.ContextVar("violet_trace", default=None)


def begin_trace(*, request_id: str | None = None, traceparent: str | None = None) -> Trace:
    """Starts the trace of a request. A given id or traceparent that is not well formed is replaced.

    Source of the header's form: https://www.w3.org/TR/trace-context/#traceparent-header
    """
    known = _parse_traceparent(traceparent or "")
    given = request_id if request_id and _REQUEST_ID.fullmatch(request_id) else None
    own_id = given or uuid.uuid4().hex
    if known is None:
        trace_id = own_id if _TRACE_ID.fullmatch(own_id) else secrets.token_hex(16)
        known = (trace_id, "00")
    trace = Trace(request_id=own_id, trace_id=known[0], span_id=secrets.token_hex(8), flags=known[1])
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


def _parse_traceparent(header: str) -> tuple[str, str] | None:
    match = _TRACEPARENT.fullmatch(header.strip())
    if match is None:
        return None
    version, trace_id, parent_id, flags, more = match.groups()
    if version == "ff" or (version == "00" and more) or not int(trace_id, 16) or not int(parent_id, 16):
        return None
    return trace_id, flags

"""What every request carries: an id that goes in, through the logs and out; an access line; the services' dependencies.

The access line is written when the answer has been sent, so a stream counts until its last byte. It names the route,
not the address: addresses hold positions and tokens.
"""

from __future__ import annotations

from typing import Any, cast

import structlog
from flask import Flask, Request, Response, current_app, g, request

from violet.container import Container
from violet.database import use
from violet.observability import metrics
from violet.observability.logging import plain_line
from violet.observability.tracing import Trace, begin_trace, end_trace
from violet.served import Served, ServedCampuses
from violet.services.accounts import security_log

# Probes and scrapes come every few seconds and say nothing while they succeed.
QUIET_ROUTES = ("/health", "/metrics")


def server() -> Container:
    """The app's own, of the default campus as its pack has it."""
    return cast("Container", current_app.extensions["violet"])


def served_campuses() -> ServedCampuses:
    return cast("ServedCampuses", current_app.extensions["violet_served"])


def served() -> Served:
    """The request's campus, the default where none is chosen yet."""
    campuses = served_campuses()
    return campuses.at(g.get("campus_id") or campuses.default.base.campus.id)


def choose_campus(campus_id: str) -> None:
    """From now on the request is of this campus, one of those served."""
    scope = this_scope()
    scope.campus_id, scope.container = campus_id, None


def container() -> Container:
    """The one of the request's campus that was in force when the request first asked: whatever is published meanwhile,
    it sees one campus."""
    scope = this_scope()
    pinned = scope.get("container")
    if pinned is None:
        pinned = scope.container = served().now()
    return cast("Container", pinned)


def request_id() -> str:
    trace = g.get("trace")
    return trace.request_id if isinstance(trace, Trace) else "-"


def this_request() -> Request:
    """The request itself. `request` looks it up at each use, which for what every request does adds up (measured: 40 us
    of 300 for quick_recs)."""
    return cast("Request", request._get_current_object())  # type: ignore[attr-defined]


def this_scope() -> Any:
    """What `g` stands for, as `this_request` is what `request` does."""
    return g._get_current_object()


def in_address(asked: Request, name: str) -> str | None:
    """A parameter of the address. Asked with `get`, it raises and catches an error of its own where it is not there."""
    if name not in asked.args:
        return None
    return asked.args[name]


def vary_by(response: Response, header: str) -> None:
    """Says that the answer hangs on this header of the request. `response.vary` parses what is said so far for that."""
    said = next((value for name, value in response.headers if name == "Vary"), None)
    response.headers["Vary"] = f"{said}, {header}" if said else header


def register_request_hooks(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_finish)
    app.teardown_request(lambda _error: use(None))


def _begin() -> None:
    asked = this_request()
    use(server().engine)
    structlog.contextvars.clear_contextvars()
    security_log.called_from(asked.remote_addr)
    g.trace = begin_trace(
        request_id=asked.environ.get("HTTP_X_REQUEST_ID"), traceparent=asked.environ.get("HTTP_TRACEPARENT")
    )


def _finish(response: Response) -> Response:
    scope, asked = this_scope(), this_request()
    trace = cast("Trace", scope.trace)
    response.headers["X-Request-ID"] = trace.request_id
    route = asked.url_rule.rule if asked.url_rule else None
    method, caller = asked.method, scope.get("caller")
    campus_id = scope.get("campus_id") or server().campus.id
    user_id = caller.account.id if caller else None

    @response.call_on_close
    def sent() -> None:
        metrics.campus_served(campus_id)
        _account_for(trace, method=method, route=route, status=response.status_code, user_id=user_id)

    return response


def _account_for(trace: Trace, *, method: str, route: str | None, status: int, user_id: int | None) -> None:
    seconds = trace.elapsed_s()
    end_trace(trace)
    trace.answered(f"{method} {route or 'unmatched'}", {"http.response.status_code": status})
    metrics.observe_request(method=method, route=route, status=status, seconds=seconds)
    if route is not None and route.startswith(QUIET_ROUTES) and status < 400:
        return
    upstream = trace.upstream_calls()
    plain_line(
        "violet.access",
        "request",
        request_id=trace.request_id,
        trace_id=trace.trace_id,
        user_id=user_id,
        method=method if method in metrics.METHODS else metrics.OTHER,
        route=route or "unmatched",
        status=status,
        ms=round(seconds * 1000, 1),
        upstream_calls=sum(upstream.values()),
        upstream=upstream,
    )

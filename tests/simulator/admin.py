"""The simulator's own HTTP door, for people and benches: everything under /_simulator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.simulator.faults import FAULT_KINDS, Fault
from tests.simulator.http import Request, Response, json_response
from tests.simulator.state import EVERY, State

PREFIX = "/_simulator"


def answer(state: State, request: Request) -> Response:
    """GET "" (what is set), GET /requests[?upstream=], POST /latency, /faults, /modes, /reset, /forget."""
    handler = _HANDLERS.get((request.method, request.path.removeprefix(PREFIX)))
    if handler is None:
        return json_response({"error": "no such door"}, status=404)
    try:
        return json_response(handler(state, request))
    except (ValueError, TypeError, KeyError) as error:
        return json_response({"error": str(error)}, status=400)


def _overview(state: State, request: Request) -> Any:
    return {"latency": {name: state.latency(name) for name in state.upstreams}, "counts": state.counts()}


def _requests(state: State, request: Request) -> Any:
    shown = [
        {
            "upstream": r.upstream,
            "method": r.method,
            "path": r.path,
            "status": r.status,
            "sku": r.sku,
            "units": r.units,
            "arrived": r.arrived,
        }
        for r in state.requests(request.query.get("upstream"))
    ]
    return {"counts": state.counts(), "skus": state.skus(), "requests": shown[-1000:]}


def _latency(state: State, request: Request) -> Any:
    """{"upstream": name or "*", "seconds": number}"""
    body = request.json()
    state.set_latency(body.get("upstream", EVERY), float(body["seconds"]))
    return _overview(state, request)


def _faults(state: State, request: Request) -> Any:
    """{"upstream": name or "*", "kind": one of FAULT_KINDS or null, "status"?, "retry_after"?, "factor"?, "times"?}"""
    body = request.json()
    upstream = body.pop("upstream", EVERY)
    state.set_fault(upstream, Fault(**body) if body.get("kind") else None)
    return {"status": "ok", "kinds": FAULT_KINDS}


def _modes(state: State, request: Request) -> Any:
    """{"upstream": name, ...options of that upstream}"""
    body = request.json()
    state.set_mode(body.pop("upstream"), body)
    return {"status": "ok"}


def _reset(state: State, request: Request) -> Any:
    state.reset()
    return {"status": "ok"}


def _forget(state: State, request: Request) -> Any:
    state.forget_requests()
    return {"status": "ok"}


_HANDLERS: dict[tuple[str, str], Callable[[State, Request], Any]] = {
    ("GET", ""): _overview,
    ("GET", "/requests"): _requests,
    ("POST", "/latency"): _latency,
    ("POST", "/faults"): _faults,
    ("POST", "/modes"): _modes,
    ("POST", "/reset"): _reset,
    ("POST", "/forget"): _forget,
}

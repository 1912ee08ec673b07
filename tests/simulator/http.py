"""Requests and responses as the simulated upstreams see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import orjson

JSON = "application/json; charset=UTF-8"


class RefusalError(Exception):
    """Raised by a handler to answer with `response` at once."""

    def __init__(self, response: Response) -> None:
        self.response = response
        super().__init__(response.status)


@dataclass(slots=True)
class Request:
    """Header names are lower case; `query` keeps the last value of a repeated name; `path` is not decoded."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises orjson.JSONDecodeError (a ValueError)."""
        return orjson.loads(self.body)


@dataclass(slots=True)
class Response:
    """`chunks` makes it a stream: each is sent after its share of the upstream's latency, and `chunk_pause_s` seconds
    more. `cut` closes the connection after the last chunk (or half the body), before the response is complete. `sku`
    names what the call is billed as, `units` how many of it."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: Sequence[tuple[str, str]] = ()
    chunks: Sequence[tuple[float, bytes]] | None = None
    chunk_pause_s: float = 0.0
    cut: bool = False
    sku: str | None = None
    units: int = 1


def json_response(value: Any, *, status: int = 200, **rest: Any) -> Response:
    return Response(status=status, body=orjson.dumps(value), **rest)


Handler = Callable[[Request, "re.Match[str] | None"], Response]


@dataclass(frozen=True, slots=True)
class Route:
    """`path` is an exact path, or a regular expression (matched in full) where `pattern` is True."""

    method: str
    path: str
    handler: Handler
    pattern: bool = False


class Upstream(Protocol):
    """One vendor. `name` is what faults, latencies and records are filed under; `latency_s` is the usual delay."""

    name: str
    latency_s: float

    def routes(self) -> Sequence[Route]: ...

    def error(self, status: int) -> Response:
        """The vendor's own error body for an HTTP status: what the `status` fault sends."""
        ...

    def set_mode(self, options: Mapping[str, Any]) -> None:
        """Vendor-specific behavior (a lying model, a missing subscription). Raises ValueError for what it lacks."""
        ...

    def reset(self) -> None:
        """Back to the usual mode; forgets what was stored."""
        ...


@dataclass(slots=True)
class Router:
    """Finds the route of a request among all upstreams."""

    upstreams: Sequence[Upstream]
    _exact: dict[tuple[str, str], tuple[Upstream, Handler]] = field(default_factory=dict)
    _patterns: list[tuple[str, re.Pattern[str], Upstream, Handler]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for upstream in self.upstreams:
            for route in upstream.routes():
                if route.pattern:
                    self._patterns.append((route.method, re.compile(route.path), upstream, route.handler))
                else:
                    self._exact[route.method, route.path] = (upstream, route.handler)

    def find(self, method: str, path: str) -> tuple[Upstream, Handler, re.Match[str] | None] | None:
        exact = self._exact.get((method, path))
        if exact is not None:
            return (*exact, None)
        for wanted, pattern, upstream, handler in self._patterns:
            match = pattern.fullmatch(path) if wanted == method else None
            if match is not None:
                return upstream, handler, match
        return None

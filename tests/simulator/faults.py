"""What can go wrong on purpose: each fault changes an answer on its way out."""

from __future__ import annotations

import dataclasses
import gzip
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args

import orjson

from tests.simulator.http import Response, Upstream

FaultKind = Literal[
    "timeout",  # reads the request and never answers
    "cut",  # closes the connection without an answer
    "cut_body",  # closes the connection in the middle of the body
    "status",  # the vendor's error body with `status` (and Retry-After)
    "html",  # an HTML page with status 200
    "html_error",  # an HTML page with `status`, as a proxy sends it
    "truncated",  # half of the JSON in a complete response
    "empty",  # 200 without a body
    "empty_object",  # 200 with {}
    "wrong_types",  # numbers for strings, strings for numbers, objects for lists
    "drip",  # everything, a byte at a time
    "drip_body",  # the body, a byte at a time
    "slow",  # `factor` times the usual delay
    "gzip",  # no fault: the body compressed, as the vendors send it to those who accept that
    "bad_gzip",  # a body that says it is compressed and is not
]
FAULT_KINDS: tuple[str, ...] = get_args(FaultKind)
HTML_PAGE = b"<!doctype html><html><head><title>Sorry</title></head><body><h1>Sorry</h1></body></html>"
SLOW_AT_LEAST_S = 0.05
DRIP_S = 0.05


@dataclass(slots=True)
class Fault:
    """`times` is how many answers it spoils (None: all, until reset); `retry_after` is sent as it is."""

    kind: FaultKind
    status: int = 503
    retry_after: str | None = None
    factor: float = 10.0
    times: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in FAULT_KINDS:
            raise ValueError(f"no such fault: {self.kind}")


def spoil(response: Response, fault: Fault, upstream: Upstream) -> Response:
    """The response as the fault leaves it. `timeout`, `cut`, `slow` and the drips are the server's to do."""
    change = _CHANGES.get(fault.kind)
    return change(response, fault, upstream) if change else response


def _status(response: Response, fault: Fault, upstream: Upstream) -> Response:
    error = upstream.error(fault.status)
    if fault.retry_after is not None:
        error.headers = [*error.headers, ("Retry-After", fault.retry_after)]
    return error


def _html(response: Response, fault: Fault, upstream: Upstream) -> Response:
    return Response(body=HTML_PAGE, content_type="text/html; charset=utf-8")


def _html_error(response: Response, fault: Fault, upstream: Upstream) -> Response:
    return Response(status=fault.status, body=HTML_PAGE, content_type="text/html; charset=utf-8")


def _truncated(response: Response, fault: Fault, upstream: Upstream) -> Response:
    if response.chunks:
        return dataclasses.replace(response, chunks=_half_stream(response))
    return dataclasses.replace(response, body=response.body[: max(1, len(response.body) // 2)])


def _cut_body(response: Response, fault: Fault, upstream: Upstream) -> Response:
    if response.chunks:
        return dataclasses.replace(response, chunks=_half_stream(response), cut=True)
    return dataclasses.replace(response, cut=True)


def _half_stream(response: Response) -> list[tuple[float, bytes]]:
    chunks = list(response.chunks or ())
    kept = chunks[: max(1, len(chunks) // 2)]
    delay, last = kept[-1]
    return [*kept[:-1], (delay, last[: len(last) // 2])]


def _empty(response: Response, fault: Fault, upstream: Upstream) -> Response:
    return Response(content_type=response.content_type)


def _empty_object(response: Response, fault: Fault, upstream: Upstream) -> Response:
    return Response(body=b"{}")


def _wrong_types(response: Response, fault: Fault, upstream: Upstream) -> Response:
    if response.chunks:
        chunks = [(delay, _mangle_event(data)) for delay, data in response.chunks]
        return dataclasses.replace(response, chunks=chunks)
    return dataclasses.replace(response, body=orjson.dumps(_mangle(orjson.loads(response.body))))


def _mangle_event(data: bytes) -> bytes:
    return b"data: " + orjson.dumps(_mangle(orjson.loads(data.removeprefix(b"data: ")))) + b"\n\n"


def _mangle(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _mangle(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_mangle_leaf(item) if not isinstance(item, dict) else _mangle(item) for item in value]
    return _mangle_leaf(value)


def _mangle_leaf(value: Any) -> Any:
    if isinstance(value, list):
        return {"unexpected": True}
    return 42 if isinstance(value, str) else "unexpected"


def _gzip(response: Response, fault: Fault, upstream: Upstream) -> Response:
    headers = [*response.headers, ("Content-Encoding", "gzip")]
    return dataclasses.replace(response, body=gzip.compress(response.body), headers=headers)


def _bad_gzip(response: Response, fault: Fault, upstream: Upstream) -> Response:
    return dataclasses.replace(response, headers=[*response.headers, ("Content-Encoding", "gzip")])


_CHANGES: dict[str, Callable[[Response, Fault, Upstream], Response]] = {
    "status": _status,
    "html": _html,
    "html_error": _html_error,
    "truncated": _truncated,
    "cut_body": _cut_body,
    "empty": _empty,
    "empty_object": _empty_object,
    "wrong_types": _wrong_types,
    "gzip": _gzip,
    "bad_gzip": _bad_gzip,
}

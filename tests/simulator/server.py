"""The HTTP/1.1 server: one asyncio loop, keep-alive, no framework, so that it is never the bottleneck of a bench."""

from __future__ import annotations

import asyncio
import dataclasses
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from http import HTTPStatus
from urllib.parse import parse_qsl

from tests.simulator import admin
from tests.simulator.faults import DRIP_S, SLOW_AT_LEAST_S, Fault, spoil
from tests.simulator.http import RefusalError, Request, Response, Upstream, json_response
from tests.simulator.state import State

MAX_HEAD_BYTES = 64 * 1024


class Connection(asyncio.Protocol):
    """One client connection: requests are answered one after the other."""

    def __init__(self, state: State, peers: set[Connection]) -> None:
        self._state = state
        self._peers = peers
        self._buffer = b""
        self._busy = False
        self._transport: asyncio.Transport | None = None
        self._timers: set[asyncio.TimerHandle] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._peers.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._peers.discard(self)
        for timer in self._timers:
            timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._next()

    def _next(self) -> None:
        if self._busy or self._transport is None:
            return
        request, self._buffer = parse(self._buffer)
        if request is not None:
            self._busy = True
            self._handle(request)

    def _handle(self, request: Request) -> None:
        if request.path.startswith(admin.PREFIX):
            self._send(admin.answer(self._state, request))
            return
        found = self._state.router.find(request.method, request.path)
        if found is None:
            self._send(json_response({"error": f"nobody serves {request.method} {request.path}"}, status=404))
            return
        upstream, handler, match = found
        begun = _now()
        try:
            response = handler(request, match)
        except RefusalError as refusal:
            response = refusal.response
        self._state.record(upstream.name, request, response)
        # An upstream's latency is all it takes to answer, our own work for it too.
        delay = max(0.0, self._state.latency(upstream.name) - (_now() - begun))
        self._deliver(response, upstream, self._state.take_fault(upstream.name), delay)

    def _deliver(self, response: Response, upstream: Upstream, fault: Fault | None, delay: float) -> None:
        if response.chunks:
            response = _timed(response, delay)
            delay = 0.0
        if fault is not None:
            if fault.kind == "timeout":
                return
            if fault.kind == "cut":
                self._later(delay, self.abort)
                return
            if fault.kind in ("drip", "drip_body"):
                self._later(delay, self._drip, response, fault.kind == "drip_body")
                return
            if fault.kind == "slow":
                delay, response = _slowed(delay, response, fault.factor)
            response = spoil(response, fault, upstream)
        if delay > 0:
            self._later(delay, self._send, response)
        else:
            self._send(response)

    def _send(self, response: Response) -> None:
        if self._transport is None:
            return
        if response.chunks is not None:
            self._transport.write(head(response, chunked=True))
            self._stream(list(response.chunks), response.cut)
            return
        if response.cut:
            self._transport.write(head(response) + response.body[: len(response.body) // 2])
            self._transport.close()
            return
        self._transport.write(head(response) + response.body)
        self._done()

    def _drip(self, response: Response, head_at_once: bool) -> None:
        """Holds the connection for a byte each, far longer than anybody may wait."""
        first = head(response, chunked=response.chunks is not None)
        pieces = [data for _, data in response.chunks or ()]
        body = b"".join(b"%x\r\n%b\r\n" % (len(data), data) for data in pieces) or response.body
        self._trickle(first if head_at_once else b"", body if head_at_once else first + body)

    def _trickle(self, at_once: bytes, rest: bytes) -> None:
        if self._transport is None:
            return
        self._transport.write(at_once)
        if rest:
            self._later(DRIP_S, self._trickle, rest[:1], rest[1:])
        else:
            self._done()

    def _stream(self, chunks: Sequence[tuple[float, bytes]], cut: bool) -> None:
        if self._transport is None:
            return
        if not chunks:
            if cut:
                self._transport.close()
            else:
                self._transport.write(b"0\r\n\r\n")
                self._done()
            return
        (delay, data), *rest = chunks
        if delay > 0:
            self._later(delay, self._chunk, data, rest, cut)
        else:
            self._chunk(data, rest, cut)

    def _chunk(self, data: bytes, rest: Sequence[tuple[float, bytes]], cut: bool) -> None:
        if self._transport is not None:
            self._transport.write(b"%x\r\n%b\r\n" % (len(data), data))
            self._stream(rest, cut)

    def _done(self) -> None:
        self._busy = False
        if self._buffer:
            self._next()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _later(self, delay: float, callback: Callable[..., None], *args: object) -> None:
        self._timers = {timer for timer in self._timers if not timer.cancelled() and timer.when() > _now()}
        self._timers.add(asyncio.get_running_loop().call_later(delay, callback, *args))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _timed(response: Response, latency_s: float) -> Response:
    """The same stream with its chunks' shares of the latency as seconds."""
    chunks = [(share * latency_s + response.chunk_pause_s, data) for share, data in response.chunks or ()]
    return dataclasses.replace(response, chunks=chunks)


def _slowed(delay: float, response: Response, factor: float) -> tuple[float, Response]:
    if response.chunks:
        slow = [(max(SLOW_AT_LEAST_S, pause * factor), data) for pause, data in response.chunks]
        return 0.0, dataclasses.replace(response, chunks=slow)
    return max(SLOW_AT_LEAST_S, delay * factor), response


def parse(buffer: bytes) -> tuple[Request | None, bytes]:
    """The first whole request in `buffer` (None where more bytes are needed) and what is left."""
    end = buffer.find(b"\r\n\r\n")
    if end < 0:
        return None, buffer
    first, *lines = buffer[:end].decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ", 2)
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    size = int(headers.get("content-length", 0))
    start = end + 4
    if len(buffer) < start + size:
        return None, buffer
    path, _, query = target.partition("?")
    pairs = dict(parse_qsl(query, keep_blank_values=True)) if query else {}
    return Request(method, path, pairs, headers, buffer[start : start + size]), buffer[start + size :]


def head(response: Response, *, chunked: bool = False) -> bytes:
    reason = HTTPStatus(response.status).phrase
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {len(response.body)}"
    more = "".join(f"{name}: {value}\r\n" for name, value in response.headers)
    return (
        f"HTTP/1.1 {response.status} {reason}\r\nContent-Type: {response.content_type}\r\n{length}\r\n{more}\r\n"
    ).encode("latin-1")


async def serve(state: State, *, host: str, port: int, started: threading.Event | None = None) -> None:
    """Serves until cancelled."""
    loop = asyncio.get_running_loop()
    peers: set[Connection] = set()
    server = await loop.create_server(lambda: Connection(state, peers), host, port, backlog=2048)
    if started is not None:
        started.set()
    async with server:
        with suppress(asyncio.CancelledError):
            await server.serve_forever()
    for peer in list(peers):
        peer.abort()
    # One turn of the loop, for the aborted connections to close their sockets.
    await asyncio.sleep(0)

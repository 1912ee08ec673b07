"""httpx2 on sockets that keep a deadline on the clock, as all other upstreams have: its own timeouts bound the gaps."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from violet.providers.gemini.library import Library
from violet.providers.http.clock import on_the_clock, time_left


def timed_transport(known: Library, limits: Any) -> Any:
    """httpx2's transport with a connection pool of which every wait ends by its thread's deadline."""
    transport = known.httpx2.HTTPTransport(verify=known.trusted, limits=limits, trust_env=False)
    transport.close()
    transport._pool = known.httpcore2.ConnectionPool(
        ssl_context=known.trusted,
        max_connections=limits.max_connections,
        max_keepalive_connections=limits.max_keepalive_connections,
        keepalive_expiry=limits.keepalive_expiry,
        network_backend=_backend(known)(),
    )
    return transport


def on_time(pieces: Iterator[Any], deadline: float) -> Iterator[Any]:
    """The pieces of a stream, each waited for until `deadline` (monotonic seconds) at the most."""
    end = object()
    while True:
        with on_the_clock(deadline):
            piece = next(pieces, end)
        if piece is end:
            return
        yield piece


def within(timeout_s: float) -> Any:
    """What is done inside ends in `timeout_s` seconds."""
    return on_the_clock(time.monotonic() + timeout_s)


def _backend(known: Library) -> type[Any]:
    """The library is imported when first needed, and its classes with it."""
    core: Any = known.httpcore2

    class Stream(core.NetworkStream):  # type: ignore[misc]
        def __init__(self, stream: Any) -> None:
            self._stream = stream

        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            return bytes(self._stream.read(max_bytes, _left(core.ReadTimeout, timeout)))

        def write(self, buffer: bytes, timeout: float | None = None) -> None:
            self._stream.write(buffer, _left(core.WriteTimeout, timeout))

        def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Any:
            return Stream(self._stream.start_tls(ssl_context, server_hostname, _left(core.ConnectTimeout, timeout)))

        def get_extra_info(self, info: str) -> Any:
            return self._stream.get_extra_info(info)

        def close(self) -> None:
            self._stream.close()

    class Backend(core.SyncBackend):  # type: ignore[misc]
        def connect_tcp(self, host: str, port: int, timeout: float | None = None, **rest: Any) -> Any:
            return Stream(super().connect_tcp(host, port, _left(core.ConnectTimeout, timeout), **rest))

    return Backend


def _left(error: type[Exception], timeout_s: float | None) -> float | None:
    try:
        return time_left(timeout_s)
    except TimeoutError:
        raise error("past the deadline") from None

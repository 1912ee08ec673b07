"""Deadlines on the clock: all that a thread does at its sockets ends by one moment, be it names, connections, heads or
bodies. A socket's own timeout bounds the gap between two bytes, and lets whoever drips them hold a thread for ever."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from typing import Any

# Names that are being looked up at a time, of upstreams and of strangers' hosts: the system's resolver has no deadline,
# so a thread may stay behind in it.
MAX_LOOKUPS = 32

AddressInfo = tuple[Any, Any, int, str, Any]

_thread = threading.local()


@contextmanager
def on_the_clock(deadline: float) -> Iterator[None]:
    """What this thread does at the sockets below ends by `deadline` (monotonic seconds), with TimeoutError."""
    before = getattr(_thread, "deadline", None)
    _thread.deadline = deadline if before is None else min(before, deadline)
    try:
        yield
    finally:
        _thread.deadline = before


def time_left(most: float | None = None) -> float | None:
    """Seconds to this thread's deadline, at most `most`; None where there is neither. Raises TimeoutError past it."""
    deadline = getattr(_thread, "deadline", None)
    if deadline is None:
        return most
    left: float = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("past the deadline")
    return left if most is None else min(left, most)


class TimedSocket(socket.socket):
    """A socket that keeps its thread's deadline."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _arm(self)
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        _arm(self)
        super().sendall(*args, **kwargs)


class TimedTlsSocket(ssl.SSLSocket):
    """The same above TLS; made by a context whose `sslsocket_class` it is."""

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        _arm(self)
        return super().recv_into(*args, **kwargs)

    def sendall(self, *args: Any, **kwargs: Any) -> None:
        _arm(self)
        super().sendall(*args, **kwargs)


class Lookups:
    """Names looked up with a deadline: at most `most` at a time, each in a thread that may be left behind."""

    def __init__(self, most: int = MAX_LOOKUPS) -> None:
        self._slots = threading.BoundedSemaphore(most)

    def addresses(self, host: str, port: int) -> list[AddressInfo]:
        """Raises socket.gaierror where there are none, TimeoutError where they do not come in time."""
        if _is_address(host):
            return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        if not self._slots.acquire(timeout=time_left()):
            raise TimeoutError("too many names are being looked up")
        found: SimpleQueue[list[AddressInfo] | OSError | UnicodeError] = SimpleQueue()
        threading.Thread(target=self._look_up, args=(host, port, found), daemon=True, name="lookup").start()
        try:
            answer = found.get(timeout=time_left())
        except Empty:
            raise TimeoutError("the name does not resolve in time") from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _look_up(self, host: str, port: int, found: SimpleQueue[Any]) -> None:
        try:
            found.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.put(error)
        finally:
            self._slots.release()


def connect(
    addresses: Sequence[AddressInfo], *, timeout_s: float | None, options: Sequence[tuple[Any, ...]] = ()
) -> TimedSocket:
    """A connection to the first of a host's addresses that answers, each within `timeout_s` seconds. Raises OSError, of
    it TimeoutError."""
    failure: OSError = socket.gaierror("no address")
    for family, kind, protocol, _, address in addresses:
        connection = TimedSocket(family, kind, protocol)
        try:
            for option in options:
                connection.setsockopt(*option)
            connection.settimeout(time_left(timeout_s))
            connection.connect(address)
        except OSError as error:
            connection.close()
            failure = error
            continue
        connection.settimeout(time_left())
        return connection
    raise failure


def _arm(connection: socket.socket) -> None:
    left = time_left()
    if left is not None:
        connection.settimeout(left)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True

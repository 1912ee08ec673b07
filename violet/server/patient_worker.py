"""gunicorn's threaded worker in which slow clients cost a place in a list, and never a thread.

In gunicorn's own, a thread reads a request and writes its answer, and waits for as long as the client takes: as many
half-sent requests or unread answers as there are threads stop everybody. Here the worker's loop reads, without waiting,
until a request is whole, and sends what an answer's reader does not take at once. Each step has a deadline on the
clock, however the client spreads its bytes, and when connections run short, whoever waited longest gives way.
"""

from __future__ import annotations

import errno
import math
import selectors
import socket
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import structlog
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from violet.observability import metrics
from violet.server.connection import Connection, State
from violet.server.incoming import Stage
from violet.server.refusals import BUSY, CONTINUE, FAILED, HEAD_TOO_LONG, TIMED_OUT, refusal_of

log = structlog.get_logger(__name__)

READ_SIZE = 64 * 1024
# How often deadlines are looked at, in seconds.
LOOK_EVERY_S = 0.25
# RFC 9112 9.6: after the last answer the client may still be sending; closing at once could take the answer from it.
LINGER_S = 2.0
LINGER_BYTES = 1024 * 1024
# What all clients of a worker may have half-sent or unread, in bytes.
MAX_HELD_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client may take, in seconds: `header_s` for a request's first byte and for its head, `body_s` for its
    body, `write_s` to take an answer. A body announced as longer than `max_body_bytes` is not waited for."""

    header_s: float = 10.0
    body_s: float = 20.0
    write_s: float = 30.0
    max_body_bytes: int = 1_000_000


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """`patience` is set by gunicorn.conf.py. TLS ends in front of this server."""

    patience: ClassVar[Patience] = Patience()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._connections: set[Connection] = set()
        self._look_at = 0.0

    def accept(self, listener: socket.socket) -> None:
        if self.nr_conns >= self.worker_connections - 1:
            self._make_room()
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in (errno.EAGAIN, errno.ECONNABORTED):
                return
            raise
        self.nr_conns += 1
        waker = partial(self.method_queue.defer, self._watch_unsent)
        conn = Connection(self.cfg, client, address, listener.getsockname(), waker=waker)
        self._connections.add(conn)
        self._await_request(conn, self.patience.header_s)
        self._receive(conn)

    def finish_request(self, conn: Connection, fs: Future[Any]) -> None:
        """In the loop, after a thread answered."""
        keeps = not fs.cancelled() and fs.exception() is None and fs.result() is True
        conn.keeps = keeps and not conn.incoming.closes
        conn.state = State.WRITING
        self._settle(conn)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        req.must_close = req.must_close or conn.incoming.closes
        return bool(super().handle_request(req, conn))

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """In a thread, for a request that could not be read or answered. gunicorn's own answer is HTML that quotes the
        request, and its line in the log has the address of whoever sent it."""
        answer = refusal_of(exc)
        if answer is None:
            log.error("request_failed", exc_info=exc)
        else:
            log.info("request_refused", reason=type(exc).__name__)
        with suppress(OSError):
            client.sendall(answer or FAILED)

    def murder_keepalived(self, force: bool = False) -> None:
        """Ends what is past its deadline; with `force`, all that nobody is answering."""
        now = time.monotonic()
        if now < self._look_at and not force:
            return
        self._look_at = now + LOOK_EVERY_S
        for conn in [conn for conn in self._connections if conn.deadline <= now]:
            self._expire(conn)
        for conn in [conn for conn in self._connections if force and conn.state is not State.WORKING]:
            self._close(conn)

    def murder_pending(self) -> None:
        """There are none: see `murder_keepalived`."""

    def _cap_keepalive(self, deadline: float) -> None:
        for conn in self._connections:
            if conn.is_idle:
                conn.deadline = min(conn.deadline, deadline)

    def _await_request(self, conn: Connection, patience_s: float) -> None:
        conn.expect_request(self.patience.max_body_bytes)
        conn.deadline = time.monotonic() + patience_s

    def _receive(self, conn: Connection) -> None:
        try:
            data = conn.client_socket.recv(READ_SIZE)
        except (BlockingIOError, InterruptedError):
            self._watch(conn, selectors.EVENT_READ)
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._close(conn)

    def _take(self, conn: Connection, data: bytes) -> None:
        before, stage = conn.incoming.stage, conn.incoming.feed(data)
        if stage is Stage.WHOLE:
            self._hand_over(conn)
        elif stage is Stage.TOO_LONG:
            self._refuse(conn, HEAD_TOO_LONG)
        elif len(conn.incoming) > READ_SIZE and self._held_bytes() > MAX_HELD_BYTES:
            self._refuse(conn, BUSY)
        else:
            if stage is not before:
                self._begin(conn, stage)
            self._watch(conn, selectors.EVENT_READ)

    def _begin(self, conn: Connection, stage: Stage) -> None:
        """A head or a body has begun to come, and has its time from now."""
        in_body = stage is Stage.BODY
        conn.deadline = time.monotonic() + (self.patience.body_s if in_body else self.patience.header_s)
        if in_body and conn.incoming.wants_continue:
            with suppress(BrokenPipeError):
                conn.sock.send(CONTINUE)

    def _hand_over(self, conn: Connection) -> None:
        self._watch(conn, 0)
        # Whose body is not waited for is not asked for it.
        conn.sock.continued = conn.sock.continued or conn.incoming.closes
        conn.parser.unreader.unread(conn.incoming.take())
        conn.state, conn.deadline = State.WORKING, math.inf
        self.enqueue_req(conn)

    def _watch_unsent(self, conn: Connection) -> None:
        if conn in self._connections and conn.sock.unsent_bytes:
            conn.deadline = time.monotonic() + self.patience.write_s
            self._watch(conn, selectors.EVENT_WRITE)
            if self._held_bytes() > MAX_HELD_BYTES:
                self._expire(conn)

    def _flush(self, conn: Connection) -> None:
        if not conn.sock.flush():
            return
        self._watch(conn, 0)
        conn.deadline = math.inf
        if conn.state is State.WRITING:
            self._settle(conn)

    def _settle(self, conn: Connection) -> None:
        """What comes after an answer: the rest of it, the next request, or the end."""
        if conn.sock.broken:
            self._close(conn)
        elif conn.sock.unsent_bytes:
            self._watch_unsent(conn)
        elif conn.keeps:
            leftover = conn.parser.unreader.take_buffered()
            self._await_request(conn, self.cfg.keepalive if self.alive else STOP_KEEPALIVE_LINGER)
            if leftover:
                self._take(conn, leftover)
            else:
                self._watch(conn, selectors.EVENT_READ)
        else:
            self._linger(conn)

    def _refuse(self, conn: Connection, answer: bytes) -> None:
        """Without a thread: whoever is refused here has had more than a share."""
        with suppress(BrokenPipeError):
            conn.sock.sendall(answer)
        self._linger(conn)

    def _linger(self, conn: Connection) -> None:
        try:
            conn.client_socket.shutdown(socket.SHUT_WR)
        except OSError:
            self._close(conn)
            return
        conn.state, conn.deadline = State.LINGERING, time.monotonic() + LINGER_S
        self._watch(conn, selectors.EVENT_READ)

    def _discard(self, conn: Connection) -> None:
        try:
            discarded = len(conn.client_socket.recv(READ_SIZE))
        except (BlockingIOError, InterruptedError):
            return
        except OSError:
            discarded = 0
        conn.discarded += discarded
        if not discarded or conn.discarded > LINGER_BYTES:
            self._close(conn)

    def _expire(self, conn: Connection) -> None:
        metrics.slow_client(conn.stage)
        if conn.state is State.WORKING:
            conn.sock.break_off()  # its thread is told when it writes again, and then it is closed
            conn.deadline = math.inf
            self._watch(conn, 0)
        elif conn.state is State.READING and not conn.is_idle:
            self._refuse(conn, TIMED_OUT)
        else:
            self._close(conn)

    def _make_room(self) -> None:
        """Closes whoever has waited longest for what it does not do."""
        waiting = [conn for conn in self._connections if conn.state is not State.WORKING]
        if waiting:
            conn = min(waiting, key=lambda one: one.gives_way)
            metrics.slow_client(conn.stage)
            self._close(conn)

    def _close(self, conn: Connection) -> None:
        self._watch(conn, 0)
        self._connections.discard(conn)
        self.nr_conns -= 1
        conn.client_socket.close()

    def _watch(self, conn: Connection, events: int) -> None:
        if events == conn.watched:
            return
        if not conn.watched:
            self.poller.register(conn.client_socket, events, partial(self._ready, conn))
        elif not events:
            self.poller.unregister(conn.client_socket)
        else:
            self.poller.modify(conn.client_socket, events, partial(self._ready, conn))
        conn.watched = events

    def _ready(self, conn: Connection, _socket: Any) -> None:
        if conn not in self._connections:
            return
        steps: dict[State, Callable[[Connection], None]] = {
            State.READING: self._receive,
            State.WORKING: self._flush,
            State.WRITING: self._flush,
            State.LINGERING: self._discard,
        }
        steps[conn.state](conn)

    def _held_bytes(self) -> int:
        return sum(conn.held_bytes for conn in self._connections)

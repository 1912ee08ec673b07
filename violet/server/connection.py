"""One client's connection: what it is doing, until when it may, and what is kept of it."""

from __future__ import annotations

import math
import socket
import time
from collections.abc import Callable
from enum import IntEnum
from typing import Any

from gunicorn.http import get_parser
from gunicorn.workers.gthread import TConn

from violet.server.incoming import Incoming, Stage
from violet.server.outgoing import Outgoing


class State(IntEnum):
    """In the order in which connections give way when they run short; one that is WORKING never does."""

    LINGERING = 0
    READING = 1
    WRITING = 2
    WORKING = 3


class Connection(TConn):  # type: ignore[misc]
    """`deadline` is when its patience ends (monotonic seconds), `watched` what the loop waits for at its socket. Only
    the worker's loop changes any of it, but for what a thread writes to `sock`."""

    def __init__(
        self, cfg: Any, client: socket.socket, address: Any, server: Any, *, waker: Callable[[Any], None]
    ) -> None:
        """`waker(connection)` tells the loop that something is left to send."""
        super().__init__(cfg, client, address, server)
        self.client_socket = client
        self.sock = Outgoing(client, on_unsent=lambda: waker(self))
        # The parser is fed whole requests; past their end it finds the end of the stream, and never waits.
        self.parser = get_parser(cfg, iter(()), address)
        self.initialized = True
        self.state = State.READING
        self.incoming = Incoming(0)
        self.deadline = math.inf
        self.since = 0.0
        self.watched = 0
        self.keeps = False
        self.discarded = 0

    def expect_request(self, max_body_bytes: int) -> None:
        self.state, self.since = State.READING, time.monotonic()
        self.sock.continued = False
        self.incoming = Incoming(max_body_bytes)

    @property
    def is_idle(self) -> bool:
        """Whether nothing of a request has come."""
        return self.state is State.READING and self.incoming.stage is Stage.NOTHING

    @property
    def stage(self) -> str:
        """For the metrics: what the client was slow at."""
        if self.state is State.READING:
            return "idle" if self.is_idle else self.incoming.stage.value
        return "ending" if self.state is State.LINGERING else "answer"

    @property
    def held_bytes(self) -> int:
        return len(self.incoming) + self.sock.unsent_bytes

    @property
    def gives_way(self) -> tuple[State, float]:
        return self.state, self.since

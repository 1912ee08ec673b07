"""A client's socket as the thread that answers sees it: what the client does not take at once is kept for the worker's
loop to send, so that no thread ever waits for somebody who does not read."""

from __future__ import annotations

import errno
import socket
import threading
from collections.abc import Callable
from typing import IO, Final

# An answer is a few kilobytes, a photo some hundred; more than this a client has to take as it comes.
MAX_UNSENT_BYTES: Final = 8 * 1024 * 1024
SEND_SIZE: Final = 64 * 1024


class Outgoing:
    """The part of a socket's interface that gunicorn writes answers with. Threads call `sendall`, the worker's loop
    `flush`; both may call `break_off`."""

    def __init__(self, client: socket.socket, *, on_unsent: Callable[[], None]) -> None:
        """`client` does not block. `on_unsent` is called, from any thread, whenever something had to be kept."""
        self.broken = False
        self.continued = False
        self._client = client
        self._on_unsent = on_unsent
        self._unsent = bytearray()
        self._lock = threading.Lock()

    @property
    def unsent_bytes(self) -> int:
        return len(self._unsent)

    def fileno(self) -> int:
        return self._client.fileno()

    def sendall(self, data: bytes) -> None:
        """Raises BrokenPipeError where the client is gone or was given up."""
        with self._lock:
            sent = self._send_now(data) if not self._unsent and not self.broken else 0
            if self.broken or len(self._unsent) + len(data) - sent > MAX_UNSENT_BYTES:
                self._break()
                raise BrokenPipeError(errno.EPIPE, "the client does not read")
            if sent == len(data):
                return
            is_first = not self._unsent
            self._unsent += memoryview(data)[sent:]
        if is_first:
            self._on_unsent()

    def send(self, data: bytes) -> int:
        """gunicorn's leave to send a body (100 Continue), which may have been given already."""
        if not self.continued:
            self.continued = True
            self.sendall(data)
        return len(data)

    def sendfile(self, file: IO[bytes], offset: int = 0, count: int | None = None) -> int:
        file.seek(offset)
        data = file.read() if count is None else file.read(count)
        self.sendall(data)
        return len(data)

    def flush(self) -> bool:
        """Sends what the client takes now; whether nothing is left."""
        with self._lock:
            while self._unsent and not self.broken:
                sent = self._send_now(bytes(self._unsent[:SEND_SIZE]))
                if not sent:
                    break
                del self._unsent[:sent]
            return not self._unsent

    def break_off(self) -> None:
        """Whoever still writes is told at the next attempt."""
        with self._lock:
            self._break()

    def _break(self) -> None:
        self.broken = True
        self._unsent.clear()

    def _send_now(self, data: bytes) -> int:
        try:
            return self._client.send(data)
        except (BlockingIOError, InterruptedError):
            return 0
        except OSError:
            self._break()
            return 0

    def gettimeout(self) -> float:
        return 0.0

    def setblocking(self, flag: bool) -> None:
        """It never blocks."""

    def shutdown(self, how: int) -> None:
        """gunicorn ends a broken answer so, which is the loop's to do."""
        raise OSError(errno.ENOTCONN, "the worker's loop ends connections")

    def close(self) -> None:
        self.break_off()

"""A mail server on loopback that keeps what it gets: enough SMTP (RFC 5321) for smtplib."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from queue import Queue


@dataclass
class Mail:
    to: list[str]
    sender: str
    subject: str
    text: str


@contextmanager
def smtp_server() -> Iterator[tuple[int, Queue[Mail]]]:
    """Its port, and the queue that every message arrives in."""
    inbox: Queue[Mail] = Queue()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 loopback")
            recipients: list[str] = []
            while line := self.rfile.readline():
                command = line.decode().strip()
                verb = command.partition(" ")[0].upper()
                if verb == "RCPT":
                    recipients.append(command.partition("<")[2].partition(">")[0])
                if verb == "DATA":
                    self._say("354 go on")
                    inbox.put(_parse(self._data(), recipients))
                self._say("221 bye" if verb == "QUIT" else "250 ok")

        def _data(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
            return b"".join(lines)

        def _say(self, line: str) -> None:
            self.wfile.write(line.encode() + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield int(server.server_address[1]), inbox
        finally:
            server.shutdown()
            thread.join()


def _parse(data: bytes, recipients: list[str]) -> Mail:
    message = message_from_bytes(data, policy=policy.default)
    body = message.get_body()
    assert body is not None
    return Mail(recipients, str(message["From"]), str(message["Subject"]), str(body.get_content()))

"""Mail servers that are slow or strange, over real sockets: a message has its time on the clock, and then it is given up."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.conftest import make_settings
from tests.smtp import smtp_server
from violet.domain.messages import MailMessage
from violet.ports import Failure, ProviderError
from violet.providers.mail import SmtpMailer, build_mailer, build_outbox_mailer
from violet.settings import Settings

BUDGET_S = 0.4
# A busy machine is slow now and then; without a deadline a dripping server has an hour.
LONGEST_S = 5.0
MESSAGE = MailMessage("ana@nyu.edu", "Confirm your address", "Tap the link.", id="1")
Talk = Callable[[socketserver.StreamRequestHandler, threading.Event], None]


def silent(handler: socketserver.StreamRequestHandler, over: threading.Event) -> None:
    over.wait(10)


def dripping(line: bytes) -> Talk:
    """Says `line`, and then a byte of the next answer at a time, which keeps within the timeout of every read."""

    def talk(handler: socketserver.StreamRequestHandler, over: threading.Event) -> None:
        handler.wfile.write(line)
        while not over.wait(0.05):
            handler.wfile.write(b"2")

    return talk


def up_to(verb: bytes) -> Talk:
    """Answers every command before `verb`, and drips there."""

    def talk(handler: socketserver.StreamRequestHandler, over: threading.Event) -> None:
        handler.wfile.write(b"220 loopback\r\n")
        is_message = False
        while (line := handler.rfile.readline()) and not line.upper().startswith(verb):
            is_message = is_message or line.upper().startswith(b"DATA")
            if line.upper().startswith(b"DATA"):
                handler.wfile.write(b"354 go on\r\n")
            elif line == b".\r\n" or not is_message:
                is_message = False
                handler.wfile.write(b"250 ok\r\n")
        dripping(b"")(handler, over)

    return talk


SLOW: dict[str, Talk] = {
    "says nothing": silent,
    "drips its greeting": dripping(b""),
    "drips after its greeting": dripping(b"220 loopback\r\n"),
    "drips at the sender": up_to(b"MAIL"),
    "drips at the message": up_to(b"DATA"),
    "drips at the end of the message": up_to(b".\r\n"),
    "drips at leaving": up_to(b"QUIT"),
}


@contextmanager
def mail_server(talk: Talk) -> Iterator[int]:
    """The port of a server that talks so."""
    over = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                talk(self, over)
            except OSError:
                return  # the client has gone, as it should

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield int(server.server_address[1])
        finally:
            over.set()
            server.shutdown()
            thread.join()


def mail_settings(port: int) -> Settings:
    return make_settings(mail="on", smtp_host="127.0.0.1", smtp_port=port, smtp_security="none", smtp_budget_s=BUDGET_S)


@pytest.mark.parametrize("talk", SLOW.values(), ids=SLOW)
def test_a_slow_server_has_its_time_on_the_clock(talk: Talk) -> None:
    with mail_server(talk) as port:
        began = time.monotonic()
        with pytest.raises(ProviderError) as raised:
            build_outbox_mailer(mail_settings(port)).send(MESSAGE)
        assert raised.value.failure is Failure.TIMEOUT
        assert time.monotonic() - began < LONGEST_S


def test_a_slow_server_keeps_no_later_message_for_long(capsys: pytest.CaptureFixture[str]) -> None:
    """One thread sends what requests leave: the next message has its turn when the time of the first is over."""
    with mail_server(dripping(b"")) as port:
        mailer, began = build_mailer(mail_settings(port)), time.monotonic()
        for _ in range(3):
            mailer.send(MESSAGE)
        assert time.monotonic() - began < BUDGET_S, "no request waits"
        said = ""
        while said.count("mail_failed") < 3:
            assert time.monotonic() - began < 3 * LONGEST_S
            threading.Event().wait(0.02)
            said += "".join(capsys.readouterr())


@pytest.mark.parametrize("greeting", [b"554 go away\r\n", b"hello there\r\n"])
def test_a_server_that_wants_nobody_is_a_failure_at_once(greeting: bytes) -> None:
    def talk(handler: socketserver.StreamRequestHandler, over: threading.Event) -> None:
        handler.wfile.write(greeting)
        handler.rfile.readline()

    with mail_server(talk) as port, pytest.raises(ProviderError) as raised:
        SmtpMailer(mail_settings(port)).send(MESSAGE)
    assert raised.value.failure is Failure.BAD_RESPONSE


def test_a_message_arrives_within_its_time() -> None:
    with smtp_server() as (port, inbox):
        SmtpMailer(mail_settings(port).model_copy(update={"smtp_budget_s": 30.0})).send(MESSAGE)
        mail = inbox.get(timeout=5)
    assert (mail.to, mail.subject, mail.text.strip()) == (["ana@nyu.edu"], MESSAGE.subject, MESSAGE.text)

"""Mail: by SMTP where a server is set, on the console in development, and nowhere in production without a server."""

from __future__ import annotations

import smtplib
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.utils import parseaddr

import structlog

from violet.domain.messages import MailMessage
from violet.ports import Failure, Mailer, ProviderError
from violet.settings import Settings

# Of one step; the whole of a message has `smtp_budget_s`.
TIMEOUT_S = 10
# RFC 5321, 4.2.3.
READY = 220
MAX_WAITING = 200

log = structlog.get_logger(__name__)


def build_mailer(settings: Settings) -> Mailer:
    """For requests: sends in the background, and what fails is lost."""
    mailer = build_outbox_mailer(settings)
    if isinstance(mailer, SmtpMailer):
        return BackgroundMailer(mailer)
    return mailer if isinstance(mailer, ConsoleMailer) else NoMailer()


def build_outbox_mailer(settings: Settings) -> Mailer:
    """For what the outbox keeps until it is sent: says at once whether the server took a message."""
    if settings.smtp_host and settings.mail in ("auto", "on"):
        return SmtpMailer(settings)
    if settings.mail == "console" or (settings.mail == "auto" and not settings.production):
        return ConsoleMailer()
    return RefusingMailer()


class SmtpMailer:
    """One connection a message: the few that an account needs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: MailMessage) -> None:
        email = EmailMessage()
        email["From"], email["To"], email["Subject"] = self._settings.mail_from, message.to, message.subject
        if message.id is not None:
            email["Message-ID"] = f"<{message.id}@{parseaddr(self._settings.mail_from)[1].rpartition('@')[2]}>"
        email.set_content(message.text)
        try:
            with self._connected() as server:
                server.send_message(email)
        except TimeoutError as error:
            raise ProviderError("smtp", Failure.TIMEOUT) from error
        except smtplib.SMTPAuthenticationError as error:
            raise ProviderError("smtp", Failure.DENIED) from error
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            refused = Failure.BAD_REQUEST if all(code >= 500 for code in codes) else Failure.RATE_LIMITED
            raise ProviderError("smtp", refused) from error
        except smtplib.SMTPException as error:
            raise ProviderError("smtp", Failure.BAD_RESPONSE, type(error).__name__) from error
        except OSError as error:
            raise ProviderError("smtp", Failure.CONNECTION) from error

    def check(self) -> None:
        """Connects and logs in, and sends nothing. Raises ProviderError."""
        try:
            with self._connected() as server:
                server.noop()
        except smtplib.SMTPAuthenticationError as error:
            raise ProviderError("smtp", Failure.DENIED) from error
        except (smtplib.SMTPException, OSError) as error:
            raise ProviderError("smtp", Failure.CONNECTION) from error

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        """A server that one is logged in to. A server that drips keeps within every timeout of the socket, so the
        connection is cut when `smtp_budget_s` are over, whatever is under way. Raises TimeoutError then."""
        server, is_over = self._client(), threading.Event()
        clock = threading.Timer(self._settings.smtp_budget_s, _cut, (server, is_over))
        clock.daemon = True
        clock.start()
        try:
            self._log_in(server)
            if is_over.is_set():  # while there was no connection to cut
                raise TimeoutError
            with server:
                yield server
        except (smtplib.SMTPException, OSError) as error:
            if is_over.is_set():
                raise TimeoutError from error
            raise
        finally:
            clock.cancel()
            server.close()

    def _client(self) -> smtplib.SMTP:
        timeout_s = min(TIMEOUT_S, self._settings.smtp_budget_s)
        if self._settings.smtp_security == "tls":
            return smtplib.SMTP_SSL(timeout=timeout_s, context=ssl.create_default_context())
        return smtplib.SMTP(timeout=timeout_s)

    def _log_in(self, server: smtplib.SMTP) -> None:
        host = self._settings.smtp_host or ""
        code, greeting = server.connect(host, self._settings.smtp_port)
        if code != READY:
            raise smtplib.SMTPConnectError(code, greeting)
        if self._settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if self._settings.smtp_username:
            server.login(self._settings.smtp_username, self._settings.smtp_password or "")


def _cut(server: smtplib.SMTP, is_over: threading.Event) -> None:
    is_over.set()
    if server.sock is not None:
        with suppress(OSError):
            server.sock.shutdown(socket.SHUT_RDWR)


class BackgroundMailer:
    """Sends on a thread of its own, so that no request waits for a mail server or tells by its time that one was asked.

    The thread starts with the first message, which is after gunicorn's fork. A message that fails is logged and lost;
    the person asks again.
    """

    def __init__(self, mailer: Mailer) -> None:
        self._mailer = mailer
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")
        self._slots = threading.BoundedSemaphore(MAX_WAITING)

    def send(self, message: MailMessage) -> None:
        if not self._slots.acquire(blocking=False):
            log.error("mail_dropped", reason="too many waiting")
            return
        self._executor.submit(self._deliver, message)

    def _deliver(self, message: MailMessage) -> None:
        try:
            self._mailer.send(message)
        except ProviderError as error:
            log.error("mail_failed", failure=error.failure.value)
        finally:
            self._slots.release()


class ConsoleMailer:
    """For development: the message goes to standard error, where the developer finds the link."""

    def send(self, message: MailMessage) -> None:
        sys.stderr.write(f"--- mail to {message.to}: {message.subject}\n{message.text}\n---\n")


class NoMailer:
    """Production without a mail server: the message would hold a token, so not even the log gets it."""

    def send(self, message: MailMessage) -> None:
        log.error("mail_not_configured", hint="set SMTP_HOST")


class RefusingMailer:
    """No mail server, for senders that are told so."""

    def send(self, message: MailMessage) -> None:
        raise ProviderError("smtp", Failure.NOT_CONFIGURED)

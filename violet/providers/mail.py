"""Mail: by SMTP where a server is set, on the console in development, and nowhere in production without a server."""

from __future__ import annotations

import smtplib
import ssl
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage

import structlog

from violet.ports import Failure, Mailer, MailMessage, ProviderError
from violet.settings import Settings

TIMEOUT_S = 10
MAX_WAITING = 200

log = structlog.get_logger(__name__)


def build_mailer(settings: Settings) -> Mailer:
    if settings.smtp_host:
        return BackgroundMailer(SmtpMailer(settings))
    return NoMailer() if settings.production else ConsoleMailer()


class SmtpMailer:
    """One connection a message: the few that an account needs."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, message: MailMessage) -> None:
        email = EmailMessage()
        email["From"], email["To"], email["Subject"] = self._settings.mail_from, message.to, message.subject
        email.set_content(message.text)
        try:
            with self._connect() as server:
                server.send_message(email)
        except TimeoutError as error:
            raise ProviderError("smtp", Failure.TIMEOUT) from error
        except smtplib.SMTPAuthenticationError as error:
            raise ProviderError("smtp", Failure.DENIED) from error
        except smtplib.SMTPException as error:
            raise ProviderError("smtp", Failure.BAD_RESPONSE, type(error).__name__) from error
        except OSError as error:
            raise ProviderError("smtp", Failure.CONNECTION) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.smtp_host or "", self._settings.smtp_port
        if self._settings.smtp_security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=ssl.create_default_context())
        else:
            server = smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        if self._settings.smtp_security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if self._settings.smtp_username:
            server.login(self._settings.smtp_username, self._settings.smtp_password or "")
        return server


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

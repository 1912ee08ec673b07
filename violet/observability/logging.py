"""Logging: structlog over the standard library, JSON in production and readable lines in development. A leaf.

Everybody's lines take this way, also gunicorn's and the libraries': same form, same fields, secrets and personal data
taken out.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from violet.observability.redaction import Redactor
from violet.observability.tracing import current_trace
from violet.settings import Settings

SECRET_SETTINGS = ("_key", "_keys", "_secret", "_secret_previous", "_token", "_password", "_dsn")
# What we write ourselves, once a line: nothing to look through for secrets.
PLAIN_FIELDS = frozenset({"timestamp", "level", "logger", "request_id", "trace_id", "exc_info"})
# Their lines hold addresses with positions and keys in them, or the caller's address; our own say the same without.
QUIET_LOGGERS = {
    "urllib3": logging.WARNING,
    "httpx2": logging.WARNING,
    "google_genai": logging.WARNING,
    "werkzeug": logging.WARNING,
    "flask-limiter": logging.WARNING,
}
MOST_FRAMES = 20

_EVERY_LINE: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
# One list for good: a logger keeps the one it was first used with, and who captures lines exchanges what is in it.
_FIRST_PROCESSORS: list[Processor] = [
    structlog.stdlib.filter_by_level,
    *_EVERY_LINE,
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
]

_plain_as_json = False

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def configure_logging(settings: Settings) -> None:
    """Sets the process up; safe to call again (tests make many apps)."""
    global _plain_as_json
    _plain_as_json = settings.json_logs
    structlog.configure(
        processors=_FIRST_PROCESSORS,
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,  # what differs between settings is in the handler's formatter
    )
    _leave_out_what_no_line_shows()
    handler = _StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(processors=_last_processors(settings), foreign_pre_chain=_EVERY_LINE)
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level)
    for name, level in QUIET_LOGGERS.items():
        logging.getLogger(name).setLevel(max(level, root.level))


def plain_line(logger: str, event: str, **fields: Any) -> None:
    """A line at INFO whose `fields` hold nothing to redact: ids, numbers, names of ours.

    As JSON it takes the short way to the same form: every request writes one, and one for each upstream call, and the
    way of all other lines costs as much as a small answer itself (measured: 75 us of 400 for GET /user/me).
    """
    if not logging.getLogger(logger).isEnabledFor(logging.INFO):
        return
    if not _plain_as_json:
        structlog.get_logger(logger).info(event, **fields)
        return
    about = {"event": event, "level": "info", "logger": logger, "timestamp": datetime.now(UTC)}
    line = _add_trace(None, "info", fields | about)
    _write(orjson.dumps(line, option=orjson.OPT_UTC_Z | orjson.OPT_APPEND_NEWLINE))


def _write(line: bytes) -> None:
    """To standard error in one call to the system, and not through `sys.stderr`: that holds a lock while it writes, for
    which the threads of a busy server queue until it answers a third of what it could (measured with 25 threads)."""
    standard = sys.__stderr__
    if standard is not None and sys.stderr is standard:
        os.write(standard.fileno(), line)
    else:  # somebody reads along
        sys.stderr.write(line.decode())


def _leave_out_what_no_line_shows() -> None:
    """The calling function, threads and processes, which logging finds out for every line; each request writes one.

    Source: https://docs.python.org/3/howto/logging.html#optimization.
    """
    logging._srcfile = None
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


class _StandardError(logging.StreamHandler[Any]):
    """Writes to what is standard error at that moment, not to what it was when logging was set up. Without a lock, as
    a line is one write."""

    def __init__(self) -> None:
        super().__init__(_Lines())

    def createLock(self) -> None:  # noqa: N802 -- logging's name
        self.lock = _NoLock()  # type: ignore[assignment]


class _NoLock:
    """Takes a lock's place and lets everybody in: since Python 3.13, logging enters a handler's lock unasked."""

    def acquire(self) -> bool:
        return True

    def release(self) -> None:
        """Nobody waits."""

    def __enter__(self) -> bool:
        return True

    def __exit__(self, *exception: object) -> None:
        """Nobody waits."""


class _Lines:
    def write(self, line: str) -> None:
        _write(line.encode())

    def flush(self) -> None:
        """Nothing is held back."""


def _last_processors(settings: Settings) -> list[Processor]:
    """What every line passes through just before it is written, whoever logged it."""
    common: list[Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _add_trace]
    redact = _RedactLine(Redactor(secret_values(settings)))
    if settings.json_logs:
        return [*common, _summarize_exception, redact, structlog.processors.JSONRenderer(_as_json)]
    return [
        *common,
        redact,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]


def _as_json(line: EventDict, **options: Any) -> str:
    return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()


def secret_values(settings: Settings) -> set[str]:
    """The values that must never be seen, whatever line they might get into."""
    named = [value for name, value in settings.model_dump().items() if name.endswith(SECRET_SETTINGS)]
    several = [item for value in named if isinstance(value, tuple) for item in value]
    return {value for value in [*named, *several] if isinstance(value, str)}


def _add_trace(logger: WrappedLogger, name: str, line: EventDict) -> EventDict:
    trace = current_trace()
    if trace is not None:
        line.setdefault("request_id", trace.request_id)
        line.setdefault("trace_id", trace.trace_id)
    line["pid"] = os.getpid()
    return line


class _RedactLine:
    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor

    def __call__(self, logger: WrappedLogger, name: str, line: EventDict) -> EventDict:
        return {key: value if key in PLAIN_FIELDS else self._redactor.field(key, value) for key, value in line.items()}


def _summarize_exception(logger: WrappedLogger, name: str, line: EventDict) -> EventDict:
    """Where it happened and what kind it was. Not its message: that may quote SQL, an address or a person."""
    exc_info = _exc_info(line.pop("exc_info", None))
    if exc_info is not None:
        _, error, _ = exc_info
        line["exception"] = [_summary(each) for each in _chain(error)]
    return line


def _exc_info(given: Any) -> ExcInfo | None:
    if isinstance(given, BaseException):
        return type(given), given, given.__traceback__
    found = given if isinstance(given, tuple) else sys.exc_info() if given else None
    return found if found and found[1] is not None else None


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, latest first."""
    chain: list[BaseException] = []
    following: BaseException | None = error
    while following is not None and following not in chain:
        chain.append(following)
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return chain


def _summary(error: BaseException) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }

"""Why something could not be reached, in words for the log: an errno, an SSL reason, a SQLSTATE or a server's own code,
and never an address, a name or a password. A leaf."""

from __future__ import annotations

import errno
import re
import ssl
from collections.abc import Iterator

# libpq has no code for a connection that never came about, only sentences (in English, whatever the server speaks).
LIBPQ = {
    "password authentication failed": "28P01 wrong password",
    "no password supplied": "28P01 no password",
    "no pg_hba.conf entry": "28000 not let in",
    "does not exist": "3D000 no such database or role",
    "permission denied for": "42501 not allowed",
    "too many clients": "53300 too many connections",
    "remaining connection slots": "53300 too many connections",
    "the database system is starting up": "57P03 starting up",
    "the database system is shutting down": "57P03 shutting down",
    "could not translate host name": "unknown host",
    "Connection refused": "ECONNREFUSED",
    "timeout expired": "ETIMEDOUT",
    "certificate verify failed": "CERTIFICATE_VERIFY_FAILED",
    "server does not support SSL": "server without TLS",
    "server closed the connection": "ECONNRESET",
}
# What Redis begins a refusal with: "WRONGPASS invalid username-password pair".
REDIS_CODE = re.compile(r"^(?:[A-Z]{4,})\b")
REDIS = {"invalid username-password": "WRONGPASS", "invalid password": "WRONGPASS", "Authentication required": "NOAUTH"}
# What OpenSSL puts in brackets before its sentence.
TLS_REASON = re.compile(r"\[SSL: ([A-Z0-9_]+)\]")
MAX_CAUSES = 8


def why(error: BaseException) -> str:
    """The type of the error and the most telling reason in its chain of causes: "OperationalError: ECONNREFUSED"."""
    reasons = (_reason(one) for one in _chain(error))
    reason = next((found for found in reasons if found), None)
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what lies beneath it, the deepest last."""
    seen: list[BaseException] = []
    below: BaseException | None = error
    while below is not None and below not in seen and len(seen) < MAX_CAUSES:
        seen.append(below)
        yield below
        below = below.__cause__ or getattr(below, "orig", None) or below.__context__


def _reason(error: BaseException) -> str | None:
    code = getattr(error, "pgcode", None)
    if isinstance(code, str):
        return f"SQLSTATE {code}"
    if isinstance(error, ssl.SSLError):
        named = TLS_REASON.search(str(error))
        return named[1] if named else "TLS"
    if isinstance(error, OSError) and error.errno is not None and error.errno in errno.errorcode:
        return errno.errorcode[error.errno]
    module, said = type(error).__module__, str(error)
    if module.startswith("psycopg2"):
        return next((reason for sentence, reason in LIBPQ.items() if sentence in said), None)
    if module.startswith("redis"):
        known = next((reason for sentence, reason in REDIS.items() if sentence in said), None)
        found = REDIS_CODE.match(said)
        return known or (found[0] if found else None)
    return None

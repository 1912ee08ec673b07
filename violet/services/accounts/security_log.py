"""The security log: what happened to which account and from what network, never who that is in words. The request id
comes by itself."""

from __future__ import annotations

from contextvars import ContextVar
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Literal

import structlog

Event = Literal[
    "sign_up",
    "log_in",
    "log_in_failed",
    "log_out",
    "log_out_all",
    "refresh_reuse",
    "password_changed",
    "password_change_refused",
    "password_reset_requested",
    "password_reset",
    "email_verified",
    "account_exported",
    "account_deleted",
    "account_deletion_refused",
    "role_changed",
    "confirmed",
    "confirmation_refused",
    "account_suspended",
    "account_restored",
]

# Of a caller's address so many bits are kept: enough to see that attempts come from one network, not whose it is.
IPV4_BITS, IPV6_BITS = 24, 48
_source: ContextVar[str | None] = ContextVar("violet_security_source", default=None)
_log = structlog.get_logger("violet.security")


def record(event: Event, user_id: int | None = None) -> None:
    """`user_id` is None where nobody is known, such as a log-in to an account that does not exist."""
    _log.info(event, user_id=user_id, source=_source.get())


def called_from(address: str | None) -> None:
    """At the beginning of a request: the address it comes from, as far as proxies are believed."""
    _source.set(_network(address or ""))


@lru_cache(maxsize=1024)
def _network(address: str) -> str | None:
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = IPV6_BITS if isinstance(parsed, IPv6Address) else IPV4_BITS
    return str(ip_network((parsed, bits), strict=False))

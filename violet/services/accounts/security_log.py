"""The security log: what happened to which account, never who that is in words. The request id comes by itself."""

from __future__ import annotations

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
]

_log = structlog.get_logger("violet.security")


def record(event: Event, user_id: int | None = None) -> None:
    """`user_id` is None where nobody is known, such as a log-in to an account that does not exist."""
    _log.info(event, user_id=user_id)

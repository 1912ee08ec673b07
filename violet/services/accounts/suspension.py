"""Suspending an account: every log-in ends at once, and there is no new one until it is restored."""

from __future__ import annotations

from sqlalchemy import update

from violet.errors import Conflict, NotFound
from violet.models import User
from violet.services.accounts import security_log
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.changes import changing
from violet.services.accounts.roles import NOT_ONESELF, UNKNOWN
from violet.services.accounts.sessions import close_all
from violet.services.working import audit


def suspend(ports: AccountPorts, user_id: int, *, reason: str | None, actor_id: int) -> None:
    """Raises NotFound, Conflict for oneself. Suspending again changes the reason."""
    if user_id == actor_id:
        raise Conflict(NOT_ONESELF)
    now = ports.here.clock()
    with changing(ports.identity.people, user_id) as connection:
        suspended = update(User).where(User.id == user_id).values(suspended_at=now, suspended_for=reason)
        if connection.execute(suspended).rowcount != 1:
            raise NotFound(UNKNOWN)
        close_all(connection, user_id)
        audit.record(connection, audit.Deed(actor_id, "user.suspended", f"user:{user_id}"), at=now)
    security_log.record("account_suspended", user_id)


def restore(ports: AccountPorts, user_id: int, *, actor_id: int) -> None:
    """Raises NotFound, Conflict for an account that is not suspended."""
    now = ports.here.clock()
    with changing(ports.identity.people, user_id) as connection:
        suspended = (User.id == user_id, User.suspended_at.is_not(None))
        restored = update(User).where(*suspended).values(suspended_at=None, suspended_for=None)
        if connection.execute(restored).rowcount != 1:
            raise Conflict("That account is not suspended.")
        audit.record(connection, audit.Deed(actor_id, "user.restored", f"user:{user_id}"), at=now)
    security_log.record("account_restored", user_id)

"""Being asked for the password again before something that cannot be taken lightly."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, update

from violet.errors import Forbidden, PasswordNeeded
from violet.models import LoginSession
from violet.services.accounts import security_log
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.authentication import password_version_if_right
from violet.services.accounts.changes import changing
from violet.services.accounts.passwords import WRONG_PASSWORD
from violet.services.accounts.sessions import Caller
from violet.services.working.database import reading

GOOD_FOR = timedelta(minutes=10)


def confirm(ports: AccountPorts, caller: Caller, *, password: str) -> datetime:
    """Notes that the person on this device knows the password. Returns until when that counts. Raises Forbidden."""
    if password_version_if_right(ports, caller.account.id, password) is None:
        security_log.record("confirmation_refused", caller.account.id)
        raise Forbidden(WRONG_PASSWORD, field="password")
    now = ports.here.clock()
    mine = LoginSession.id == caller.session_id
    with changing(ports.identity.people, caller.account.id) as connection:
        connection.execute(update(LoginSession).where(mine).values(password_at=now))
    security_log.record("confirmed", caller.account.id)
    return now + GOOD_FOR


def require_recent_password(ports: AccountPorts, caller: Caller) -> None:
    """Raises PasswordNeeded where this device was not given the password within GOOD_FOR, by logging in or since."""
    with reading() as connection:
        mine = select(LoginSession.password_at, LoginSession.created_at).where(LoginSession.id == caller.session_id)
        row = connection.execute(mine).first()
    at = (row.password_at or row.created_at) if row is not None else None
    if at is None or ports.here.clock() - at > GOOD_FOR:
        raise PasswordNeeded(field="password")

"""Logging in with a password."""

from __future__ import annotations

from sqlalchemy import bindparam, select, update

from violet.errors import Suspended, Unauthorized
from violet.models import User
from violet.services.accounts import addresses, security_log
from violet.services.accounts.account import COLUMNS, Account, from_row
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.changes import changing
from violet.services.accounts.sessions import TokenPair, adopt_conversation, open_session, token_pair
from violet.services.working.database import reading

REFUSED = "That e-mail and password do not match."
_SECRETS = (User.password_hash, User.password_version, User.suspended_at)
_BY_EMAIL = select(*COLUMNS, *_SECRETS).where(User.email == bindparam("email"))
_BY_ID = select(User.password_hash, User.password_version).where(User.id == bindparam("user_id"))


def log_in(
    ports: AccountPorts, *, email: str, password: str, session_id: str | None = None
) -> tuple[TokenPair, Account]:
    """The conversation of the anonymous session `session_id` moves to the account.

    Raises Unauthorized: same words, same time and same work whether there is such an account or not; Suspended for
    whoever knows the password of an account that is."""
    with reading() as connection:
        row = connection.execute(_BY_EMAIL, {"email": addresses.normalize_or_none(email) or ""}).first()
    if not ports.identity.passwords.verify(password, row.password_hash if row else None) or row is None:
        security_log.record("log_in_failed", row.id if row else None)
        raise Unauthorized(REFUSED)
    if row.suspended_at is not None:
        security_log.record("log_in_failed", row.id)
        raise Suspended
    hashed: str = row.password_hash
    renewed = ports.identity.passwords.hash(password) if ports.identity.passwords.needs_rehash(hashed) else None
    account = from_row(row)
    with changing(ports.identity.people, account.id) as connection:
        session = open_session(connection, ports, user_id=account.id, password_version=row.password_version)
        if renewed:
            same = (User.id == account.id, User.password_hash == hashed)
            connection.execute(update(User).where(*same).values(password_hash=renewed))
    adopt_conversation(ports, account.id, session_id)
    security_log.record("log_in", account.id)
    return token_pair(ports, session), account


def password_version_if_right(ports: AccountPorts, user_id: int, password: str) -> int | None:
    """The account's password version where this is its password; None where it is not."""
    with reading() as connection:
        row = connection.execute(_BY_ID, {"user_id": user_id}).first()
    if not ports.identity.passwords.verify(password, row.password_hash if row else None) or row is None:
        return None
    return int(row.password_version)

"""Changing a password, and getting back in without it."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from violet.errors import BadInput, Forbidden
from violet.models import NotificationToken, User
from violet.security.tokens import InvalidToken, TokenKind
from violet.services.accounts import addresses, messages, security_log
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.authentication import password_version_if_right
from violet.services.accounts.changes import changing
from violet.services.accounts.password_policy import require_acceptable
from violet.services.accounts.sessions import Caller, TokenPair, close_all, open_session, token_pair
from violet.services.notify.security_mail import Change, password_changed
from violet.services.working.database import reading

WRONG_PASSWORD = "That password is not right."  # noqa: S105 -- a sentence
BAD_LINK = "That link has expired or was already used. Please ask for a new one."
_BY_EMAIL = select(User.id, User.email, User.password_version).where(User.email == bindparam("email"))
_BY_ID = select(User.email, User.password_version).where(User.id == bindparam("user_id"))


def change(ports: AccountPorts, caller: Caller, *, current: str, new: str) -> TokenPair:
    """Sets a new password, closes every log-in and opens a new one for the phone that asked.

    Raises Forbidden where the current password is wrong (401 would make the app drop its token), BadInput for a new one
    that is not acceptable.
    """
    user_id = caller.account.id
    version = password_version_if_right(ports, user_id, current)
    if version is None:
        security_log.record("password_change_refused", user_id)
        raise Forbidden(WRONG_PASSWORD, field="current_password")
    require_acceptable(new, caller.account.email, field="new_password")
    hashed = ports.identity.passwords.hash(new)
    with changing(ports.identity.people, user_id) as connection:
        if not _replace(connection, user_id, hashed, version):
            raise Forbidden(WRONG_PASSWORD, field="current_password")
        session = open_session(connection, ports, user_id=user_id, password_version=version + 1)
        phone = NotificationToken.session_id == caller.session_id
        connection.execute(update(NotificationToken).where(phone).values(session_id=session.session_id))
        close_all(connection, user_id, but=session.session_id)
        _tell(connection, ports, user_id, version + 1)
    security_log.record("password_changed", user_id)
    return token_pair(ports, session)


def request_reset(ports: AccountPorts, *, email: str) -> None:
    """Sends a link where there is such an account, and says nothing of whether there is."""
    with reading() as connection:
        row = connection.execute(_BY_EMAIL, {"email": addresses.normalize_or_none(email) or ""}).first()
    if row is not None:
        messages.send_password_reset(ports, user_id=row.id, email=row.email, password_version=row.password_version)
    security_log.record("password_reset_requested", row.id if row else None)


def reset(ports: AccountPorts, *, token: str, new: str) -> None:
    """Sets a new password and closes every log-in. Raises BadInput where the token is not good, or was used already.

    Whoever has the link reads the account's mail: that confirms the address as well.
    """
    try:
        claims = ports.identity.tokens.verify(TokenKind.PASSWORD_RESET, token)
    except InvalidToken:
        raise BadInput(BAD_LINK, field="token") from None
    with reading() as connection:
        row = connection.execute(_BY_ID, {"user_id": claims.user_id}).first()
    if row is None or row.password_version != claims.version:
        raise BadInput(BAD_LINK, field="token")
    require_acceptable(new, row.email)
    hashed = ports.identity.passwords.hash(new)
    with changing(ports.identity.people, claims.user_id) as connection:
        if not _replace(connection, claims.user_id, hashed, claims.version):
            raise BadInput(BAD_LINK, field="token")
        unconfirmed = (User.id == claims.user_id, User.email_verified_at.is_(None))
        connection.execute(update(User).where(*unconfirmed).values(email_verified_at=ports.here.clock()))
        close_all(connection, claims.user_id)
        _tell(connection, ports, claims.user_id, claims.version + 1)
    security_log.record("password_reset", claims.user_id)


def _tell(connection: Connection, ports: AccountPorts, user_id: int, version: int) -> None:
    """The person hears of it, by mail to the address of before too."""
    change, now = Change(user_id, version), ports.here.clock()
    password_changed(connection, ports.identity.cipher, change, now=now, zone=ports.here.zone)


def _replace(connection: Connection, user_id: int, hashed: str, version: int) -> bool:
    """False where the password was changed since `version` was read."""
    unchanged = (User.id == user_id, User.password_version == version)
    changed = update(User).where(*unchanged).values(password_hash=hashed, password_version=version + 1)
    return connection.execute(changed).rowcount == 1

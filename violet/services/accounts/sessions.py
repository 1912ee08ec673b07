"""Log-ins and their tokens: opening, checking, refreshing and closing.

A log-in is a row; an access token is good while its row stands, so closing one holds at once on every worker. The row
counts its refresh tokens: each is good once, and one that comes back a second time closes the log-in, but for a few
seconds in which the same phone may have asked twice.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, bindparam, delete, insert, literal, select, update

from violet.errors import Unauthorized
from violet.models import LoginSession, User
from violet.security.tokens import Claims, InvalidToken, TokenKind, TokenSigner
from violet.services.accounts import security_log
from violet.services.accounts.account import COLUMNS, Account, from_row
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.activity import ActivityItem, items_from_json, latest_as_json
from violet.services.accounts.changes import changing
from violet.services.conversations import conversation as conversations
from violet.services.working.hot_query import HotQuery
from violet.services.working.people import KnownPeople

MAX_SESSIONS = 50
# Two requests of one phone may refresh at once, or it may not have heard the answer and ask again.
REFRESH_GRACE = timedelta(seconds=10)


def _by_session(dialect: str) -> Select[Any]:
    mine = (LoginSession.id == bindparam("session_id"), User.id == bindparam("user_id"))
    whole = select(*COLUMNS, latest_as_json(dialect))
    return whole.join(LoginSession, LoginSession.user_id == User.id).where(*mine)


_CALLER = HotQuery("caller", _by_session)


@dataclass(frozen=True, slots=True)
class TokenPair:
    token: str
    refresh_token: str


@dataclass(frozen=True, slots=True)
class Caller:
    """Who a good access token stands for. `latest` is what they did last, as the database tells it."""

    account: Account
    session_id: str
    latest: str | list[list[Any]] | None

    @property
    def activity(self) -> list[ActivityItem]:
        """The last 50, newest first."""
        return items_from_json(self.latest)


def verify_access(tokens: TokenSigner, token: str) -> Claims | None:
    """What the token says, if its signature, kind and time are good. Asks no database: closed log-ins still pass."""
    try:
        return tokens.verify(TokenKind.ACCESS, token)
    except InvalidToken:
        return None


def find_caller(people: KnownPeople, claims: Claims) -> Caller:
    """The person behind a verified access token, in at most one indexed query.

    Raises Unauthorized where the log-in was closed or the account deleted.
    """
    return people.look_up(claims.user_id, claims.session_id, lambda: _read_caller(claims))


def _read_caller(claims: Claims) -> Caller:
    row = _CALLER.first({"session_id": claims.session_id, "user_id": claims.user_id})
    if row is None:
        raise Unauthorized
    return Caller(from_row(row), claims.session_id, row[-1])


def open_session(connection: Connection, ports: AccountPorts, *, user_id: int, password_version: int) -> Claims:
    """Adds a log-in inside the caller's transaction, for somebody who has just given the password. Raises Unauthorized
    where that changed meanwhile, or the account was suspended."""
    now, session_id = ports.here.clock(), uuid.uuid4().hex
    expires_at = now + timedelta(seconds=ports.here.settings.refresh_token_ttl_s)
    # Holding the user's row against a change of password (FOR SHARE) until this transaction ends: a change that runs at
    # the same time either sees this log-in and closes it, or is seen here.
    person = select(literal(session_id), User.id, literal(1), literal(now), literal(now), literal(expires_at)).where(
        User.id == user_id, User.password_version == password_version, User.suspended_at.is_(None)
    )
    columns = ["id", "user_id", "generation", "password_at", "created_at", "expires_at"]
    added = connection.execute(insert(LoginSession).from_select(columns, person.with_for_update(read=True)))
    if added.rowcount != 1:
        raise Unauthorized
    _tidy(connection, ports, user_id)
    return Claims(user_id, session_id, version=1)


def adopt_conversation(ports: AccountPorts, user_id: int, session_id: str | None) -> None:
    """What was said in the anonymous session `session_id` becomes the account's.

    At log-in, so that the conversation goes on; at log-out, so that the next person on this device does not get it:
    not every app says who is chatting.
    """
    if session_id is not None:
        ttl_s = ports.here.settings.conversation_ttl_s
        conversations.adopt(ports.store, session_id=session_id, user_id=user_id, ttl_s=ttl_s)


def token_pair(ports: AccountPorts, session: Claims, *, issued_at: datetime | None = None) -> TokenPair:
    """Tokens for a log-in; `session.version` is the generation of its refresh token. The same moment gives the same
    tokens."""
    now, settings = issued_at or ports.here.clock(), ports.here.settings
    sign = ports.identity.tokens.sign
    access = Claims(session.user_id, session.session_id)
    return TokenPair(
        token=sign(TokenKind.ACCESS, access, now=now, ttl_s=settings.access_token_ttl_s),
        refresh_token=sign(TokenKind.REFRESH, session, now=now, ttl_s=settings.refresh_token_ttl_s),
    )


def refresh(ports: AccountPorts, refresh_token: str) -> TokenPair:
    """New tokens for a refresh token that was not used before; or, within REFRESH_GRACE and while those were not used,
    the same again. Raises Unauthorized.

    A token that was used before may be stolen, and nobody can tell which of the two users is the thief: the whole
    log-in is closed (RFC 9700, section 4.14.2).
    """
    try:
        claims = ports.identity.tokens.verify(TokenKind.REFRESH, refresh_token)
    except InvalidToken:
        raise Unauthorized from None
    now = ports.here.clock()
    mine = (LoginSession.id == claims.session_id, LoginSession.user_id == claims.user_id)
    renewed = {
        LoginSession.generation: LoginSession.generation + 1,
        LoginSession.expires_at: now + timedelta(seconds=ports.here.settings.refresh_token_ttl_s),
    }
    with changing(ports.identity.people, claims.user_id) as connection:
        unused = (LoginSession.generation == claims.version, LoginSession.expires_at > now)
        rotated = connection.execute(update(LoginSession).where(*mine, *unused).values(renewed)).rowcount == 1
        issued_at = now if rotated else _renewed_just_now(connection, ports, claims)
        reused = issued_at is None and connection.execute(delete(LoginSession).where(*mine)).rowcount == 1
    if reused:
        security_log.record("refresh_reuse", claims.user_id)
    if issued_at is None:
        raise Unauthorized
    return token_pair(ports, Claims(claims.user_id, claims.session_id, claims.version + 1), issued_at=issued_at)


def _renewed_just_now(connection: Connection, ports: AccountPorts, claims: Claims) -> datetime | None:
    """When the tokens after this one were issued, where that is a moment ago: a row ends a lifetime after that."""
    next_one = (LoginSession.id == claims.session_id, LoginSession.user_id == claims.user_id)
    found = select(LoginSession.expires_at).where(*next_one, LoginSession.generation == claims.version + 1)
    expires_at = connection.execute(found).scalar_one_or_none()
    if expires_at is None:
        return None
    renewed_at: datetime = expires_at - timedelta(seconds=ports.here.settings.refresh_token_ttl_s)
    # Clocks of two servers differ: it may have been renewed a moment from now.
    return renewed_at if abs(ports.here.clock() - renewed_at) <= REFRESH_GRACE else None


def log_out(ports: AccountPorts, caller: Caller, session_id: str | None) -> None:
    """Closes this log-in alone. `session_id` is the device's anonymous session, where it has one."""
    with changing(ports.identity.people, caller.account.id) as connection:
        connection.execute(delete(LoginSession).where(LoginSession.id == caller.session_id))
    adopt_conversation(ports, caller.account.id, session_id)
    security_log.record("log_out", caller.account.id)


def log_out_all(ports: AccountPorts, caller: Caller, session_id: str | None) -> None:
    """Closes every log-in of the person, this one too."""
    with changing(ports.identity.people, caller.account.id) as connection:
        close_all(connection, caller.account.id)
    adopt_conversation(ports, caller.account.id, session_id)
    security_log.record("log_out_all", caller.account.id)


def close_all(connection: Connection, user_id: int, *, but: str = "") -> None:
    connection.execute(delete(LoginSession).where(LoginSession.user_id == user_id, LoginSession.id != but))


def _tidy(connection: Connection, ports: AccountPorts, user_id: int) -> None:
    """Forgets log-ins that ended, and the oldest beyond MAX_SESSIONS."""
    mine = LoginSession.user_id == user_id
    newest = select(LoginSession.id).where(mine).order_by(LoginSession.created_at.desc()).limit(MAX_SESSIONS)
    ended = (LoginSession.expires_at <= ports.here.clock()) | LoginSession.id.not_in(newest)
    connection.execute(delete(LoginSession).where(mine, ended))

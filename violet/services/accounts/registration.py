"""Signing up and confirming the address."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from violet.errors import BadInput, Conflict
from violet.models import User
from violet.security.tokens import Claims, InvalidToken, TokenKind
from violet.services.accounts import addresses, messages, security_log
from violet.services.accounts.account import COLUMNS, Account, from_row
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.changes import changing
from violet.services.accounts.password_policy import require_acceptable
from violet.services.accounts.sessions import TokenPair, adopt_conversation, open_session, token_pair
from violet.services.working.database import writing


def sign_up(
    ports: AccountPorts, *, email: str, password: str, first_name: str | None, session_id: str | None = None
) -> tuple[TokenPair, Account]:
    """A new account, logged in; the conversation of the anonymous session `session_id` moves to it.

    Raises BadInput naming the field, Conflict where the address has an account.

    The unique index decides between two sign-ups at once; the password is hashed before, so that the time taken says
    nothing of whether the address was free.
    """
    email = addresses.normalize(email)
    addresses.require_allowed_domain(email, ports.here.settings.signup_email_domains)
    require_acceptable(password, email)
    person = {
        "email": email,
        "password_hash": ports.identity.passwords.hash(password),
        "password_version": 1,
        "first_name": first_name or None,
        "created_at": ports.here.clock(),
    }
    try:
        account, session = _add(ports, person)
    except IntegrityError:
        raise Conflict("There is already an account with that e-mail. Please log in instead.", field="email") from None
    adopt_conversation(ports, account.id, session_id)
    security_log.record("sign_up", account.id)
    if ports.here.settings.email_verification == "required":
        messages.send_verification(ports, user_id=account.id, email=email)
    return token_pair(ports, session), account


def resend_verification(ports: AccountPorts, account: Account) -> None:
    """Sends the mail again, where it is still of use."""
    if not account.email_verified:
        messages.send_verification(ports, user_id=account.id, email=account.email)


def verify_email(ports: AccountPorts, token: str) -> None:
    """Raises BadInput where the token is not good, or was used already."""
    try:
        claims = ports.identity.tokens.verify(TokenKind.EMAIL_VERIFICATION, token)
    except InvalidToken:
        claims = Claims(user_id=0)
    waiting = (User.id == claims.user_id, User.email_verified_at.is_(None))
    with changing(ports.identity.people, claims.user_id) as connection:
        confirmed = connection.execute(
            update(User).where(*waiting).values(email_verified_at=ports.here.clock())
        ).rowcount
    if not confirmed:
        raise BadInput("That link has expired or was already used. Please ask for a new one.", field="token")
    security_log.record("email_verified", claims.user_id)


def _add(ports: AccountPorts, person: dict[str, Any]) -> tuple[Account, Claims]:
    with writing() as connection:
        account = from_row(connection.execute(insert(User).values(person).returning(*COLUMNS)).one())
        return account, open_session(connection, ports, user_id=account.id, password_version=1)

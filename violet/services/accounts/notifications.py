"""The phones to notify."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from violet.errors import Unauthorized
from violet.models import NotificationToken
from violet.security.encryption import fingerprint
from violet.services.accounts.sessions import Caller
from violet.services.deps import Deps
from violet.services.working.database import reading, upsert, writing

MAX_PHONES = 20


def register_phone(deps: Deps, caller: Caller, token: str) -> None:
    """Remembers where to send this person's notifications, until this log-in is closed.

    A phone belongs to whoever logged in on it last. Raises Unauthorized where the account is gone.
    """
    phone = {
        "user_id": caller.account.id,
        "session_id": caller.session_id,
        "fingerprint": fingerprint(token),
        "token": deps.cipher.encrypt(token),
        "updated_at": deps.clock(),
    }
    mine = NotificationToken.user_id == caller.account.id
    newest = select(NotificationToken.id).where(mine).order_by(NotificationToken.updated_at.desc()).limit(MAX_PHONES)
    try:
        with writing() as connection:
            connection.execute(upsert(connection, NotificationToken, phone, key="fingerprint"))
            connection.execute(delete(NotificationToken).where(mine, NotificationToken.id.not_in(newest)))
    except IntegrityError:  # the log-in was closed a moment ago
        raise Unauthorized from None


def phones_of(deps: Deps, user_id: int) -> list[str]:
    """The push tokens of a person's phones, oldest first; those no key opens any more are left out."""
    mine = select(NotificationToken.token).where(NotificationToken.user_id == user_id).order_by(NotificationToken.id)
    with reading() as connection:
        sealed = connection.execute(mine).scalars().all()
    return [token for token in map(deps.cipher.decrypt, sealed) if token is not None]


def forget_phone(token: str) -> None:
    """For tokens that the push service calls dead."""
    with writing() as connection:
        connection.execute(delete(NotificationToken).where(NotificationToken.fingerprint == fingerprint(token)))

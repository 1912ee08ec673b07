"""Everything we hold of a person, in one place: handed over whole, and forgotten whole.

Rows go with the account's row, by the foreign keys; what lies in the store is named here.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from violet.errors import Forbidden
from violet.models import LoginSession, NotificationToken, User
from violet.services.accounts import security_log
from violet.services.accounts.activity import latest_activity
from violet.services.accounts.authentication import password_version_if_right
from violet.services.accounts.notifications import phones_of
from violet.services.accounts.passwords import WRONG_PASSWORD
from violet.services.accounts.sessions import Caller
from violet.services.database import reading, writing
from violet.services.deps import NEW_YORK, Deps


def export(deps: Deps, caller: Caller) -> dict[str, Any]:
    """All of it as JSON-ready values, times in New York."""
    account = caller.account
    mine = LoginSession.user_id == account.id
    with reading() as connection:
        created_at = connection.execute(select(User.created_at).where(User.id == account.id)).scalar_one()
        log_ins = connection.execute(select(LoginSession.created_at, LoginSession.expires_at).where(mine)).all()
    security_log.record("account_exported", account.id)
    return {
        "exported_at": deps.now(),
        "account": account.wire(deps) | {"role": account.role, "created_at": created_at.astimezone(NEW_YORK)},
        "log_ins": [
            {"created_at": begun.astimezone(NEW_YORK), "expires_at": ends.astimezone(NEW_YORK)}
            for begun, ends in log_ins
        ],
        "activity": [item.wire() for item in latest_activity(account.id, limit=deps.settings.activity_limit)],
        "notification_tokens": phones_of(deps, account.id),
    }


def delete_account(deps: Deps, caller: Caller, *, password: str) -> None:
    """Forgets the person: every row and everything in the store. Raises Forbidden where the password is wrong."""
    user_id = caller.account.id
    if password_version_if_right(deps, user_id, password) is None:
        security_log.record("account_deletion_refused", user_id)
        raise Forbidden(WRONG_PASSWORD, field="password")
    with writing() as connection:
        connection.execute(delete(User).where(User.id == user_id))
    security_log.record("account_deleted", user_id)


def reencrypt(deps: Deps) -> tuple[int, int]:
    """Puts every encrypted field under the first of FIELD_ENCRYPTION_KEYS; answers (renewed, unreadable)."""
    renewed = unreadable = 0
    for column, key in ((User.home_address, User.id), (NotificationToken.token, NotificationToken.id)):
        with reading() as connection:
            rows = connection.execute(select(key, column).where(column.is_not(None))).all()
        for id_, sealed in rows:
            fresh = deps.cipher.reencrypt(sealed or "")
            if fresh is None:
                unreadable += 1
                continue
            with writing() as connection:  # only if it is still the same: the person may just have written a new one
                same = (key == id_, column == sealed)
                connection.execute(update(column.class_).where(*same).values({column.key: fresh}))
            renewed += 1
    return renewed, unreadable

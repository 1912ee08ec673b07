"""Everything we hold of a person, in one place: handed over whole, and forgotten whole.

Rows go with the account's row, by the foreign keys; what lies in the store is named here. A new table with a `user_id`
or a new key in the store has its place in `export`, and its encrypted fields in `SEALED`.
"""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import delete, select, update

from violet.domain.wall_clock import NEW_YORK
from violet.errors import Forbidden
from violet.models import CalendarLink, LoginSession, NotificationToken, User
from violet.services.accounts import security_log
from violet.services.accounts.activity import latest_activity
from violet.services.accounts.authentication import password_version_if_right
from violet.services.accounts.changes import changing
from violet.services.accounts.notifications import phones_of
from violet.services.accounts.passwords import WRONG_PASSWORD
from violet.services.accounts.sessions import Caller
from violet.services.calendar.links import forget_read
from violet.services.chat import conversation
from violet.services.deps import Deps
from violet.services.working.database import reading, writing

SEALED = (
    (User.home_address, User.id),
    (NotificationToken.token, NotificationToken.id),
    (CalendarLink.sealed, CalendarLink.id),
)
"""Every encrypted column, with the key of its rows."""
CALENDARS_OF_THEIR_OWN = ("busy_times", "ical")
"""Kinds of calendar whose content the person gave us; what another kind holds are keys to somebody else's door."""


def export(deps: Deps, caller: Caller, *, session_id: str | None) -> dict[str, Any]:
    """All of it as JSON-ready values, times in New York. `session_id` is the anonymous session of this device, where
    it has one: not every app says who is chatting."""
    account = caller.account
    with reading() as connection:
        created_at = connection.execute(select(User.created_at).where(User.id == account.id)).scalar_one()
    security_log.record("account_exported", account.id)
    return {
        "exported_at": deps.now(),
        "account": account.wire(deps) | {"role": account.role, "created_at": created_at.astimezone(NEW_YORK)},
        "log_ins": _log_ins(account.id),
        "activity": [item.wire() for item in latest_activity(account.id, limit=deps.settings.activity_limit)],
        "notification_tokens": phones_of(deps, account.id),
        "calendars": _calendars(deps, account.id),
        "conversation": [turn for key in _conversations(account.id, session_id) for turn in _turns(deps, key)],
    }


def delete_account(deps: Deps, caller: Caller, *, password: str, session_id: str | None) -> None:
    """Forgets the person: every row and everything in the store. Raises Forbidden where the password is wrong."""
    user_id = caller.account.id
    if password_version_if_right(deps, user_id, password) is None:
        security_log.record("account_deletion_refused", user_id)
        raise Forbidden(WRONG_PASSWORD, field="password")
    with changing(deps, user_id) as connection:
        connection.execute(delete(User).where(User.id == user_id))
    for key in _conversations(user_id, session_id):
        conversation.forget(deps.store, key)
    forget_read(deps, user_id)
    security_log.record("account_deleted", user_id)


def reencrypt(deps: Deps) -> tuple[int, int]:
    """Puts every encrypted field under the first of FIELD_ENCRYPTION_KEYS; answers (renewed, unreadable)."""
    renewed = unreadable = 0
    for column, key in SEALED:
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


def _log_ins(user_id: int) -> list[dict[str, Any]]:
    mine = select(LoginSession.created_at, LoginSession.expires_at).where(LoginSession.user_id == user_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(LoginSession.created_at)).all()
    return [{"created_at": begun.astimezone(NEW_YORK), "expires_at": ends.astimezone(NEW_YORK)} for begun, ends in rows]


def _calendars(deps: Deps, user_id: int) -> list[dict[str, Any]]:
    columns = (CalendarLink.kind, CalendarLink.status, CalendarLink.linked_at, CalendarLink.sealed)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(CalendarLink.user_id == user_id)).all()
    calendars = []
    for kind, status, linked_at, sealed in rows:
        opened = deps.cipher.decrypt(sealed) if sealed and kind in CALENDARS_OF_THEIR_OWN else None
        content = orjson.loads(opened) if opened else None
        calendars.append(
            {"kind": kind, "status": status, "linked_at": linked_at.astimezone(NEW_YORK), "content": content}
        )
    return calendars


def _conversations(user_id: int, session_id: str | None) -> list[str]:
    own = [conversation.user_key(user_id)]
    return [*own, conversation.session_key(session_id)] if session_id else own


def _turns(deps: Deps, key: str) -> list[dict[str, Any]]:
    return [
        {
            "at": turn.at.astimezone(NEW_YORK),
            "message": turn.message,
            "reply": turn.reply,
            "places": [card.name for card in turn.cards],
        }
        for turn in conversation.load(deps.store, key).turns
    ]

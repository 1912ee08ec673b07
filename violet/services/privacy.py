"""Everything we hold of a person, in one place: handed over whole, and forgotten whole.

Rows go with the account's row, by the foreign keys; what lies in the store is named here. A new table with a `user_id`
or a new key in the store has its place in `export`, and its encrypted fields in `SEALED`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import delete, select, update

from violet.errors import Forbidden
from violet.models import (
    CalendarLink,
    ContactRow,
    JobRow,
    LoginSession,
    NotificationToken,
    OutboxRow,
    SavedLoop,
    User,
    WalkRow,
)
from violet.security.encryption import FieldCipher
from violet.services.accounts import security_log
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.activity import all_activity
from violet.services.accounts.authentication import password_version_if_right
from violet.services.accounts.changes import changing
from violet.services.accounts.passwords import WRONG_PASSWORD
from violet.services.accounts.sessions import Caller
from violet.services.calendar.links import forget_read
from violet.services.content import authorship
from violet.services.conversations import conversation as conversations
from violet.services.events import attendance
from violet.services.jobs.job import Progress
from violet.services.moderation import feedback, reports
from violet.services.notify import inbox, preferences
from violet.services.notify.devices import Device, DevicePorts, devices_of
from violet.services.places import saved
from violet.services.together import documents as together
from violet.services.together import rooms, sharing
from violet.services.walks import saved_loops
from violet.services.working.database import reading, writing
from violet.store.base import Store

SEALED = (
    (User.home_address, User.id),
    (NotificationToken.token, NotificationToken.id),
    (CalendarLink.sealed, CalendarLink.id),
    (OutboxRow.address, OutboxRow.id),
    (ContactRow.sealed, ContactRow.id),
    (WalkRow.destination, WalkRow.id),
    (WalkRow.pin, WalkRow.id),
    (WalkRow.share, WalkRow.id),
    (SavedLoop.sealed, SavedLoop.id),
)
"""Every encrypted column, with the key of its rows."""
CALENDARS_OF_THEIR_OWN = ("busy_times", "ical")
"""Kinds of calendar whose content the person gave us; what another kind holds are keys to somebody else's door."""


def export(
    ports: AccountPorts, caller: Caller, *, session_id: str | None, progress: Progress = lambda done, total: None
) -> dict[str, Any]:
    """All of it as JSON-ready values, times in the campus's zone. `session_id` is the anonymous session of this
    device, where it has one: not every app says who is chatting. `progress` hears of each part that is done."""
    account, cipher = caller.account, ports.identity.cipher
    zone = ports.here.zone
    devices = DevicePorts(ports.here.clock, cipher)
    parts: dict[str, Callable[[], Any]] = {
        "account": lambda: account.wire(cipher) | {"role": account.role, "created_at": _created_at(account.id, zone)},
        "log_ins": lambda: _log_ins(account.id, zone),
        "activity": lambda: [item.wire(zone) for item in all_activity(account.id)],
        "notification_tokens": lambda: [device.address for device in devices_of(devices, account.id)],
        "devices": lambda: [_device(device) for device in devices_of(devices, account.id)],
        "notifications": lambda: [asdict(told) for told in inbox.all_of(account.id)],
        "notification_preferences": lambda: preferences.get(account.id).wire(),
        "outbox": lambda: _outbox(account.id),
        "rsvps": lambda: attendance.all_of(account.id),
        **together.parts(cipher, account.id),
        "calendars": lambda: _calendars(cipher, account.id, zone),
        "jobs": lambda: _jobs(account.id, zone),
        "saved_places": lambda: saved.all_of(account.id),
        "saved_loops": lambda: saved_loops.all_of(cipher, account.id, zone),
        "reports": lambda: reports.of_person(account.id),
        "feedback": lambda: feedback.of_person(account.id),
        "documents": lambda: authorship.of_person(account.id),
        "conversation": lambda: [
            turn for key in _conversations(account.id, session_id) for turn in _turns(ports.store, key, zone)
        ],
    }
    whole: dict[str, Any] = {"exported_at": ports.here.now()}
    for done, (name, part) in enumerate(parts.items(), start=1):
        whole[name] = part()
        progress(done, len(parts))
    security_log.record("account_exported", account.id)
    return whole


def delete_account(ports: AccountPorts, caller: Caller, *, password: str, session_id: str | None) -> None:
    """Forgets the person: every row and everything in the store. Raises Forbidden where the password is wrong."""
    user_id = caller.account.id
    if password_version_if_right(ports, user_id, password) is None:
        security_log.record("account_deletion_refused", user_id)
        raise Forbidden(WRONG_PASSWORD, field="password")
    with changing(ports.identity.people, user_id) as connection:
        rooms.leave_all(ports.store, connection, user_id)
        sharing.forget_all(ports.store, connection, user_id)
        connection.execute(delete(User).where(User.id == user_id))
    for key in _conversations(user_id, session_id):
        conversations.forget(ports.store, key)
    forget_read(ports.store, user_id)
    security_log.record("account_deleted", user_id)


def reencrypt(cipher: FieldCipher) -> tuple[int, int]:
    """Puts every encrypted field under the first of FIELD_ENCRYPTION_KEYS; answers (renewed, unreadable)."""
    renewed = unreadable = 0
    for column, key in SEALED:
        with reading() as connection:
            rows = connection.execute(select(key, column).where(column.is_not(None))).all()
        for id_, sealed in rows:
            fresh = cipher.reencrypt(sealed or "")
            if fresh is None:
                unreadable += 1
                continue
            with writing() as connection:  # only if it is still the same: the person may just have written a new one
                same = (key == id_, column == sealed)
                connection.execute(update(column.class_).where(*same).values({column.key: fresh}))
            renewed += 1
    return renewed, unreadable


def _log_ins(user_id: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    mine = select(LoginSession.created_at, LoginSession.expires_at).where(LoginSession.user_id == user_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(LoginSession.created_at)).all()
    return [{"created_at": begun.astimezone(zone), "expires_at": ends.astimezone(zone)} for begun, ends in rows]


def _calendars(cipher: FieldCipher, user_id: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    columns = (CalendarLink.kind, CalendarLink.status, CalendarLink.linked_at, CalendarLink.sealed)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(CalendarLink.user_id == user_id)).all()
    calendars = []
    for kind, status, linked_at, sealed in rows:
        opened = cipher.decrypt(sealed) if sealed and kind in CALENDARS_OF_THEIR_OWN else None
        content = orjson.loads(opened) if opened else None
        calendars.append({"kind": kind, "status": status, "linked_at": linked_at.astimezone(zone), "content": content})
    return calendars


def _created_at(user_id: int, zone: ZoneInfo) -> datetime:
    with reading() as connection:
        created_at: datetime = connection.execute(select(User.created_at).where(User.id == user_id)).scalar_one()
    return created_at.astimezone(zone)


def _device(device: Device) -> dict[str, Any]:
    return {"kind": device.kind, "locale": device.locale, "created_at": device.created_at}


def _outbox(user_id: int) -> list[dict[str, Any]]:
    columns = (OutboxRow.kind, OutboxRow.channel, OutboxRow.title, OutboxRow.body, OutboxRow.state, OutboxRow.due_at)
    with reading() as connection:
        mine = select(*columns).where(OutboxRow.user_id == user_id).order_by(OutboxRow.id)
        return [dict(row) for row in connection.execute(mine).mappings()]


def _jobs(user_id: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    mine = select(JobRow.kind, JobRow.state, JobRow.created_at).where(JobRow.user_id == user_id)
    with reading() as connection:
        rows = connection.execute(mine.order_by(JobRow.created_at)).all()
    return [{"kind": kind, "state": state, "created_at": at.astimezone(zone)} for kind, state, at in rows]


def _conversations(user_id: int, session_id: str | None) -> list[str]:
    own = [conversations.user_key(user_id)]
    return [*own, conversations.session_key(session_id)] if session_id else own


def _turns(store: Store, key: str, zone: ZoneInfo) -> list[dict[str, Any]]:
    return [
        {
            "at": turn.at.astimezone(zone),
            "message": turn.message,
            "reply": turn.reply,
            "places": [card.name for card in turn.cards],
        }
        for turn in conversations.load(store, key).turns
    ]

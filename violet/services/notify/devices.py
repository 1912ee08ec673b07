"""The phones and browsers to notify."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from violet.errors import NotFound, Unauthorized
from violet.models import NotificationToken
from violet.security.encryption import FieldCipher, fingerprint
from violet.services.working.database import reading, upsert, writing

DeviceKind = Literal["expo", "apns", "fcm", "webpush"]
MAX_DEVICES = 20
HEX = re.compile(r"[0-9a-fA-F]{64,200}")


@dataclass(frozen=True, slots=True)
class DevicePorts:
    """`clock` returns an aware datetime."""

    clock: Callable[[], datetime]
    cipher: FieldCipher


@dataclass(frozen=True, slots=True)
class NewDevice:
    """`address` is a token, or a web push subscription as JSON."""

    address: str
    kind: DeviceKind
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class Device:
    id: int
    user_id: int
    kind: str
    locale: str | None
    created_at: datetime
    address: str


def register(ports: DevicePorts, new: NewDevice, *, user_id: int, session_id: str) -> Device:
    """Remembers where to send this person's notifications, until this log-in is closed.

    A device belongs to whoever registered it last. Raises Unauthorized where the account or the log-in is gone.
    """
    now = ports.clock()
    mark = fingerprint(new.address)
    row = {
        "user_id": user_id, "session_id": session_id, "fingerprint": mark, "token": ports.cipher.encrypt(new.address),
        "kind": new.kind, "locale": new.locale, "created_at": now, "updated_at": now,
    }  # fmt: skip
    mine = NotificationToken.user_id == user_id
    newest = select(NotificationToken.id).where(mine).order_by(NotificationToken.updated_at.desc()).limit(MAX_DEVICES)
    try:
        with writing() as connection:
            connection.execute(upsert(connection, NotificationToken, row, key="fingerprint"))
            connection.execute(delete(NotificationToken).where(mine, NotificationToken.id.not_in(newest)))
            found = select(NotificationToken.id).where(NotificationToken.fingerprint == mark)
            device_id: int = connection.execute(found).scalar_one()
    except IntegrityError:  # the log-in was closed a moment ago
        raise Unauthorized from None
    return Device(device_id, user_id, new.kind, new.locale, now, new.address)


def devices_of(ports: DevicePorts, user_id: int) -> list[Device]:
    """A person's devices, oldest first; those no key opens any more are left out."""
    with reading() as connection:
        return opened(connection, ports.cipher, NotificationToken.user_id == user_id)


def by_ids(connection: Connection, cipher: FieldCipher, ids: Collection[int]) -> dict[int, Device]:
    return {one.id: one for one in opened(connection, cipher, NotificationToken.id.in_(ids))}


def opened(connection: Connection, cipher: FieldCipher, condition: Any) -> list[Device]:
    table = NotificationToken
    columns = (table.id, table.user_id, table.kind, table.locale, table.created_at, table.updated_at, table.token)
    rows = connection.execute(select(*columns).where(condition).order_by(table.id)).all()
    addresses = [(row, cipher.decrypt(row.token)) for row in rows]
    return [
        Device(row.id, row.user_id, row.kind or kind_of(address), row.locale, row.created_at or row.updated_at, address)
        for row, address in addresses
        if address is not None
    ]


def kind_of(address: str) -> DeviceKind:
    """Of a token that an app posted without saying."""
    return "apns" if HEX.fullmatch(address) else "expo"


def remove(user_id: int, device_id: int) -> None:
    """Raises NotFound for one that is not this person's."""
    mine = (NotificationToken.id == device_id, NotificationToken.user_id == user_id)
    with writing() as connection:
        if connection.execute(delete(NotificationToken).where(*mine)).rowcount == 0:
            raise NotFound("There is no such device.")


def forget(connection: Connection, device_ids: Collection[int]) -> None:
    """For addresses that the push service calls dead."""
    connection.execute(delete(NotificationToken).where(NotificationToken.id.in_(device_ids)))

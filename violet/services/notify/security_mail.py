"""What a person hears when somebody changes what gets into the account: by mail too, to the address of before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from violet.models import OutboxRow, User
from violet.security.encryption import FieldCipher
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import Notice, insert_new, outbox_row, tell
from violet.services.notify.words import ENGLISH, languages_of, say, when


@dataclass(frozen=True, slots=True)
class Change:
    """A new password: `version` numbers it."""

    user_id: int
    version: int


def password_changed(
    connection: Connection, cipher: FieldCipher, change: Change, *, now: datetime, zone: ZoneInfo
) -> None:
    """Inside the transaction that changes it. The mail goes out whatever the person switched off: whoever took the
    account over could have done that first."""
    email = connection.execute(select(User.email).where(User.id == change.user_id)).scalar_one()
    language = languages_of(connection, [change.user_id]).get(change.user_id, ENGLISH)
    notice = Notice(
        user_id=change.user_id,
        kind=Kind.SECURITY,
        subject="password",
        occurrence=str(change.version),
        title=say(language, "password_title"),
        body=say(language, "password_body", when=when(language, now, zone, now=now)),
    )
    row = outbox_row(notice, Channel.EMAIL, "", now) | {"address": cipher.encrypt(email)}
    insert_new(connection, OutboxRow, [row], (OutboxRow.id,))
    tell(connection, [notice], now=now)

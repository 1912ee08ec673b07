"""The older server's table as a stream of accounts: what is there already, what is written, what is compared."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, or_, select
from sqlalchemy.dialects import postgresql

from scripts.migration.older import COLUMNS, UNKNOWN_TIME, OlderAddresses, OlderRow, parsed_time
from scripts.migration.records import Batch, Key, Record, Rejected, Remark, key_text
from scripts.migration.sequences import advance
from scripts.migration.source import Source
from violet.models import Activity, LoginSession, NotificationToken, User
from violet.security.encryption import FieldCipher, fingerprint

USERS: Table = User.__table__  # type: ignore[assignment]
ACTIVITY: Table = Activity.__table__  # type: ignore[assignment]
NEW_IN_ACTIVITY = frozenset({"id", "category"})
PHONES: Table = NotificationToken.__table__  # type: ignore[assignment]
LOG_INS: Table = LoginSession.__table__  # type: ignore[assignment]
# A phone hangs on a log-in, and the older server kept none: one is made for it. No token was ever given out for it.
PHONE_LOG_IN_LIFETIME = timedelta(days=3650)
EMAIL_TAKEN = "its e-mail address, in these or other capitals, is account {}'s"
ID_TAKEN = "its id is another account's on the target"
PHONE_TAKEN = "its phone is registered to another account"


class AccountStream:
    """`addresses` is None where home addresses stay behind; `cipher` seals what is written."""

    name = "users"

    def __init__(self, source: Source, addresses: OlderAddresses | None, cipher: FieldCipher) -> None:
        self._source = source
        self._addresses = addresses
        self._cipher = cipher
        there = source.columns("users")
        chosen = ", ".join(name if name in there else f"NULL AS {name}" for name in COLUMNS)
        self._select = f"SELECT rowid, {chosen} FROM users WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 -- our names
        self._owner_of_email: dict[str, int] = {}
        self._owner_of_phone: dict[str, int] = {}
        self._without_phone: set[str] = set()
        newest = source.fetch("SELECT max(created_at) FROM users")[0][0] if "created_at" in there else None
        self._log_ins_end: datetime = (parsed_time(newest) or UNKNOWN_TIME) + PHONE_LOG_IN_LIFETIME

    def count(self) -> int:
        return int(self._source.fetch("SELECT count(*) FROM users")[0][0])

    def read(self, after: Key | None, limit: int) -> Batch:
        batch = Batch(last=None)
        for rowid, *values in self._source.fetch(self._select, after[0] if after else -1, limit):
            batch.last = [rowid]
            converted = OlderRow([rowid], dict(zip(COLUMNS, values, strict=True)), self._addresses).convert()
            if isinstance(converted, Rejected):
                batch.rejected.append(converted)
            else:
                batch.records.append(converted)
        return batch

    def screen(self, connection: Connection | None, batch: Batch) -> None:
        ids_taken = self._look_up(connection, batch.records) if connection is not None else {}
        candidates, batch.records = batch.records, []
        for record in candidates:
            user = record.rows["users"][0]
            owner = self._owner_of_email.setdefault(user["email"], user["id"])
            if ids_taken.get(user["id"]) == user["email"]:
                batch.present.append(record)
            elif user["id"] in ids_taken:
                batch.rejected.append(Rejected(record.key, ID_TAKEN))
            elif owner != user["id"]:
                batch.rejected.append(Rejected(record.key, EMAIL_TAKEN.format(owner)))
            else:
                batch.records.append(self._with_its_own_phone(record))

    def _look_up(self, connection: Connection, records: Sequence[Record]) -> dict[int, str]:
        """E-mail address by id, for the ids that the target has already; learns who owns which address and phone."""
        people = [record.rows["users"][0] for record in records]
        ids, emails = [person["id"] for person in people], [person["email"] for person in people]
        taken = select(User.id, User.email).where(or_(User.id.in_(ids), User.email.in_(emails)))
        found = {row.id: row.email for row in connection.execute(taken)}
        self._owner_of_email.update((email, id_) for id_, email in found.items())
        phones = [fingerprint(phone["token"]) for record in records for phone in record.rows["notification_tokens"]]
        owned = select(NotificationToken.fingerprint, NotificationToken.user_id)
        for row in connection.execute(owned.where(NotificationToken.fingerprint.in_(phones))):
            self._owner_of_phone[row.fingerprint] = row.user_id
        return {id_: email for id_, email in found.items() if id_ in set(ids)}

    def _with_its_own_phone(self, record: Record) -> Record:
        """Nothing in the older table says who had a phone last: the account that came first keeps it."""
        for phone in record.rows["notification_tokens"]:
            if self._owner_of_phone.setdefault(fingerprint(phone["token"]), phone["user_id"]) != phone["user_id"]:
                return Record(record.key, record.rows | {"notification_tokens": []}, (*record.repairs, PHONE_TAKEN))
        return record

    def insert(self, connection: Connection, records: Sequence[Record]) -> None:
        people = [record.rows["users"][0] for record in records]
        sealed = [person | {"home_address": self._seal(person["home_address"])} for person in people]
        connection.execute(postgresql.insert(USERS), sealed)
        phones = [phone for record in records for phone in record.rows["notification_tokens"]]
        if phones:
            connection.execute(postgresql.insert(LOG_INS), [self._log_in(phone) for phone in phones])
        _insert_numbered(connection, ACTIVITY, [row for record in records for row in record.rows["activity"]])
        _insert_numbered(connection, PHONES, [self._sealed_phone(phone) for phone in phones])

    def recall(self, remarks: Sequence[Remark]) -> None:
        self._without_phone = {key_text(remark.key) for remark in remarks if remark.reason == PHONE_TAKEN}

    def advance_sequences(self, connection: Connection) -> None:
        highest = self._source.fetch("SELECT max(id) FROM users WHERE typeof(id) = 'integer'")[0][0] or 0
        advance(connection, USERS, max(int(highest), self._source.highest_ids().get("users", 0)))

    def expected(self, record: Record) -> Any:
        user = record.rows["users"][0]
        phones = [phone["token"] for phone in record.rows["notification_tokens"]]
        phones = [] if key_text(record.key) in self._without_phone else phones
        return {"user": user, "activity": record.rows["activity"], "phones": phones}

    def stored(self, connection: Connection, records: Sequence[Record]) -> dict[str, Any]:
        """By key, with sealed fields opened. Of activity what the older server had is compared."""
        keys = {record.rows["users"][0]["id"]: key_text(record.key) for record in records}
        columns = [USERS.c[name] for name in (records[0].rows["users"][0] if records else {"id": 0})]
        people = connection.execute(select(*columns).where(USERS.c.id.in_(keys))).mappings()
        found: dict[int, dict[str, Any]] = {
            person["id"]: {"user": self._opened(dict(person)), "activity": [], "phones": []} for person in people
        }
        done = select(*(column for column in ACTIVITY.c if column.name not in NEW_IN_ACTIVITY)).where(
            ACTIVITY.c.user_id.in_(keys)
        )
        for row in connection.execute(done.order_by(ACTIVITY.c.id)).mappings():
            found[row["user_id"]]["activity"].append(dict(row))
        phones = select(PHONES.c.user_id, PHONES.c.token).where(PHONES.c.user_id.in_(keys))
        for user_id, token in connection.execute(phones):
            found[user_id]["phones"].append(self._cipher.decrypt(token))
        return {keys[user_id]: content for user_id, content in found.items()}

    def _seal(self, text: str | None) -> str | None:
        return self._cipher.encrypt(text) if text else None

    def _opened(self, person: dict[str, Any]) -> dict[str, Any]:
        address = person["home_address"]
        return person | {"home_address": self._cipher.decrypt(address) if address else None}

    def _log_in(self, phone: dict[str, Any]) -> dict[str, Any]:
        id_ = hashlib.sha256(f"phone of the older server's account {phone['user_id']}".encode()).hexdigest()[:32]
        times = {"created_at": phone["updated_at"], "expires_at": self._log_ins_end}
        return {"id": id_, "user_id": phone["user_id"], "generation": 1} | times

    def _sealed_phone(self, phone: dict[str, Any]) -> dict[str, Any]:
        token = phone["token"]
        sealed = {"fingerprint": fingerprint(token), "token": self._cipher.encrypt(token)}
        return phone | sealed | {"session_id": self._log_in(phone)["id"]}


def _insert_numbered(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Gives the rows the ids after the highest one, so that a run that was killed and resumed ends with the same ids.

    The lock keeps a server that is already running from taking the same ids meanwhile; it can still read.
    """
    if not rows:
        return
    connection.exec_driver_sql(f'LOCK TABLE "{table.name}" IN SHARE ROW EXCLUSIVE MODE')
    highest = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
    connection.execute(table.insert(), [{"id": highest + place} | row for place, row in enumerate(rows, start=1)])
    advance(connection, table, highest + len(rows))

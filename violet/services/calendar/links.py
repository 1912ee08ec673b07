"""The calendars a person linked, sealed: posted busy times, a private iCalendar address, Google's tokens.

What was read of a calendar is kept in the store for a while, sealed as well; it goes when the link changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import orjson
from sqlalchemy import delete, select, update

from violet.models import CalendarLink
from violet.security.encryption import FieldCipher
from violet.services.accounts.documents import merge_settings
from violet.services.calendar.calendar_ports import Vault
from violet.services.working.database import reading, upsert, writing
from violet.services.working.people import KnownPeople
from violet.store.base import Store

Kind = Literal["busy_times", "ical", "google"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LINKED, REVOKED = "linked", "revoked"


@dataclass(frozen=True, slots=True, repr=False)
class Link:
    """`content` is what was sealed; None where access was revoked, or no key we still have opens it."""

    kind: Kind
    status: str
    linked_at: datetime
    content: Mapping[str, Any] | None


def links_of(vault: Vault, user_id: int) -> dict[Kind, Link]:
    """Raises DATABASE_DOWN."""
    table = CalendarLink
    columns = (table.kind, table.status, table.linked_at, table.sealed)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(table.user_id == user_id)).all()
    return {row.kind: Link(row.kind, row.status, row.linked_at, _opened(vault.cipher, row.sealed)) for row in rows}


def save(vault: Vault, user_id: int, kind: Kind, content: Mapping[str, Any], *, now: datetime) -> Link:
    """Links a calendar; what was read of one linked before is forgotten. `now` is aware."""
    full = {"user_id": user_id, "kind": kind, **_sealed(vault.cipher, content), "linked_at": now}
    with writing() as connection:
        connection.execute(upsert(connection, CalendarLink, full, key=("user_id", "kind")))
    forget_read(vault.store, user_id, (kind,))
    _show_as_enabled(vault.people, user_id, kind, enabled=True)
    return Link(kind, LINKED, now, content)


def renew(vault: Vault, user_id: int, kind: Kind, content: Mapping[str, Any]) -> None:
    """Changes what is sealed of a calendar that is still linked."""
    same = (CalendarLink.user_id == user_id, CalendarLink.kind == kind, CalendarLink.status == LINKED)
    with writing() as connection:
        connection.execute(update(CalendarLink).where(*same).values(_sealed(vault.cipher, content)))


def _sealed(cipher: FieldCipher, content: Mapping[str, Any]) -> dict[str, Any]:
    return {"sealed": cipher.encrypt(orjson.dumps(content).decode()), "status": LINKED}


def remove(vault: Vault, user_id: int, kind: Kind) -> bool:
    """Whether there was such a link."""
    mine = (CalendarLink.user_id == user_id, CalendarLink.kind == kind)
    with writing() as connection:
        removed = connection.execute(delete(CalendarLink).where(*mine)).rowcount > 0
    forget_read(vault.store, user_id, (kind,))
    if removed:
        _show_as_enabled(vault.people, user_id, kind, enabled=False)
    return removed


def mark_revoked(vault: Vault, user_id: int, kind: Kind) -> None:
    """Access was taken away: what we held is worth nothing and goes."""
    mine = (CalendarLink.user_id == user_id, CalendarLink.kind == kind)
    with writing() as connection:
        connection.execute(update(CalendarLink).where(*mine).values(status=REVOKED, sealed=None))
    forget_read(vault.store, user_id, (kind,))


def forget_read(store: Store, user_id: int, kinds: Sequence[Kind] = KINDS) -> None:
    """Forgets what was read of a person's calendars, and what was made of it."""
    read = (key(user_id, kind) for kind in kinds for key in (read_key, failure_key))
    store.delete(*read, dashboard_key(user_id))


def read_key(user_id: int, kind: Kind) -> str:
    """Where what was read of a calendar is kept in the store."""
    return f"calendar:{user_id}:{kind}"


def dashboard_key(user_id: int) -> str:
    """Where the dashboard that was shown last is kept in the store."""
    return f"dashboard:{user_id}"


def failure_key(user_id: int, kind: Kind) -> str:
    """Where the store has it that a calendar failed just now."""
    return f"calendar:{user_id}:{kind}:failed"


def _show_as_enabled(people: KnownPeople, user_id: int, kind: Kind, *, enabled: bool) -> None:
    """The apps show these switches; linking a calendar turns them on, whatever they were."""
    if kind == "google":
        merge_settings(people, user_id, {"google_calendar_enabled": enabled})
    if enabled:
        merge_settings(people, user_id, {"calendar_integration_enabled": True})


def _opened(cipher: FieldCipher, sealed: str | None) -> Mapping[str, Any] | None:
    text = cipher.decrypt(sealed) if sealed else None
    content: Mapping[str, Any] | None = orjson.loads(text) if text else None
    return content

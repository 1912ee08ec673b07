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

from violet.domain.wall_clock import NEW_YORK
from violet.models import CalendarLink
from violet.services.accounts.documents import merge_settings
from violet.services.deps import Deps
from violet.services.working.database import reading, upsert, writing

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


def links_of(deps: Deps, user_id: int) -> dict[Kind, Link]:
    """Raises DATABASE_DOWN."""
    table = CalendarLink
    columns = (table.kind, table.status, table.linked_at, table.sealed)
    with reading() as connection:
        rows = connection.execute(select(*columns).where(table.user_id == user_id)).all()
    return {row.kind: Link(row.kind, row.status, row.linked_at, _opened(deps, row.sealed)) for row in rows}


def save(deps: Deps, user_id: int, kind: Kind, content: Mapping[str, Any], *, new: bool = True) -> None:
    """Links a calendar, or changes what is kept of it; only a `new` link forgets what was read before."""
    values: dict[str, Any] = {
        "user_id": user_id,
        "kind": kind,
        "sealed": deps.cipher.encrypt(orjson.dumps(content).decode()),
        "status": LINKED,
    }
    with writing() as connection:
        if new:
            full = values | {"linked_at": deps.clock()}
            connection.execute(upsert(connection, CalendarLink, full, key=("user_id", "kind")))
        else:
            same = (CalendarLink.user_id == user_id, CalendarLink.kind == kind, CalendarLink.status == LINKED)
            connection.execute(update(CalendarLink).where(*same).values(values))
    if new:
        forget_read(deps, user_id, (kind,))
        _show_as_enabled(deps, user_id, kind, enabled=True)


def remove(deps: Deps, user_id: int, kind: Kind) -> bool:
    """Whether there was such a link."""
    mine = (CalendarLink.user_id == user_id, CalendarLink.kind == kind)
    with writing() as connection:
        removed = connection.execute(delete(CalendarLink).where(*mine)).rowcount > 0
    forget_read(deps, user_id, (kind,))
    if removed:
        _show_as_enabled(deps, user_id, kind, enabled=False)
    return removed


def mark_revoked(deps: Deps, user_id: int, kind: Kind) -> None:
    """Access was taken away: what we held is worth nothing and goes."""
    mine = (CalendarLink.user_id == user_id, CalendarLink.kind == kind)
    with writing() as connection:
        connection.execute(update(CalendarLink).where(*mine).values(status=REVOKED, sealed=None))
    forget_read(deps, user_id, (kind,))


def forget_read(deps: Deps, user_id: int, kinds: Sequence[Kind] = KINDS) -> None:
    """Forgets what was read of a person's calendars."""
    deps.store.delete(*(read_key(user_id, kind) for kind in kinds))


def read_key(user_id: int, kind: Kind) -> str:
    """Where what was read of a calendar is kept in the store."""
    return f"calendar:{user_id}:{kind}"


def overview(deps: Deps, user_id: int) -> list[dict[str, Any]]:
    """The links without their secrets, as JSON-ready values, times in New York."""
    return [
        {"kind": link.kind, "status": link.status, "linked_at": link.linked_at.astimezone(NEW_YORK)}
        for link in links_of(deps, user_id).values()
    ]


def _show_as_enabled(deps: Deps, user_id: int, kind: Kind, *, enabled: bool) -> None:
    """The apps show these switches; linking a calendar turns them on, whatever they were."""
    if kind == "google":
        merge_settings(deps, user_id, {"google_calendar_enabled": enabled})
    if enabled:
        merge_settings(deps, user_id, {"calendar_integration_enabled": True})


def _opened(deps: Deps, sealed: str | None) -> Mapping[str, Any] | None:
    text = deps.cipher.decrypt(sealed) if sealed else None
    content: Mapping[str, Any] | None = orjson.loads(text) if text else None
    return content

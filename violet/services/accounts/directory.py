"""Accounts as administrators see them: who has which rights, and nothing of what anybody said or where they are. Every
look is in the trail."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from violet.errors import BadInput, NotFound
from violet.models import LoginSession, User
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.roles import UNKNOWN
from violet.services.working import audit
from violet.services.working.database import writing

COLUMNS = (
    User.id, User.email, User.email_verified_at, User.first_name, User.role, User.campus_roles, User.suspended_at,
    User.suspended_for, User.created_at,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One account. `campus_roles` maps a campus's id to a role; `log_ins` counts the devices."""

    id: int
    email: str
    email_verified: bool
    first_name: str | None
    role: str
    campus_roles: Mapping[str, str]
    suspended_at: datetime | None
    suspended_for: str | None
    created_at: datetime
    log_ins: int


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    accounts: tuple[Listed, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Search:
    """`text` is looked for in e-mail addresses and first names."""

    text: str | None = None
    cursor: str | None = None
    limit: int = 50


def search(ports: AccountPorts, wanted: Search, *, actor_id: int) -> Page:
    """By id. Raises BadInput for a cursor that is none of ours."""
    statement = select(*COLUMNS, _log_ins()).order_by(User.id).limit(wanted.limit + 1)
    if wanted.text:
        text = wanted.text.strip()
        found = (column.icontains(text, autoescape=True) for column in (User.email, User.first_name))
        statement = statement.where(or_(*found))
    if wanted.cursor is not None:
        statement = statement.where(User.id > _read_cursor(wanted.cursor))
    with writing() as connection:
        rows = [_listed(row) for row in connection.execute(statement)]
        shown = rows[: wanted.limit]
        deed = audit.Deed(actor_id, "users.listed", "users", {"seen": [account.id for account in shown]})
        audit.record(connection, deed, at=ports.here.clock())
    more = len(rows) > wanted.limit
    return Page(tuple(shown), base64.urlsafe_b64encode(str(shown[-1].id).encode()).decode() if more else None)


def look(ports: AccountPorts, user_id: int, *, actor_id: int) -> Listed:
    """Raises NotFound."""
    with writing() as connection:
        account = _find(connection, user_id)
        audit.record(connection, audit.Deed(actor_id, "user.viewed", f"user:{user_id}"), at=ports.here.clock())
    return account


def _find(connection: Connection, user_id: int) -> Listed:
    row = connection.execute(select(*COLUMNS, _log_ins()).where(User.id == user_id)).first()
    if row is None:
        raise NotFound(UNKNOWN)
    return _listed(row)


def _log_ins() -> Any:
    mine = select(func.count()).select_from(LoginSession).where(LoginSession.user_id == User.id)
    return mine.correlate(User).scalar_subquery().label("log_ins")


def _listed(row: Row[Any]) -> Listed:
    return Listed(
        id=row.id,
        email=row.email,
        email_verified=row.email_verified_at is not None,
        first_name=row.first_name,
        role=row.role,
        campus_roles=row.campus_roles or {},
        suspended_at=row.suspended_at,
        suspended_for=row.suspended_for,
        created_at=row.created_at,
        log_ins=row.log_ins,
    )


def _read_cursor(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor).decode())
    except ValueError:
        raise BadInput("That page does not exist.", field="cursor") from None

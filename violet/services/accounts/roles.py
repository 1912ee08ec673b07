"""Giving people roles, by the command line or by an administrator: everywhere, or at one campus."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from violet.domain.roles import Role
from violet.errors import Conflict, NotFound
from violet.models import User
from violet.services.accounts import addresses, security_log
from violet.services.accounts.changes import changing
from violet.services.working import audit
from violet.services.working.database import reading
from violet.services.working.people import KnownPeople

UNKNOWN = "There is no such account."
NOT_ONESELF = "Please ask another administrator to change your own rights."


@dataclass(frozen=True, slots=True)
class Grant:
    """A role; `campus` is where it holds, None everywhere."""

    role: Role
    campus: str | None = None


def set_role(people: KnownPeople, email: str, grant: Grant, *, at: datetime) -> int:
    """By the command line. Returns the account's id. Raises BadInput for what is no address, NotFound for one without
    an account."""
    user_id = account_id(email)
    give(people, user_id, grant, actor_id=None, at=at)
    return user_id


def account_id(email: str) -> int:
    """Raises BadInput for what is no address, NotFound for one without an account."""
    with reading() as connection:
        mine = select(User.id).where(User.email == addresses.normalize(email))
        user_id: int | None = connection.execute(mine).scalar_one_or_none()
    if user_id is None:
        raise NotFound("There is no account with that e-mail.")
    return user_id


def give(people: KnownPeople, user_id: int, grant: Grant, *, actor_id: int | None, at: datetime) -> None:
    """Raises NotFound, Conflict for one's own rights."""
    if actor_id == user_id:
        raise Conflict(NOT_ONESELF)
    with changing(people, user_id) as connection:
        _write(connection, user_id, grant)
        told = {"role": grant.role} | ({"campus": grant.campus} if grant.campus else {})
        audit.record(connection, audit.Deed(actor_id, "role.changed", f"user:{user_id}", told), at=at)
    security_log.record("role_changed", user_id)


def _write(connection: Connection, user_id: int, grant: Grant) -> None:
    mine = User.id == user_id
    if grant.campus is None:
        changed = connection.execute(update(User).where(mine).values(role=grant.role)).rowcount
    else:
        # Holding the row before reading it, as two may give roles at once.
        changed = connection.execute(update(User).where(mine).values(role=User.role)).rowcount
        roles = dict(connection.execute(select(User.campus_roles).where(mine)).scalar_one_or_none() or {})
        roles[grant.campus] = grant.role
        kept = {campus: role for campus, role in roles.items() if role != "user"}
        connection.execute(update(User).where(mine).values(campus_roles=kept or None))
    if changed != 1:
        raise NotFound(UNKNOWN)

"""Roles: `user` and `admin`. Nothing but the command line gives one."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import update

from violet.errors import NotFound
from violet.models import User
from violet.services.accounts import addresses, security_log
from violet.services.deps import Deps
from violet.services.working.database import writing

Role = Literal["user", "admin"]


def set_role(deps: Deps, email: str, role: Role) -> int:
    """Answers the account's id. Raises BadInput for what is no address, NotFound for one without an account."""
    changed = update(User).where(User.email == addresses.normalise(email)).values(role=role).returning(User.id)
    with writing() as connection:
        user_id = connection.execute(changed).scalar_one_or_none()
    if user_id is None:
        raise NotFound("There is no account with that e-mail.")
    deps.people.forget(user_id)
    security_log.record("role_changed", user_id)
    return user_id

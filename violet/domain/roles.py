"""What people may do: roles one above the other, everywhere or at one campus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, get_args

Role = Literal["user", "editor", "moderator", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


def at_least(role: str, least: Role) -> bool:
    """Whether a role includes another. One that is not known includes nothing."""
    return role in ROLES and ROLES.index(role) >= ROLES.index(least)


def role_at(everywhere: str, by_campus: Mapping[str, str] | None, campus: str) -> str:
    """The higher of the role somebody has everywhere and the one at a campus."""
    own = (by_campus or {}).get(campus, "user")
    return own if at_least(own, "user") and not at_least(everywhere, own) else everywhere  # type: ignore[arg-type]

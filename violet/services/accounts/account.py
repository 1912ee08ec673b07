"""An account as the rest of the services see it, and the columns it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Row

from violet.domain.roles import Role, at_least, role_at
from violet.models import User
from violet.security.encryption import FieldCipher
from violet.services.accounts.documents import PREFERENCE_DEFAULTS, SETTING_DEFAULTS, complete

COLUMNS = (
    User.id,
    User.email,
    User.email_verified_at,
    User.role,
    User.campus_roles,
    User.first_name,
    User.home_address,
    User.preferences,
    User.settings,
)


@dataclass(frozen=True, slots=True)
class Account:
    """`role` holds everywhere, `campus_roles` at a campus each. `sealed_address` is the home address as stored,
    encrypted. `preferences` and `settings` hold what was set."""

    id: int
    email: str
    email_verified: bool
    role: str
    campus_roles: Mapping[str, str]
    first_name: str | None
    sealed_address: str | None
    preferences: Mapping[str, Any]
    settings: Mapping[str, Any]

    def may(self, least: Role, campus: str) -> bool:
        """Whether they have this role, or a higher one, at a campus."""
        return at_least(role_at(self.role, self.campus_roles, campus), least)

    def home_address(self, cipher: FieldCipher) -> str | None:
        """None also where no key we still have opens it."""
        return cipher.decrypt(self.sealed_address) if self.sealed_address else None

    def wire(self, cipher: FieldCipher) -> dict[str, Any]:
        """The `user` of the wire contract (docs/wire-contract.md), with every key of preferences and settings."""
        return {
            "id": self.id,
            "email": self.email,
            "email_verified": self.email_verified,
            "first_name": self.first_name,
            "home_address": self.home_address(cipher),
            "preferences": complete(self.preferences, PREFERENCE_DEFAULTS),
            "settings": complete(self.settings, SETTING_DEFAULTS),
        }


def from_row(row: Row[Any] | tuple[Any, ...]) -> Account:
    """From a row that begins with COLUMNS, also as the driver gives it."""
    id_, email, verified_at, role, campus_roles, first_name, sealed_address, preferences, settings = row[: len(COLUMNS)]
    if isinstance(preferences, str):
        preferences, settings = orjson.loads(preferences), orjson.loads(settings)
        campus_roles = orjson.loads(campus_roles) if campus_roles else None
    rights = (role, campus_roles or {})
    return Account(id_, email, verified_at is not None, *rights, first_name, sealed_address, preferences, settings)

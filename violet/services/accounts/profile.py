"""What a person reads and writes about themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from violet.errors import Unauthorized
from violet.models import User
from violet.security.encryption import FieldCipher
from violet.services.accounts.account import COLUMNS, Account, from_row
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.changes import changing
from violet.services.accounts.sessions import Caller


def me(cipher: FieldCipher, caller: Caller, zone: ZoneInfo) -> dict[str, Any]:
    """The answer of GET /user/me in the wire contract, of a caller found with their activity."""
    return caller.account.wire(cipher) | {"recent_activity": [item.wire(zone) for item in caller.activity]}


def update_profile(ports: AccountPorts, user_id: int, patch: Mapping[str, str | None]) -> Account:
    """Sets `first_name` and `home_address` where given; null or empty clears. Raises Unauthorized where the account is
    gone."""
    values: dict[str, str | None] = {}
    if "first_name" in patch:
        values["first_name"] = patch["first_name"] or None
    if "home_address" in patch:
        address = patch["home_address"]
        values["home_address"] = ports.identity.cipher.encrypt(address) if address else None
    with changing(ports.identity.people, user_id) as connection:
        values = values or {"first_name": User.first_name}  # type: ignore[dict-item]
        changed = update(User).where(User.id == user_id).values(values).returning(*COLUMNS)
        row = connection.execute(changed).first()
    if row is None:
        raise Unauthorized
    return from_row(row)

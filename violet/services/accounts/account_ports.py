"""What the use cases about accounts take."""

from __future__ import annotations

from dataclasses import dataclass

from violet.ports import Mailer
from violet.security.encryption import FieldCipher
from violet.security.passwords import PasswordHasher
from violet.security.tokens import TokenSigner
from violet.services.working.here import Here
from violet.services.working.people import KnownPeople
from violet.store.base import Store


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells one person from another, and writes to them."""

    tokens: TokenSigner
    passwords: PasswordHasher
    cipher: FieldCipher
    people: KnownPeople
    mailer: Mailer


@dataclass(frozen=True, slots=True)
class AccountPorts:
    here: Here
    store: Store
    identity: Identity

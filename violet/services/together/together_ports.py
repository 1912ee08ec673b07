"""What the use cases of being together take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from violet.ports import Live
from violet.security.encryption import FieldCipher
from violet.services.working.here import Here
from violet.store.base import Store

DatabaseClock = Callable[[Connection], datetime]
"""The moment (aware) by the clock of the database that all processes share."""


@dataclass(frozen=True, slots=True)
class TogetherPorts:
    """`store` has the positions, and nothing else has; `live` tells whoever listens right now; `now` is what walks and
    contacts go by."""

    here: Here
    store: Store
    cipher: FieldCipher
    live: Live
    now: DatabaseClock

"""Loops that people keep, and the links under which others see them: sealed, as a loop may begin at somebody's home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import Row, delete, func, select

from violet.errors import Conflict, NotFound, Unauthorized
from violet.models import SavedLoop, User
from violet.security.encryption import FieldCipher, fingerprint
from violet.services.walks.named_loops import LoopPorts, NamedLoop, kept, read
from violet.services.working.database import reading, upsert, writing

MAX_SAVED = 100
FULL = f"You can save up to {MAX_SAVED} walks. Remove one first."
GONE = "This walk is gone: walks that nobody saved are kept for a day."
NOT_SAVED = "You have not saved that walk."


@dataclass(frozen=True, slots=True)
class KeptLoop:
    """`saved_at` is aware."""

    loop: NamedLoop
    saved_at: datetime


def link(ports: LoopPorts, loop_id: str) -> str:
    """The address of the page that shows a loop to whoever has it."""
    return f"{ports.walking.here.settings.public_base_url}/r/{loop_id}"


def held(ports: LoopPorts, loop_id: str) -> Mapping[str, Any]:
    """The document of a loop: for a day after it was found, and as long as somebody keeps it. Raises NotFound,
    DATABASE_DOWN."""
    found = kept(ports, loop_id)
    if found is not None:
        return found
    with reading() as connection:
        mine = select(SavedLoop.sealed).where(SavedLoop.mark == fingerprint(loop_id)).limit(1)
        sealed = connection.execute(mine).scalar_one_or_none()
    opened = _opened(ports.sealed.cipher, sealed) if sealed is not None else None
    if opened is None:
        raise NotFound(GONE, field="loop_id")
    return opened


def save(ports: LoopPorts, user_id: int, loop_id: str) -> NamedLoop:
    """Keeps a loop; again, nothing changes. Raises NotFound for one that is gone, Conflict where there are too many,
    Unauthorized where the account is gone, DATABASE_DOWN."""
    document = held(ports, loop_id)
    row = {
        "user_id": user_id, "mark": fingerprint(loop_id), "campus": document["campus"],
        "sealed": ports.sealed.cipher.encrypt(orjson.dumps(document).decode()), "saved_at": ports.walking.here.clock(),
    }  # fmt: skip
    with writing() as connection:
        # Holding the person's row makes two devices that save at once take turns.
        person = select(User.id).where(User.id == user_id).with_for_update()
        if connection.execute(person).first() is None:
            raise Unauthorized
        mine = SavedLoop.user_id == user_id
        others = select(func.count()).where(mine, SavedLoop.mark != row["mark"])
        if connection.execute(others).scalar_one() >= MAX_SAVED:
            raise Conflict(FULL)
        connection.execute(upsert(connection, SavedLoop, row, key=("user_id", "mark")))
    return read(ports, document)


def unsave(user_id: int, loop_id: str) -> None:
    """Raises NotFound where it is not saved, DATABASE_DOWN."""
    mine = delete(SavedLoop).where(SavedLoop.user_id == user_id, SavedLoop.mark == fingerprint(loop_id))
    with writing() as connection:
        if connection.execute(mine).rowcount == 0:
            raise NotFound(NOT_SAVED, field="loop_id")


def mine(ports: LoopPorts, user_id: int) -> list[KeptLoop]:
    """A person's loops of this campus, the newest first. Raises DATABASE_DOWN."""
    here = ports.walking.here
    rows = _rows(user_id, campus=here.campus.id)[::-1]
    opened = ((row, _opened(ports.sealed.cipher, row.sealed)) for row in rows)
    return [
        KeptLoop(read(ports, document), row.saved_at.astimezone(here.zone))
        for row, document in opened
        if document is not None
    ]


def all_of(cipher: FieldCipher, user_id: int, zone: ZoneInfo) -> list[dict[str, Any]]:
    """For the export: everything of the loops a person keeps, oldest first."""
    return [{"saved_at": row.saved_at.astimezone(zone), "loop": _opened(cipher, row.sealed)} for row in _rows(user_id)]


def _rows(user_id: int, *, campus: str | None = None) -> list[Row[Any]]:
    own = select(SavedLoop.campus, SavedLoop.sealed, SavedLoop.saved_at).where(SavedLoop.user_id == user_id)
    if campus is not None:
        own = own.where(SavedLoop.campus == campus)
    with reading() as connection:
        return list(connection.execute(own.order_by(SavedLoop.saved_at, SavedLoop.id)))


def _opened(cipher: FieldCipher, sealed: str) -> dict[str, Any] | None:
    """None where no key opens it."""
    text = cipher.decrypt(sealed)
    read_back: dict[str, Any] | None = orjson.loads(text) if text is not None else None
    return read_back

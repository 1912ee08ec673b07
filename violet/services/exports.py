"""Exports as jobs: everything about a person, made in the background and fetched by a signed link for an hour."""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import delete, select

from violet.errors import NotFound
from violet.models import ExportRow
from violet.security.encryption import FieldCipher
from violet.security.tokens import Claims, InvalidToken, TokenKind, TokenSigner
from violet.services.jobs.job import EXPORT, Job, JobState, Progress
from violet.services.jobs.queue import Order
from violet.services.working.database import reading, upsert, writing

GOOD_FOR = timedelta(hours=1)
GONE = "That export is no longer there. Please ask for a new one."

Gather = Callable[[int, str | None, Progress], Mapping[str, Any]]
"""Everything about the account with this id, and what was said in this anonymous session."""


@dataclass(frozen=True, slots=True)
class ExportPorts:
    """`clock` returns an aware datetime."""

    clock: Callable[[], datetime]
    cipher: FieldCipher
    tokens: TokenSigner


def order(cipher: FieldCipher, user_id: int, *, session_id: str | None, key: str | None) -> Order:
    """The job to submit. `session_id` is the device's anonymous session; whoever has it reads the conversation, so it
    is kept encrypted."""
    return Order(EXPORT, user_id, {"session": cipher.encrypt(session_id)} if session_id else {}, key)


def make(ports: ExportPorts, gather: Gather, job: Job, progress: Progress) -> dict[str, Any]:
    """What the job does. Raises DATABASE_DOWN."""
    assert job.owner_id is not None
    sealed_session = job.arguments.get("session")
    session_id = ports.cipher.decrypt(sealed_session) if sealed_session else None
    body = orjson.dumps(gather(job.owner_id, session_id, progress), option=orjson.OPT_NON_STR_KEYS)
    expires_at = ports.clock() + GOOD_FOR
    packed = ports.cipher.encrypt(base64.b64encode(gzip.compress(body)).decode())
    row = {"job_id": job.id, "user_id": job.owner_id, "sealed": packed, "expires_at": expires_at}
    with writing() as connection:
        connection.execute(upsert(connection, ExportRow, row, key="job_id"))
    return {"bytes": len(body), "expires_at": expires_at.isoformat()}


def link_token(ports: ExportPorts, job: Job) -> str | None:
    """The signed part of the link to a finished export; None where there is nothing to fetch (any more)."""
    if job.kind != EXPORT or job.state is not JobState.SUCCEEDED or job.result is None or job.owner_id is None:
        return None
    now = ports.clock()
    left_s = int((datetime.fromisoformat(job.result["expires_at"]) - now).total_seconds())
    if left_s <= 0:
        return None
    return ports.tokens.sign(TokenKind.EXPORT, Claims(job.owner_id, job.id), now=now, ttl_s=left_s)


def fetch(ports: ExportPorts, token: str) -> bytes:
    """The export as JSON. Raises NotFound for a link that is forged, expired, or whose export is gone."""
    try:
        claims = ports.tokens.verify(TokenKind.EXPORT, token)
    except InvalidToken:
        raise NotFound(GONE) from None
    good = (ExportRow.job_id == claims.session_id, ExportRow.user_id == claims.user_id)
    with reading() as connection:
        statement = select(ExportRow.sealed).where(*good, ExportRow.expires_at > ports.clock())
        sealed = connection.execute(statement).scalar_one_or_none()
    opened = ports.cipher.decrypt(sealed) if sealed else None
    if opened is None:
        raise NotFound(GONE)
    return gzip.decompress(base64.b64decode(opened))


def prune(now: datetime) -> int:
    """Forgets the exports whose hour is over. Returns how many."""
    with writing() as connection:
        return connection.execute(delete(ExportRow).where(ExportRow.expires_at <= now)).rowcount

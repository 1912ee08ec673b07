"""What a person's export says of their being together with others: what they made and chose, never where they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson
from sqlalchemy import select

from violet.models import (
    ContactRow,
    PollOptionRow,
    PollRow,
    PollVoteRow,
    RoomMemberRow,
    RoomReportRow,
    RoomRow,
    WalkRow,
)
from violet.security.encryption import FieldCipher
from violet.services.together import positions
from violet.services.working.database import reading

Part = Callable[[], Any]


def parts(cipher: FieldCipher, user_id: int) -> Mapping[str, Part]:
    """By name what makes each part."""
    return {
        "rooms": lambda: _rooms(user_id),
        "position_shares": lambda: positions.all_shares(user_id),
        "polls": lambda: _polls(user_id),
        "contacts": lambda: _contacts(cipher, user_id),
        "walks": lambda: _walks(cipher, user_id),
        "room_reports": lambda: _reports(user_id),
    }


def _rooms(user_id: int) -> list[dict[str, Any]]:
    columns = (RoomRow.name, RoomRow.code, RoomMemberRow.joined_at, RoomRow.expires_at)
    own = select(*columns).join(RoomMemberRow, RoomMemberRow.room_id == RoomRow.id)
    return _all(own.where(RoomMemberRow.user_id == user_id).order_by(RoomMemberRow.joined_at))


def _polls(user_id: int) -> dict[str, Any]:
    asked = select(PollRow.question, PollRow.created_at, PollRow.closes_at).where(PollRow.author_id == user_id)
    votes = (
        select(PollRow.question, PollOptionRow.text.label("option"), PollVoteRow.voted_at)
        .join(PollOptionRow, PollOptionRow.poll_id == PollRow.id)
        .join(PollVoteRow, PollVoteRow.option_id == PollOptionRow.id)
        .where(PollVoteRow.user_id == user_id)
    )
    return {"asked": _all(asked.order_by(PollRow.created_at)), "votes": _all(votes.order_by(PollVoteRow.voted_at))}


def _contacts(cipher: FieldCipher, user_id: int) -> list[dict[str, Any]]:
    columns = (ContactRow.sealed, ContactRow.channel, ContactRow.state, ContactRow.created_at)
    rows = _all(select(*columns).where(ContactRow.user_id == user_id).order_by(ContactRow.id))
    return [_opened(cipher, row.pop("sealed"), "name", "address") | row for row in rows]


def _walks(cipher: FieldCipher, user_id: int) -> list[dict[str, Any]]:
    columns = (WalkRow.destination, WalkRow.state, WalkRow.started_at, WalkRow.due_at, WalkRow.ended_at)
    rows = _all(select(*columns).where(WalkRow.user_id == user_id).order_by(WalkRow.started_at))
    return [{"destination": _opened(cipher, row.pop("destination"), "name", "lat", "lng")} | row for row in rows]


def _reports(user_id: int) -> list[dict[str, Any]]:
    columns = (RoomReportRow.name, RoomReportRow.text, RoomReportRow.created_at)
    return _all(select(*columns).where(RoomReportRow.user_id == user_id).order_by(RoomReportRow.id))


def _all(statement: Any) -> list[dict[str, Any]]:
    with reading() as connection:
        return [dict(row) for row in connection.execute(statement).mappings()]


def _opened(cipher: FieldCipher, sealed: str, *names: str) -> dict[str, Any]:
    """These fields of a sealed object; none where no key opens it any more."""
    opened = cipher.decrypt(sealed)
    document: dict[str, Any] = orjson.loads(opened) if opened else {}
    return {name: document.get(name) for name in names}

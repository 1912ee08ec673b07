"""Polls of a room: approval voting, in which everybody says what they are fine with, and a later vote replaces."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from violet.domain.cards import Card
from violet.errors import BadInput, Conflict, NotFound
from violet.models import PollOptionRow, PollRow, PollVoteRow, RoomMemberRow
from violet.services.conversations import conversation as conversations
from violet.services.events import candidates
from violet.services.places.around import FindingPorts
from violet.services.places.cards import place_card, stable_id
from violet.services.places.saved import find_place
from violet.services.together import rooms
from violet.services.together.names.decency import is_decent
from violet.services.together.together_ports import TogetherPorts
from violet.services.working.database import lock_writers, reading, writing

MAX_POLLS = 50
NO_POLL = "There is no such poll, or it is not of a room you are in."
CLOSED = "That poll is closed."
OF_ROOM = (
    select(*PollRow.__table__.columns)
    .where(PollRow.room_id == bindparam("room_id"))
    .order_by(PollRow.created_at.desc(), PollRow.id)
)


@dataclass(frozen=True, slots=True)
class PollPorts:
    together: TogetherPorts
    finding: FindingPorts


@dataclass(frozen=True, slots=True)
class NewOption:
    """A card, by its `id` or `place_id`, or a text."""

    card_id: int | str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class NewPoll:
    question: str
    options: tuple[NewOption, ...]
    closes_in_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """`voters` are members. `card` is the place's or event's, as far as a vote needs it."""

    id: int
    text: str
    card: Mapping[str, Any] | None
    voters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Poll:
    id: str
    room_id: str
    question: str
    author_id: int | None
    created_at: datetime
    closes_at: datetime | None
    closed: bool
    options: tuple[Option, ...]

    def wire(self, user_id: int | None = None) -> dict[str, Any]:
        """For a member; what all members get where nobody is named."""
        shared = {
            "id": self.id, "room_id": self.room_id, "question": self.question, "author_id": self.author_id,
            "created_at": self.created_at, "closes_at": self.closes_at, "closed": self.closed,
            "options": [
                {"id": one.id, "text": one.text, "card": one.card, "votes": len(one.voters), "voters": list(one.voters)}
                for one in self.options
            ],
        }  # fmt: skip
        mine = [one.id for one in self.options if user_id in one.voters]
        return shared | ({"my_option_ids": mine} if user_id is not None else {})


def create(ports: PollPorts, user_id: int, room_id: str, new: NewPoll) -> Poll:
    """Raises NotFound where the person is not in the room, or a card is none; BadInput for two options that are the
    same; Conflict where the room has MAX_POLLS."""
    together = ports.together
    now = together.here.clock()
    options = [_option(ports, user_id, number, option) for number, option in enumerate(new.options)]
    if len({row["text"].casefold() for row in options}) < len(options):
        raise BadInput("options: Two options are the same.", field="options")
    if not is_decent(new.question):
        raise BadInput("question: Please ask so that everybody can read it.", field="question")
    poll_id = uuid.uuid4().hex
    closes_at = now + timedelta(minutes=new.closes_in_minutes) if new.closes_in_minutes is not None else None
    with writing() as connection:
        lock_writers(connection, PollRow)
        rooms.require_member(connection, user_id, room_id, now)
        count = select(func.count()).select_from(PollRow).where(PollRow.room_id == room_id)
        if connection.execute(count).scalar_one() >= MAX_POLLS:
            raise Conflict("That room has as many polls as one can have.")
        row = {
            "id": poll_id, "room_id": room_id, "author_id": user_id, "question": new.question, "created_at": now,
            "closes_at": closes_at,
        }  # fmt: skip
        connection.execute(insert(PollRow).values(row))
        connection.execute(insert(PollOptionRow), [option | {"poll_id": poll_id} for option in options])
    return _told(together, get(together, user_id, poll_id))


def vote(ports: TogetherPorts, user_id: int, poll_id: str, option_ids: Sequence[int]) -> Poll:
    """What this person is fine with, instead of what they said before; none takes it back. Raises NotFound, BadInput
    for an option of another poll, Conflict where it is closed."""
    wanted, now = set(option_ids), ports.here.clock()
    with writing() as connection:
        lock_writers(connection, PollVoteRow)
        poll = _find(connection, user_id, poll_id, now)
        if poll.closes_at is not None and poll.closes_at <= now:
            raise Conflict(CLOSED)
        # Two votes of one person at once take turns.
        member = (RoomMemberRow.room_id == poll.room_id, RoomMemberRow.user_id == user_id)
        connection.execute(select(RoomMemberRow.user_id).where(*member).with_for_update())
        own = set(connection.execute(select(PollOptionRow.id).where(PollOptionRow.poll_id == poll_id)).scalars())
        if not wanted <= own:
            raise BadInput("option_ids: That is no option of this poll.", field="option_ids")
        before = (PollVoteRow.option_id.in_(own), PollVoteRow.user_id == user_id)
        connection.execute(delete(PollVoteRow).where(*before))
        if wanted:
            votes = [{"option_id": one, "user_id": user_id, "voted_at": now} for one in sorted(wanted)]
            connection.execute(insert(PollVoteRow), votes)
    return _told(ports, get(ports, user_id, poll_id))


def get(ports: TogetherPorts, user_id: int, poll_id: str) -> Poll:
    """Raises NotFound where there is none, or the person is not in its room."""
    now = ports.here.clock()
    with reading() as connection:
        return _polls(connection, [_find(connection, user_id, poll_id, now)], now)[0]


def of_room(ports: TogetherPorts, user_id: int, room_id: str) -> list[Poll]:
    """The newest first. Raises NotFound."""
    now = ports.here.clock()
    with reading() as connection:
        rooms.require_member(connection, user_id, room_id, now)
        return _polls(connection, connection.execute(OF_ROOM, {"room_id": room_id}).all(), now)


def _told(ports: TogetherPorts, poll: Poll) -> Poll:
    ports.live.tell(f"room:{poll.room_id}", "poll", poll.wire())
    return poll


def _find(connection: Connection, user_id: int, poll_id: str, now: datetime) -> Any:
    row = connection.execute(select(*PollRow.__table__.columns).where(PollRow.id == poll_id)).first()
    if row is None:
        raise NotFound(NO_POLL)
    try:
        rooms.require_member(connection, user_id, row.room_id, now)
    except NotFound:
        raise NotFound(NO_POLL) from None
    return row


def _polls(connection: Connection, rows: Sequence[Any], now: datetime) -> list[Poll]:
    if not rows:
        return []
    ids = [row.id for row in rows]
    columns = (PollOptionRow.id, PollOptionRow.poll_id, PollOptionRow.text, PollOptionRow.card)
    options = connection.execute(
        select(*columns).where(PollOptionRow.poll_id.in_(ids)).order_by(PollOptionRow.number)
    ).all()
    votes = connection.execute(
        select(PollVoteRow.option_id, PollVoteRow.user_id)
        .where(PollVoteRow.option_id.in_([option.id for option in options]))
        .order_by(PollVoteRow.user_id)
    ).all()
    voters: dict[int, list[int]] = {option.id: [] for option in options}
    for row in votes:
        voters[row.option_id].append(row.user_id)
    return [
        Poll(
            id=row.id,
            room_id=row.room_id,
            question=row.question,
            author_id=row.author_id,
            created_at=row.created_at,
            closes_at=row.closes_at,
            closed=row.closes_at is not None and row.closes_at <= now,
            options=tuple(
                Option(option.id, option.text, option.card, tuple(voters[option.id]))
                for option in options
                if option.poll_id == row.id
            ),
        )
        for row in rows
    ]


def _option(ports: PollPorts, user_id: int, number: int, new: NewOption) -> dict[str, Any]:
    """The row, with what is known of a card at this moment."""
    if new.card_id is None:
        text = new.text or ""
        if not is_decent(text):
            raise BadInput("options: Please write options that everybody can read.", field="options")
        return {"number": number, "text": text, "card": None}
    known = _event(ports, new.card_id) or _card(ports, _place_id(ports, user_id, new.card_id))
    return {"number": number, "text": known["name"][:300], "card": known}


def _place_id(ports: PollPorts, user_id: int, card_id: int | str) -> str:
    """Of the card with this number: one this person was shown, or one of the guide. Raises NotFound."""
    if isinstance(card_id, str):
        return card_id
    shown = conversations.load(ports.together.store, conversations.user_key(user_id)).shown
    for card in (card for cards in reversed(shown) for card in cards):
        if stable_id(card.provider, card.id) == card_id:
            return card.id
    guide = ports.finding.sources.guide.name
    for place_id in ports.finding.here.campus.places_by_id:
        if stable_id(guide, place_id) == card_id:
            return place_id
    raise NotFound("options: We don't know that card.", field="options")


def _event(ports: PollPorts, card_id: int | str) -> dict[str, Any] | None:
    if isinstance(card_id, str):
        return None
    row = candidates.by_id(card_id, ports.together.here.clock())
    if row is None:
        return None
    return {"id": card_id, "place_id": str(card_id), "type": "event", "name": row["title"], "address": row["venue"]}


def _card(ports: PollPorts, place_id: str) -> dict[str, Any]:
    card: Card = place_card(find_place(ports.finding, place_id), None, ports.finding.here.now())
    return {"id": card.id, "place_id": card.place_id, "type": "place", "name": card.name, "address": card.address}

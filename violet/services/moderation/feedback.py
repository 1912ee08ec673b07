"""What people think of an answer: one opinion a turn, of their own turns, with what the product said at the time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from violet.errors import NotFound
from violet.models import FeedbackRow, PlaceReportRow, QueueRow
from violet.services.content.reported import OPEN
from violet.services.conversations import conversation as conversations
from violet.services.conversations.conversation import TurnRecord
from violet.services.moderation.items import FEEDBACK, Subject, open_item
from violet.services.moderation.scrub import scrubbed
from violet.services.spending.allowance import SpendingPorts
from violet.services.working.database import reading, writing

KEPT = timedelta(days=30)
NOT_THEIRS = "That turn is not one of yours, or older than a day."
OTHER = "other"
ABOUT_A_PLACE = frozenset({"wrong_place", "wrong_fact", "closed", "unsafe"})


@dataclass(frozen=True, slots=True)
class Opinion:
    rating: str
    reason: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Giver:
    """Who has an opinion: where their turns are, their account if there is one, and their name, which goes out of what
    others read."""

    conversations: Iterable[str]
    user_id: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A turn for people to label: the message without anything personal, and what was understood."""

    message: str
    rating: str
    reason: str | None
    said: dict[str, Any] | None


def give(ports: SpendingPorts, turn_id: str, opinion: Opinion, giver: Giver) -> None:
    """A later opinion on the same turn replaces the one before. Raises NotFound for a turn that is not theirs."""
    turn = _own_turn(ports, turn_id, giver)
    now, campus = ports.here.clock(), ports.here.campus.id
    kept = ports.store.get(conversations.explanation_key(turn_id))
    with writing() as connection:
        # Holding the row, so that two opinions at once come one after the other.
        held = update(FeedbackRow).where(FeedbackRow.turn_id == turn_id).values(updated_at=now)
        before = connection.execute(held.returning(FeedbackRow.item_id, FeedbackRow.user_id)).first()
        row: dict[str, Any] = {
            "rating": opinion.rating, "reason": opinion.reason, "text": opinion.text, "updated_at": now, "item_id": None
        }  # fmt: skip
        if opinion.rating == "down":
            row["item_id"] = open_item(connection, _subject(campus, turn, opinion), now=now)
        if before is None:
            row |= {
                "turn_id": turn_id, "campus": campus, "user_id": giver.user_id, "intent": turn.intent.kind.value,
                "message": scrubbed(turn.message, names=[giver.name]), "said": orjson.loads(kept) if kept else None,
                "created_at": now, "forget_at": now + KEPT,
            }  # fmt: skip
            connection.execute(insert(FeedbackRow).values(row))
            return
        connection.execute(update(FeedbackRow).where(FeedbackRow.turn_id == turn_id).values(row))
        if before.item_id is not None and before.item_id != row["item_id"]:
            _drop_if_empty(connection, before.item_id)


def of_person(user_id: int) -> list[dict[str, Any]]:
    """Every opinion of somebody, for their export."""
    columns = (
        FeedbackRow.turn_id, FeedbackRow.rating, FeedbackRow.reason, FeedbackRow.text, FeedbackRow.message,
        FeedbackRow.said, FeedbackRow.created_at,
    )  # fmt: skip
    with reading() as connection:
        mine = select(*columns).where(FeedbackRow.user_id == user_id).order_by(FeedbackRow.created_at)
        return [dict(row) for row in connection.execute(mine).mappings()]


def prune(now: datetime) -> int:
    """Forgets what the product said so long ago. Returns of how many turns."""
    old = (FeedbackRow.forget_at <= now, FeedbackRow.message.is_not(None))
    with writing() as connection:
        forgotten = update(FeedbackRow).where(*old).values(message=None, said=None)
        return connection.execute(forgotten).rowcount


def cases(*, rating: str | None = None) -> list[Case]:
    """What may become cases of the evaluation, the oldest first. Raises DATABASE_DOWN."""
    columns = (FeedbackRow.message, FeedbackRow.rating, FeedbackRow.reason, FeedbackRow.said)
    statement = select(*columns).where(FeedbackRow.message.is_not(None)).order_by(FeedbackRow.created_at)
    if rating is not None:
        statement = statement.where(FeedbackRow.rating == rating)
    with reading() as connection:
        return [Case(*row) for row in connection.execute(statement)]


def _own_turn(ports: SpendingPorts, turn_id: str, giver: Giver) -> TurnRecord:
    turns = (turn for key in giver.conversations for turn in conversations.load(ports.store, key).turns)
    found = next((turn for turn in turns if turn.turn_id == turn_id), None)
    if found is None:
        raise NotFound(NOT_THEIRS)
    return found


def _subject(campus: str, turn: TurnRecord, opinion: Opinion) -> Subject:
    """With the place, where the turn was about one alone; else the turn itself."""
    reason = opinion.reason or OTHER
    if len(turn.cards) == 1 and reason in ABOUT_A_PLACE:
        return Subject(campus, FEEDBACK, turn.cards[0].id, reason, turn.cards[0].name)
    return Subject(campus, FEEDBACK, f"turn:{turn.turn_id}", reason)


def _drop_if_empty(connection: Connection, item_id: int) -> None:
    """An open item that nobody stands behind any more."""
    behind = (
        select(FeedbackRow.turn_id).where(FeedbackRow.item_id == item_id),
        select(PlaceReportRow.id).where(PlaceReportRow.item_id == item_id),
    )
    if all(connection.execute(each.limit(1)).first() is None for each in behind):
        connection.execute(delete(QueueRow).where(QueueRow.id == item_id, QueueRow.state == OPEN))

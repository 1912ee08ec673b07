"""The outbox: claiming what is due, and writing what became of it. One mechanism for push, mail and text messages.

A message is claimed with a lease, so that it is one sender's at a time; and marked before a provider is asked, so that
one whose sender died in between is known to have been asked perhaps.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, delete, func, or_, select, update

from violet.domain.messages import Delivery, Verdict
from violet.models import OutboxRow
from violet.services.working.database import lock_writers, reading, writing

LEASE = timedelta(seconds=30)
FIRST_PAUSE_S = 2.0
MAX_PAUSE_S = 300.0
KEPT = timedelta(days=30)
# What a provider tells later, and how long it can be asked.
CHECK_AFTER = timedelta(minutes=15)
CHECKED_FOR = timedelta(hours=24)

COLUMNS = (
    OutboxRow.id, OutboxRow.user_id, OutboxRow.kind, OutboxRow.subject, OutboxRow.channel, OutboxRow.target,
    OutboxRow.occurrence, OutboxRow.address, OutboxRow.title, OutboxRow.body, OutboxRow.data, OutboxRow.due_at,
    OutboxRow.expires_at, OutboxRow.attempts, OutboxRow.created_at, OutboxRow.state,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A claimed message. `ambiguous` where an earlier sender may have handed it over and died before noting it."""

    id: int
    user_id: int | None
    kind: str
    subject: str
    channel: str
    target: str
    occurrence: str
    address: str | None
    title: str
    body: str
    data: Mapping[str, str]
    due_at: datetime
    expires_at: datetime
    attempts: int
    created_at: datetime
    ambiguous: bool
    claim: str


class Outbox:
    """`clock` returns an aware datetime. All methods raise DATABASE_DOWN."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock

    def claim(self, limit: int) -> list[Outgoing]:
        """At most `limit` messages that are due, the longest due first, ours until the lease ends."""
        now, claim = self._clock(), uuid.uuid4().hex
        queued = and_(OutboxRow.state == "queued", OutboxRow.due_at <= now)
        lapsed = and_(OutboxRow.state.in_(("claimed", "sending")), OutboxRow.lease_until <= now)
        due = select(*COLUMNS).where(or_(queued, lapsed)).order_by(OutboxRow.due_at).limit(limit)
        with writing() as connection:
            lock_writers(connection, OutboxRow)
            picked = connection.execute(due.with_for_update(skip_locked=True)).all()
            if picked:
                mine = OutboxRow.id.in_([row.id for row in picked])
                taken = {"state": "claimed", "claim": claim, "lease_until": now + LEASE}
                connection.execute(update(OutboxRow).where(mine).values(taken))
        return [_outgoing(row, claim) for row in picked]

    def begin(self, messages: Sequence[Outgoing]) -> list[Outgoing]:
        """Before a provider is asked. Returns those that are still ours: a sender that was slow may have lost some."""
        values = {"state": "sending", "lease_until": self._clock() + LEASE}
        with writing() as connection:
            begun = update(OutboxRow).where(_held(messages)).values(values).returning(OutboxRow.id)
            ours = set(connection.execute(begun).scalars())
        return [one for one in messages if one.id in ours]

    def drop(self, messages: Sequence[Outgoing], reason: str) -> None:
        """Nobody is to get these any more."""
        self._set(messages, {"state": "dropped", "reason": reason, "claim": None, "lease_until": None})

    def put_off(self, messages: Sequence[Outgoing], until: datetime) -> None:
        """Nobody is to get these before then."""
        self._set(messages, {"state": "queued", "due_at": until, "claim": None, "lease_until": None})

    def note(self, answers: Sequence[tuple[Outgoing, Delivery]], *, provider: str, checked: bool) -> None:
        """What a provider said. `checked` where it can be asked later what became of a message."""
        now = self._clock()
        sent = [(one, answer) for one, answer in answers if answer.verdict is Verdict.SENT]
        ended = {"claim": None, "lease_until": None, "provider": provider, "attempts": OutboxRow.attempts + 1}
        if sent:
            ids = case({one.id: answer.id for one, answer in sent}, value=OutboxRow.id)
            check_at = now + CHECK_AFTER if checked else None
            values = {"state": "sent", "sent_at": now, "provider_id": ids, "check_at": check_at, "reason": None}
            self._set([one for one, _ in sent], ended | values)
        for one, answer in answers:
            if answer.verdict is Verdict.RETRY:
                due_at = now + timedelta(seconds=max(answer.retry_after_s or 0.0, pause_s(one.attempts)))
                self._set([one], ended | {"state": "queued", "due_at": due_at, "reason": answer.reason})
            elif answer.verdict is not Verdict.SENT:
                self._set([one], ended | {"state": "dead", "reason": answer.reason})

    def to_check(self, provider: str, limit: int) -> list[tuple[int, str, str]]:
        """Messages that the provider can say more of: (id, the provider's id, target)."""
        due = (OutboxRow.check_at <= self._clock(), OutboxRow.provider == provider, OutboxRow.provider_id.is_not(None))
        columns = (OutboxRow.id, OutboxRow.provider_id, OutboxRow.target)
        with reading() as connection:
            rows = connection.execute(select(*columns).where(*due).order_by(OutboxRow.check_at).limit(limit)).all()
        return [(row.id, row.provider_id or "", row.target) for row in rows]

    def checked(self, found: Mapping[int, Delivery], missing: Sequence[int]) -> None:
        """What became of them; those in `missing` are asked for again, for a day."""
        now = self._clock()
        with writing() as connection:
            well = [id_ for id_, answer in found.items() if answer.verdict is Verdict.SENT]
            connection.execute(update(OutboxRow).where(OutboxRow.id.in_(well)).values(check_at=None))
            for id_, answer in found.items():
                if answer.verdict is not Verdict.SENT:
                    lost = {"check_at": None, "state": "dead", "reason": answer.reason}
                    connection.execute(update(OutboxRow).where(OutboxRow.id == id_).values(lost))
            again = case((OutboxRow.sent_at > now - CHECKED_FOR, now + CHECK_AFTER), else_=None)
            connection.execute(update(OutboxRow).where(OutboxRow.id.in_(missing)).values(check_at=again))

    def oldest_due_s(self) -> float:
        """How many seconds the oldest message that is due has waited; 0 where none does."""
        now = self._clock()
        waiting = (OutboxRow.state.in_(("queued", "claimed", "sending")), OutboxRow.due_at <= now)
        with reading() as connection:
            oldest = connection.execute(select(func.min(OutboxRow.due_at)).where(*waiting)).scalar_one()
        return max(0.0, (now - oldest).total_seconds()) if oldest is not None else 0.0

    def counts(self) -> dict[tuple[str, str], int]:
        """How many messages are on record, by channel and state."""
        grouped = (OutboxRow.channel, OutboxRow.state)
        with reading() as connection:
            found = connection.execute(select(*grouped, func.count()).group_by(*grouped))
            return {(channel, state): count for channel, state, count in found}

    def prune(self) -> int:
        """Forgets what ended long ago. Returns how many."""
        old = (OutboxRow.created_at < self._clock() - KEPT, OutboxRow.state.in_(("sent", "dropped", "dead")))
        with writing() as connection:
            return connection.execute(delete(OutboxRow).where(*old)).rowcount

    def _set(self, messages: Sequence[Outgoing], values: Mapping[str, Any]) -> None:
        if messages:
            with writing() as connection:
                connection.execute(update(OutboxRow).where(_held(messages)).values(dict(values)))


def _held(messages: Sequence[Outgoing]) -> Any:
    """Those of the messages that nobody else has claimed since."""
    return and_(OutboxRow.id.in_([one.id for one in messages]), OutboxRow.claim.in_({one.claim for one in messages}))


def _outgoing(row: Any, claim: str) -> Outgoing:
    fields = dict(row._mapping)
    return Outgoing(ambiguous=fields.pop("state") == "sending", claim=claim, **fields)


def pause_s(attempts: int) -> float:
    """Seconds before the next attempt after so many failed: 2, 4, 8 ... and up to a quarter more."""
    return min(FIRST_PAUSE_S * 2.0 ** min(attempts, 20), MAX_PAUSE_S) * (1 + random.random() / 4)  # noqa: S311

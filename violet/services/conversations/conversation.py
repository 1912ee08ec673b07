"""The conversation in the store: one record a turn, appended atomically, 24 hours from the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from pydantic import TypeAdapter, ValidationError

from violet.domain.intent import Intent, IntentKind, LoopPlan, ShownCard
from violet.store.base import NOTHING, Store

MOST_TURNS = 100
MOST_MESSAGE_CHARACTERS = 2000
MOST_REPLY_CHARACTERS = 4000
MOST_CARDS_KEPT = 20
ASKING_KINDS = frozenset(
    {
        IntentKind.RECOMMEND,
        IntentKind.REFINE,
        IntentKind.ANOTHER,
        IntentKind.MORE_LIKE_THIS,
        IntentKind.EVENTS,
        IntentKind.PLAN,
    }
)


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """What is kept of a turn. Of a card only what is needed to ask for it again. `campus_id` is where it was said."""

    turn_id: str
    at: datetime
    message: str
    reply: str
    intent: Intent
    cards: tuple[ShownCard, ...] = ()
    campus_id: str | None = None


@dataclass(frozen=True)
class Conversation:
    """The turns so far, oldest first."""

    key: str
    turns: tuple[TurnRecord, ...] = ()

    def at(self, campus_id: str) -> Conversation:
        """What of it was said at a campus: "the second one" means none of another city's."""
        return Conversation(self.key, tuple(turn for turn in self.turns if turn.campus_id in (None, campus_id)))

    @cached_property
    def shown(self) -> Sequence[Sequence[ShownCard]]:
        """The cards of each turn that had some, oldest first."""
        return [turn.cards for turn in self.turns if turn.cards]

    @cached_property
    def previous(self) -> Intent | None:
        """The last intent that asked for places, events or a plan, with the card discussed since, if any."""
        for turn in reversed(self.turns):
            if turn.intent.kind in ASKING_KINDS:
                return turn.intent
        return None

    @cached_property
    def loop(self) -> LoopPlan | None:
        """The round walk that was found last, where no list was asked for since."""
        for turn in reversed(self.turns):
            if turn.intent.loop is not None and turn.intent.loop.id:
                return turn.intent.loop
            if turn.intent.kind in ASKING_KINDS:
                return None
        return None

    @cached_property
    def plans(self) -> Sequence[Intent]:
        """All versions of plans, oldest first."""
        return [turn.intent for turn in self.turns if turn.intent.kind is IntentKind.PLAN]

    @cached_property
    def question(self) -> Intent | None:
        """The last turn's intent, where that was a question on a place."""
        last = self.turns[-1].intent if self.turns else None
        return last if last is not None and last.kind is IntentKind.DETAIL else None

    @cached_property
    def discussed(self) -> ShownCard | None:
        """The card asked about after the last list of cards."""
        for turn in reversed(self.turns):
            if turn.intent.kind in ASKING_KINDS:
                return None
            if turn.intent.reference is not None:
                return turn.intent.reference
        return None


_records = TypeAdapter(TurnRecord)


def user_key(user_id: int) -> str:
    return f"conversation:user:{user_id}"


def session_key(session_id: str) -> str:
    return f"conversation:session:{session_id}"


def explanation_key(turn_id: str) -> str:
    return f"explanation:{turn_id}"


def load(store: Store, key: str) -> Conversation:
    """The conversation at `key` in the order in which its messages arrived; turns that cross may be answered in
    another. A record of an older or broken shape is skipped."""
    turns = []
    for item in store.items(key):
        try:
            turns.append(_records.validate_json(item))
        except ValidationError:
            continue
    return Conversation(key, tuple(sorted(turns, key=lambda turn: turn.at)))


def remember(store: Store, key: str, turn: TurnRecord, *, ttl_s: int, explained: bytes | None = None) -> None:
    """Appends the turn, with its explanation where it has one; two turns that cross both stay."""
    store.append(
        key,
        _records.dump_json(_trimmed(turn), exclude_defaults=True),
        max_items=MOST_TURNS,
        ttl_s=ttl_s,
        beside={explanation_key(turn.turn_id): explained} if explained is not None else NOTHING,
    )


def forget(store: Store, key: str) -> None:
    """Forgets the conversation and the explanations of its turns."""
    store.delete(key, *(explanation_key(turn.turn_id) for turn in load(store, key).turns))


def adopt(store: Store, *, session_id: str, user_id: int, ttl_s: int) -> None:
    """At log-in an anonymous conversation becomes the account's."""
    store.move_list(session_key(session_id), user_key(user_id), max_items=MOST_TURNS, ttl_s=ttl_s)


def _trimmed(turn: TurnRecord) -> TurnRecord:
    return TurnRecord(
        turn_id=turn.turn_id,
        at=turn.at,
        message=turn.message[:MOST_MESSAGE_CHARACTERS],
        reply=turn.reply[:MOST_REPLY_CHARACTERS],
        intent=turn.intent,
        cards=turn.cards[:MOST_CARDS_KEPT],
        campus_id=turn.campus_id,
    )

"""The conversation as it lies in the store."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from violet.domain.intent import Intent, IntentKind, ShownCard
from violet.services.conversations.conversation import (
    MOST_TURNS,
    TurnRecord,
    adopt,
    forget,
    load,
    remember,
    session_key,
    user_key,
)
from violet.store.memory_store import MemoryStore

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
CARD = ShownCard("campus_guide", "bobst", "Bobst Library", 1, None)
DAY_S = 24 * 3600


def turn(number: int, *, message: str = "", reply: str = "Here you are.") -> TurnRecord:
    at = NOON + timedelta(seconds=number)
    return TurnRecord(str(number), at, message or f"message {number}", reply, Intent(IntentKind.RECOMMEND), (CARD,))


def test_a_turn_comes_back_as_it_was_remembered() -> None:
    store = MemoryStore()
    remember(store, "key", turn(1), ttl_s=DAY_S)
    assert load(store, "key").turns == (turn(1),)
    assert load(store, "nobody's").turns == ()


def test_turns_are_in_the_order_in_which_their_messages_arrived() -> None:
    store = MemoryStore()
    for number in (2, 1, 3):
        remember(store, "key", turn(number), ttl_s=DAY_S)
    assert [each.turn_id for each in load(store, "key").turns] == ["1", "2", "3"]


def test_a_conversation_keeps_a_bounded_number_of_turns_of_bounded_size() -> None:
    store = MemoryStore()
    for number in range(MOST_TURNS + 5):
        remember(store, "key", turn(number, message="m" * 900_000, reply="r" * 900_000), ttl_s=DAY_S)
    assert [each.turn_id for each in load(store, "key").turns] == [str(number) for number in range(5, MOST_TURNS + 5)]
    assert sum(map(len, store.items("key"))) < 1_000_000


def test_the_versions_of_plans_are_found_among_all_turns() -> None:
    store = MemoryStore()
    kinds = (IntentKind.RECOMMEND, IntentKind.PLAN, IntentKind.DETAIL, IntentKind.PLAN)
    for number, kind in enumerate(kinds):
        remember(store, "key", replace(turn(number), intent=Intent(kind)), ttl_s=DAY_S)
    assert [intent.kind for intent in load(store, "key").plans] == [IntentKind.PLAN, IntentKind.PLAN]


def test_what_cannot_be_read_is_skipped() -> None:
    store = MemoryStore()
    for item in (b"", b"{}", b'{"turn_id": 7}', b"\xff\xfe"):
        store.append("key", item, max_items=10, ttl_s=DAY_S)
    remember(store, "key", turn(1), ttl_s=DAY_S)
    assert [each.turn_id for each in load(store, "key").turns] == ["1"]


def test_at_log_in_the_anonymous_conversation_becomes_the_accounts() -> None:
    store = MemoryStore()
    remember(store, user_key(7), turn(1), ttl_s=DAY_S)
    remember(store, session_key("session-1"), turn(2), ttl_s=DAY_S)
    adopt(store, session_id="session-1", user_id=7, ttl_s=DAY_S)
    assert [each.turn_id for each in load(store, "conversation:user:7").turns] == ["1", "2"]
    assert load(store, "conversation:session:session-1").turns == ()
    forget(store, user_key(7))
    assert load(store, user_key(7)).turns == ()

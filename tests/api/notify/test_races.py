"""Many senders at once, some of which die: nothing is lost and nothing goes out twice, on either database."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from tests.api.notify.conftest import EVENT_ID, World
from tests.crowd import Crowd, add_people_to_remind
from violet.database import use
from violet.domain.messages import Delivery, Verdict
from violet.models import OutboxRow
from violet.services.events.reminders import remind
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import Notice, insert_new, outbox_row
from violet.services.notify.outbox import LEASE, Outbox, Outgoing
from violet.services.working.database import reading, writing

ROWS = 5000
AT_ONCE = 50
SENDERS = 8
CRASHES = 0.3
REMINDERS = 1000
WITHIN_S = 60


def test_racing_senders_that_crash_lose_nothing_and_send_nothing_twice(world: World) -> None:
    """A sender that crashes has claimed and dies before it asks a provider; its lease lapses and another goes on."""
    person = world.person()
    now = world.clock()
    rows = [
        outbox_row(Notice(person.user["id"], Kind.TOGETHER, f"room:{number}", "1", "t", "b"), Channel.PUSH, "1", now)
        for number in range(ROWS)
    ]
    with writing() as connection:
        insert_new(connection, OutboxRow, rows, (OutboxRow.id,))
    sent: Counter[int] = Counter()
    lock = threading.Lock()
    asking: set[int] = set()

    def take_out(messages: Sequence[Outgoing]) -> list[tuple[Outgoing, Delivery]]:
        with lock:
            sent.update(one.id for one in messages)
        return [(one, Delivery(Verdict.SENT, id=str(one.id))) for one in messages]

    def send(seed: int) -> None:
        use(world.container.engine)
        outbox, chance = Outbox(world.clock), random.Random(seed)
        while len(sent) < ROWS:
            claimed = outbox.claim(AT_ONCE)
            if not claimed:
                with lock:  # a provider answers within a lease
                    if not asking:
                        world.clock.now += LEASE / SENDERS
                continue
            if chance.random() < CRASHES:
                continue
            with lock:
                asking.add(seed)
            ours = outbox.begin(claimed)
            outbox.note(take_out(ours), provider="test", checked=False)
            with lock:
                asking.discard(seed)

    threads = [threading.Thread(target=send, args=(seed,)) for seed in range(SENDERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sent) == ROWS
    again = {id_: count for id_, count in sent.items() if count > 1}
    assert again == {}
    with reading() as connection:
        states = {
            row[0]: row[1]
            for row in connection.execute(select(OutboxRow.state, func.count()).group_by(OutboxRow.state))
        }
    assert states == {"sent": ROWS}


def test_a_thousand_reminders_of_one_minute_go_out_within_it_and_once_each(world: World) -> None:
    world.add_event()
    start = world.clock() + timedelta(hours=3)
    with writing() as connection:
        add_people_to_remind(
            connection, world.container.identity.cipher, Crowd(REMINDERS, EVENT_ID, start, start - timedelta(hours=1)),
            now=world.clock(),
        )  # fmt: skip
    world.clock.advance(hours=2)
    began = time.monotonic()
    remind(world.clock(), ZoneInfo("America/New_York"))
    while world.container.courier.deliver():
        pass
    assert time.monotonic() - began < WITHIN_S
    expo: Any = world.simulator.state.upstreams["expo"]
    assert len(expo.shown) == REMINDERS
    assert set(expo.shown.values()) == {1}

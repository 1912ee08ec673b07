"""Every path of a safe walk, against an oracle that knows nothing of the code: the state, who was told what, and that
nothing is lost or said twice, also where the sweeper or the server dies at any statement of a sweep or of a call."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import ClassVar

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from tests.api.people import Person
from tests.api.together.conftest import CORNER, SQUARE, World
from tests.api.together.walking import (
    PIN,
    WRONG,
    Killed,
    agree,
    alerts_of,
    contact_of,
    deliver,
    killing,
    share_token,
    start,
    sweep,
    walk_of,
)
from violet.models import NotificationRow
from violet.services.working.database import reading

GRACE_MINUTES = 5
END_STATES = {"arrived", "cancelled", "resolved"}
EXAMPLES = {"sqlite": 25, "postgresql": 12}


class Oracle:
    """What the contract says, written down once more."""

    def __init__(self, now, minutes):
        self.state = "walking"
        self.due = now + timedelta(minutes=minutes)
        self.changed = now
        self.wrong_pins = 0
        self.near_since = None
        self.agreed = {"mom"}
        self.alerts: Counter[tuple[str, str]] = Counter()
        self.asked = 0

    def tell(self, stage):
        for who in self.agreed:
            self.alerts[who, stage] = 1

    def pass_time(self, now):
        if self.state == "walking" and now >= self.due:
            self.state, self.changed = "overdue", now
            self.asked += 1
        if self.state == "overdue" and now >= self.due + timedelta(minutes=GRACE_MINUTES):
            self.state, self.changed = "escalated", now
            self.tell("escalated")
        if self.state in ("escalated", "alarm") and now >= self.changed + timedelta(hours=24):
            self.state = "resolved"

    def pin(self, right):
        """Whether the PIN opens anything."""
        if self.wrong_pins >= 5:
            return False
        self.wrong_pins = 0 if right else self.wrong_pins + 1
        return right

    def end(self, act):
        """The status of the answer."""
        told = self.state in ("escalated", "alarm")
        wanted = {"arrive": "arrived", "cancel": "cancelled", "resolve": "resolved"}[act]
        if self.state in END_STATES:
            return 200 if self.state in (wanted, "resolved") else 409
        if act == "resolve" and self.state == "walking":
            return 409
        self.state = "resolved" if told else wanted
        return 200

    def extend(self, now, minutes):
        if self.state not in ("walking", "overdue") or max(self.due, now) + timedelta(
            minutes=minutes
        ) > now + timedelta(hours=12):
            return 409
        self.state, self.due, self.changed = "walking", max(self.due, now) + timedelta(minutes=minutes), now
        return 200

    def alarm(self, now):
        if self.state in END_STATES:
            return 409
        if self.state != "alarm":
            self.state, self.changed = "alarm", now
            self.tell("alarm")
        return 200

    def agree(self):
        self.agreed.add("dad")
        if self.state in ("escalated", "alarm"):
            self.alerts["dad", self.state] = 1

    def move(self, now, near):
        if self.state in END_STATES:
            return 409
        if not near:
            self.near_since = None
            return 200
        self.near_since = self.near_since or now
        if now - self.near_since >= timedelta(seconds=60) and self.state in ("walking", "overdue"):
            self.state = "arrived"
        return 200


class Walks(RuleBasedStateMachine):
    """One walk after the other of one person, in one world."""

    world: ClassVar[World]
    person: ClassVar[Person]
    numbers = count()

    @initialize(minutes=st.integers(1, 30))
    def begin(self, minutes):
        for contact in self.person.get("/v1/contacts").get_json()["contacts"]:
            self.person.delete(f"/v1/contacts/{contact['id']}")
        for walk in self.person.get("/v1/walks").get_json()["walks"]:
            self.person.post(f"/v1/walks/{walk['id']}/cancel", {"pin": PIN})
        for _ in range(2):  # those whose PIN is locked lapse
            self.world.clock.advance(hours=25)
            sweep(self.world)
        number = next(self.numbers)
        self.mom = contact_of(self.world, self.person, email=f"mom{number}@example.com")
        self.dad = contact_of(self.world, self.person, name="Dad", email=f"dad{number}@example.com", agreed=False)
        self.walk = start(
            self.person, self.mom, self.dad, expected_minutes=minutes, grace_minutes=GRACE_MINUTES,
            destination=SQUARE | {"name": "there"},
        )  # fmt: skip
        self.oracle = Oracle(self.world.clock(), minutes)

    def post(self, act, body=None):
        return self.person.post(f"/v1/walks/{self.walk['id']}/{act}", body).status_code

    @rule(seconds=st.sampled_from([1, 59, 60, 240, 600, 1500, 25 * 3600]))
    def time_passes(self, seconds):
        self.world.clock.advance(seconds=seconds)

    @rule()
    def sweeper_comes(self):
        sweep(self.world)
        self.oracle.pass_time(self.world.clock())

    @rule(statement=st.integers(1, 40))
    def sweeper_dies_and_another_comes(self, statement):
        left = iter(range(statement))
        with suppress(Killed), killing(self.world.container.engine, lambda: next(left, None) is None):
            sweep(self.world)
        sweep(self.world)
        self.oracle.pass_time(self.world.clock())

    @rule()
    def messages_go_out(self):
        deliver(self.world)

    @rule(act=st.sampled_from(["arrive", "cancel", "resolve"]), right=st.booleans())
    def says_it_is_over(self, act, right):
        status = self.post(act, {"pin": PIN if right else WRONG})
        assert status == (self.oracle.end(act) if self.oracle.pin(right) else 403)

    @rule(minutes=st.sampled_from([1, 10, 60, 720]))
    def needs_longer(self, minutes):
        assert self.post("extend", {"minutes": minutes}) == self.oracle.extend(self.world.clock(), minutes)

    @rule()
    def needs_help(self):
        assert self.post("alarm") == self.oracle.alarm(self.world.clock())

    # A PIN counts as tried before it is looked at: the fourth wrong one and a death are five.
    @precondition(lambda self: self.oracle.wrong_pins < 4)
    @rule(act=st.sampled_from(["arrive", "cancel", "resolve", "alarm"]), statement=st.integers(0, 12))
    def server_dies_in_a_call_that_is_made_again(self, act, statement):
        body = None if act == "alarm" else {"pin": PIN}
        left = iter(range(statement))
        with suppress(Killed), killing(self.world.container.engine, lambda: next(left, None) is None):
            self.post(act, body)
        status = self.post(act, body)
        if act == "alarm":
            assert status == self.oracle.alarm(self.world.clock())
        else:
            assert status == (self.oracle.end(act) if self.oracle.pin(True) else 403)

    @rule(near=st.booleans())
    def moves(self, near):
        answer = self.world.put(self.person, f"/walks/{self.walk['id']}/position", SQUARE if near else CORNER)
        assert answer.status_code == self.oracle.move(self.world.clock(), near)

    @precondition(lambda self: "dad" not in self.oracle.agreed)
    @rule()
    def dad_agrees(self):
        agree(self.world, self.dad)
        self.oracle.agree()

    @invariant()
    def it_is_as_the_oracle_says(self):
        walk = walk_of(self.person, self.walk)
        assert walk["state"] == self.oracle.state
        names = {f"contact:{self.mom['id']}": "mom", f"contact:{self.dad['id']}": "dad"}
        assert {
            (names[who], stage): times for (who, stage), times in alerts_of(self.walk).items()
        } == self.oracle.alerts
        assert self._asked() == self.oracle.asked
        shared = self.world.client.get(f"/api/v1/shared/{share_token(self.walk)}").status_code
        assert shared == (410 if self.oracle.state in END_STATES else 200)

    def _asked(self):
        about = (NotificationRow.subject == f"walk:{self.walk['id']}", NotificationRow.occurrence.like("due:%"))
        with reading() as connection:
            return len(connection.execute(select(NotificationRow.id).where(*about)).all())


@pytest.fixture
def walker(racing: World) -> Person:
    return racing.person()


def test_every_path_of_a_walk_is_as_the_contract_says(racing: World, walker: Person):
    run_state_machine_as_test(
        type("WalksHere", (Walks,), {"world": racing, "person": walker}),
        settings=settings(
            max_examples=EXAMPLES[racing.container.engine.dialect.name],
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

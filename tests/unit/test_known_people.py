"""What is known of people for a moment: never older than the last change that anybody made."""

from __future__ import annotations

from typing import cast

import pytest

from tests.hand_clock import HandClock
from violet.services.working.people import KEPT_S, KnownPeople
from violet.store.notices import Hearer, Notices


class Wire:
    """Notices without a network: every process on it hears every word, as long as it is not cut."""

    def __init__(self) -> None:
        self.cut = False
        self.waiting: dict[Hearer, list[bytes]] = {}

    def send(self, word: bytes) -> None:
        for words in self.waiting.values():
            words.append(word)

    def caught_up(self, hearer: Hearer) -> bool:
        words = self.waiting.setdefault(hearer, [])
        if self.cut:
            hearer.miss()
        while words:
            hearer.hear(words.pop(0))
        return not self.cut


class Database:
    def __init__(self) -> None:
        self.name = "Ana"
        self.asked = 0

    def find(self) -> str:
        self.asked += 1
        return self.name


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def database() -> Database:
    return Database()


def process(wire: Wire, clock: HandClock | None = None) -> KnownPeople:
    return KnownPeople(cast("Notices", wire), clock=clock or HandClock())


def test_asked_again_at_once_the_database_is_left_alone(wire: Wire, database: Database):
    clock = HandClock()
    people = process(wire, clock)
    assert [people.look_up(7, "caller", database.find) for _ in range(5)] == ["Ana"] * 5
    assert database.asked == 1
    clock.now = KEPT_S + 0.01
    people.look_up(7, "caller", database.find)
    assert database.asked == 2


def test_persons_and_questions_are_kept_apart(wire: Wire, database: Database):
    people = process(wire)
    for person, what in ((7, "a"), (7, "b"), (8, "a")):
        database.name = f"{person}{what}"
        assert people.look_up(person, what, database.find) == f"{person}{what}"
    assert database.asked == 3


def test_a_change_anywhere_is_seen_everywhere_at_the_next_question(wire: Wire, database: Database):
    one, two = process(wire), process(wire)
    for people in (one, two):
        people.look_up(7, "caller", database.find)
    database.name = "Anna"
    one.forget(7)
    assert [people.look_up(7, "caller", database.find) for people in (one, two)] == ["Anna", "Anna"]


def test_what_was_read_before_a_change_is_not_kept_after_it(wire: Wire, database: Database):
    one, two = process(wire), process(wire)

    def find_slowly() -> str:
        before = database.find()
        database.name = "Anna"
        two.forget(7)
        return before

    assert one.look_up(7, "caller", find_slowly) == "Ana"
    assert one.look_up(7, "caller", database.find) == "Anna"


def test_nothing_is_kept_while_changes_cannot_be_heard(wire: Wire, database: Database):
    people = process(wire)
    people.look_up(7, "caller", database.find)
    wire.cut = True
    for _ in range(3):
        people.look_up(7, "caller", database.find)
    assert database.asked == 4
    wire.cut = False
    people.look_up(7, "caller", database.find)
    assert database.asked == 5, "what was known before the cut is forgotten"


def test_nothing_is_kept_without_notices(database: Database):
    people = KnownPeople()
    people.forget(7)
    for _ in range(3):
        people.look_up(7, "caller", database.find)
    assert database.asked == 3


def test_a_person_who_is_not_there_is_asked_for_again(wire: Wire, database: Database):
    people = process(wire)

    def refuse() -> str:
        raise LookupError

    with pytest.raises(LookupError):
        people.look_up(7, "caller", refuse)
    assert people.look_up(7, "caller", database.find) == "Ana"

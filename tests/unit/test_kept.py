"""Things kept for a moment, read by many threads at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.hand_clock import HandClock
from violet.services.working.kept import Kept
from violet.services.working.recent import Recent

THREADS = 16


def test_an_entry_ends_and_a_new_one_lives_its_own_time():
    clock = HandClock()
    kept: Kept[str, int] = Kept(10, 5.0, clock)
    kept.put("a", 1)
    clock.now = 4.9
    assert kept.get("a") == 1
    kept.put("a", 2)
    clock.now = 9.8
    assert kept.get("a") == 2
    clock.now = 9.9
    assert kept.get("a") is None


def test_the_oldest_make_room():
    kept: Kept[int, int] = Kept(3, 5.0, HandClock())
    for number in range(5):
        kept.put(number, number)
    kept.put(3, 30)
    kept.put(5, 5)
    assert [kept.get(number) for number in range(6)] == [None, None, None, 30, 4, 5]


def test_what_was_taken_out_is_gone():
    kept: Kept[str, int] = Kept(3, 5.0, HandClock())
    kept.put("a", 1)
    kept.put("b", 2)
    kept.pop("a")
    kept.pop("never there")
    assert (kept.get("a"), kept.get("b")) == (None, 2)
    kept.clear()
    assert kept.get("b") is None


def test_what_many_ask_for_at_once_is_made_once():
    recent, begin, made = Recent(30), threading.Barrier(THREADS), []
    first_is_at_work = threading.Event()

    def make() -> tuple[int, bool]:
        made.append(1)
        first_is_at_work.wait(0.2)  # nobody sets it: time for the others to come
        return len(made), True

    def ask() -> int:
        begin.wait()
        return recent.answer("the same", make)

    with ThreadPoolExecutor(THREADS) as pool:
        answers = [future.result() for future in [pool.submit(ask) for _ in range(THREADS)]]
    assert answers == [1] * THREADS
    assert recent.answer("the same", make) == 1


def test_what_is_not_to_be_kept_is_made_again():
    recent, made = Recent(30), []

    def make() -> tuple[int, bool]:
        made.append(1)
        return len(made), False

    assert [recent.answer("key", make) for _ in range(3)] == [1, 2, 3]


def test_what_is_not_to_be_kept_is_only_its_own_callers():
    """A degraded answer, say, because this one caller has no money left."""
    recent, begin = Recent(30), threading.Barrier(THREADS)
    waiting = threading.Event()

    def make() -> tuple[int, bool]:
        waiting.wait(0.1)
        return threading.get_ident(), False

    def ask() -> bool:
        begin.wait()
        return recent.answer("key", make) == threading.get_ident()

    with ThreadPoolExecutor(THREADS) as pool:
        own = [future.result() for future in [pool.submit(ask) for _ in range(THREADS)]]
    assert own == [True] * THREADS


def test_an_error_is_its_own_callers_and_the_others_try_themselves():
    recent, begin = Recent(30), threading.Barrier(THREADS)
    waiting = threading.Event()

    def refuse() -> tuple[int, bool]:
        waiting.wait(0.1)
        raise LookupError(threading.get_ident())

    def ask() -> int:
        begin.wait()
        with pytest.raises(LookupError) as raised:
            recent.answer("key", refuse)
        return int(raised.value.args[0] == threading.get_ident())

    with ThreadPoolExecutor(THREADS) as pool:
        own = [future.result() for future in [pool.submit(ask) for _ in range(THREADS)]]
    assert own == [1] * THREADS
    assert recent.answer("key", lambda: (7, True)) == 7

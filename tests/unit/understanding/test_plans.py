"""When a plan begins and ends, and how "later" and "earlier" move it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from violet.domain.categories import Category
from violet.domain.time_window import TimeWindow
from violet.understanding.dialogue.plans import SHORTEST_PLAN, edited, stops_of
from violet.understanding.reading.moments import times_in
from violet.understanding.reading.steps import LAST_STOP, OneStop, Steps, steps_in

NOW = datetime(2026, 10, 8, 17, 0, tzinfo=ZoneInfo("America/New_York"))
ELEVEN = NOW.replace(hour=23)


def steps_of(text: str) -> Steps:
    return steps_in(text, times_in(text, NOW), NOW)


def after_edits(text: str, *edits: str) -> TimeWindow:
    steps = steps_of(text)
    window = steps.window
    for edit in edits:
        changed = edited(stops_of(steps), window, steps_of(edit))
        assert changed is not None
        window = changed[1]
    return window


@pytest.mark.parametrize("times", range(1, 9))
def test_an_end_that_was_said_survives_every_later(times: int) -> None:
    window = after_edits("plan my evening: dinner then jazz, back by 11", *["later"] * times)
    assert window.end == ELEVEN
    assert window.end - window.start >= SHORTEST_PLAN
    begun = after_edits("plan my evening: dinner then jazz, back by 11").start
    assert window.start == min(begun + timedelta(hours=times), ELEVEN - SHORTEST_PLAN)


def test_an_end_that_nobody_said_moves_along() -> None:
    before = after_edits("plan my evening: dinner then jazz")
    window = after_edits("plan my evening: dinner then jazz", "later", "later")
    assert window.start - before.start == window.end - before.end == timedelta(hours=2)


def test_earlier_after_later_is_where_it_was() -> None:
    text = "plan my evening: dinner then jazz, back by 11"
    assert after_edits(text, "later", "earlier") == after_edits(text)


@pytest.mark.parametrize(
    ("said", "stop"),
    [
        ("swap the first stop", OneStop(position=1)), ("can you change the last one please", OneStop(position=LAST_STOP)),
        ("something else for the second stop", OneStop(position=2)), ("swap stop 2", OneStop(position=2)),
        ("a different first stop", OneStop(position=1)), ("i dont like the third one", OneStop(position=3)),
        ("replace the middle stop with something else", OneStop(position=0)),
        ("swap the museum", OneStop(category=Category("culture"))),
        ("swap out the dinner spot", OneStop(category=Category("restaurant"))),
        ("drop the last stop", OneStop(position=LAST_STOP, drops=True)), ("skip stop 1", OneStop(position=1, drops=True)),
        ("swap the museum for a park", None), ("skip the bar", None), ("later", None), ("make it cheaper", None),
    ],
)  # fmt: skip
def test_one_stop_is_to_be_another_or_to_go(said: str, stop: OneStop | None) -> None:
    assert steps_of(said).one_stop == stop


@pytest.mark.parametrize(
    ("said", "left"), [("drop the first stop", (1, 2)), ("skip the last one", (0, 1)), ("cut stop 4", (0, 1, 2))]
)
def test_a_stop_that_is_dropped_is_gone_and_no_other(said: str, left: tuple[int, ...]) -> None:
    steps = steps_of("plan my afternoon: coffee then a museum then dinner")
    stops = stops_of(steps)
    changed = edited(stops, steps.window, steps_of(said))
    assert changed is not None
    assert changed[0] == tuple(stops[at] for at in left)

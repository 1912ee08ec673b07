"""The steps of a plan, filled up where too few are said, and as a later message changes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from violet.domain.categories import usual_plan
from violet.domain.intent import StopWish
from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import after, is_later
from violet.understanding.reading.steps import LAST_STOP, MAX_STOPS, OneStop, Steps

MIN_STOPS = 2
SHIFT = timedelta(hours=1)
SHORTEST_PLAN = timedelta(hours=1)
EVENING_HOUR = 17
EARLIEST_END = 5


def stops_of(steps: Steps) -> tuple[StopWish, ...]:
    """The wishes in the order said; a usual day's or evening's join where fewer than two are said."""
    stops = list(steps.wishes)
    usual = usual_plan("evening" if steps.window.start.hour >= EVENING_HOUR else "day")
    for category in usual:
        if len(stops) >= MIN_STOPS:
            break
        if category not in {wish.category for wish in stops}:
            stops.append(StopWish(category))
    return tuple(stops)


def edited(
    stops: tuple[StopWish, ...], window: TimeWindow, steps: Steps
) -> tuple[tuple[StopWish, ...], TimeWindow] | None:
    """The plan as the message changes it ("skip the bar", "later", "add coffee"); None where it changes nothing."""
    if steps.shift is not None:
        return stops, _shifted(window, SHIFT if steps.shift == "later" else -SHIFT)
    if steps.one_stop is not None and steps.one_stop.drops:
        return _without(stops, steps.one_stop), window
    if steps.swap is not None:
        return _swapped(stops, *steps.swap), window
    if steps.length is not None:
        return _of_length(stops, window, steps.length)
    moved = _moved(window, steps)
    if moved is not None:
        return stops, moved
    if not steps.named:
        return None
    categories = {wish.category for wish in steps.named}
    if steps.skips:
        left = tuple(wish for wish in stops if wish.category not in categories)
        return (left, window) if left and left != stops else None
    if steps.adds:
        return (*stops, *(wish for wish in steps.named if wish not in stops))[:MAX_STOPS], window
    if any(wish.category in categories for wish in stops):
        by_category = {wish.category: wish for wish in steps.named}
        return tuple(by_category.get(wish.category, wish) for wish in stops), window
    return None


def index_of(one: OneStop, stops: tuple[StopWish, ...]) -> int | None:
    """Which of the stops is meant; None where there is none such."""
    if one.position is None:
        return next((index for index, wish in enumerate(stops) if wish.category == one.category), None)
    if one.position == LAST_STOP:
        return len(stops) - 1
    at = one.position - 1 if one.position else len(stops) // 2
    return at if at < len(stops) else None


def _without(stops: tuple[StopWish, ...], one: OneStop) -> tuple[StopWish, ...]:
    """All but the stop that is to go; the same where it is none of them, or the only one."""
    at = index_of(one, stops)
    return stops if at is None or len(stops) == 1 else (*stops[:at], *stops[at + 1 :])


def _swapped(
    stops: tuple[StopWish, ...], out: tuple[StopWish, ...], wanted: tuple[StopWish, ...]
) -> tuple[StopWish, ...]:
    """The stops with one wish in the place of another; at the end where the other is not among them."""
    refused = {wish.category for wish in out}
    at = next((index for index, wish in enumerate(stops) if wish.category in refused), None)
    if at is None:
        return (*stops, *(wish for wish in wanted if wish not in stops))[:MAX_STOPS]
    return (*stops[:at], *wanted, *stops[at + 1 :])[:MAX_STOPS]


def _of_length(
    stops: tuple[StopWish, ...], window: TimeWindow, length: Literal["shorter", "longer"]
) -> tuple[tuple[StopWish, ...], TimeWindow]:
    """A shorter plan has a stop less, and where two are left a third less time; a longer one an hour more."""
    if length == "longer":
        return stops, replace(window, end=after(window.end, SHIFT))
    if len(stops) > MIN_STOPS:
        return stops[:-1], window
    return stops, replace(window, end=after(window.start, (window.end - window.start) * 2 / 3), end_said=True)


def _moved(window: TimeWindow, steps: Steps) -> TimeWindow | None:
    """The window with a begin or an end that is said outright ("start at 7", "done by 10"), on the plan's own day."""
    if steps.end is not None:
        end = _on_the_day_of(window.start, steps.end)
        if not is_later(end, window.start):
            end = after(end, timedelta(hours=24 if end.hour < EARLIEST_END else 12))
        return replace(window, end=end, end_said=True)
    if steps.begin is not None:
        start = _on_the_day_of(window.start, steps.begin)
        length = window.end - window.start
        return replace(window, start=start, end=window.end if window.end_said else after(start, length))
    return None


def _on_the_day_of(day: datetime, said: datetime) -> datetime:
    return day.replace(hour=said.hour, minute=said.minute)


def _shifted(window: TimeWindow, shift: timedelta) -> TimeWindow:
    """An end that the person set stays, so a later start leaves less time: at least an hour, or the start stays too."""
    start = after(window.start, shift)
    if not window.end_said:
        return replace(window, start=start, end=after(window.end, max(shift, timedelta(0))))
    return window if is_later(after(start, SHORTEST_PLAN), window.end) else replace(window, start=start)

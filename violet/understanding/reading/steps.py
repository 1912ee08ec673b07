"""What a message says of a plan: the wishes of "dinner then jazz, back by 11" in order, when, and what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from violet.domain.categories import Category, category_of_tag
from violet.domain.intent import StopWish
from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import after, is_later, later
from violet.understanding.reading import moments
from violet.understanding.reading.concepts import categories_named, category_of_hit
from violet.understanding.reading.constraints import wanted_tags
from violet.understanding.reading.lexicon import find_concepts
from violet.understanding.reading.moments import Times
from violet.understanding.reading.phrases import Phrases

PATTERNS = Phrases("plans")
STEP, LATER, EARLIER = PATTERNS["step"], PATTERNS["later"], PATTERNS["earlier"]
SKIP, ADD, BEGINS = PATTERNS["skip"], PATTERNS["add"], PATTERNS["begins"]
FIRST_MEAL, IN_TURN = PATTERNS["first_meal"], PATTERNS["in_turn"]
USUAL_HOURS = PATTERNS.values()
SHORTER, LONGER, SWAPS = PATTERNS["shorter"], PATTERNS["longer"], PATTERNS.several("swaps")
# Which group of each pattern is to go, and which is to come.
SWAP_SIDES = ((1, 2), (2, 1))
WALK = PATTERNS["walk"]
OTHER_STOPS, NO_STOP = PATTERNS.several("other_stops"), PATTERNS["no_stop"]
LAST_STOP = -1
COUNTED = PATTERNS.values("counted")
SOMETHING_THEN = PATTERNS["something_then"]
MAX_STOPS = 4
LONGEST_PLAN = timedelta(hours=5)
EARLIEST_HOUR = 9
USUAL_HOUR = 10
TONIGHT_HOUR = 18


@dataclass(frozen=True, slots=True)
class OneStop:
    """One stop of a plan that is to be another one, or (`drops`) is to go: by its `position` from 1, `LAST_STOP` for the
    last and 0 for the middle one, or by what it is for."""

    position: int | None = None
    category: Category | None = None
    drops: bool = False


@dataclass(frozen=True, slots=True)
class Steps:
    """`wishes` are the steps in the order said, `window` when they begin and must end. For a message that changes a plan:
    `named` is what it names, `skips` and `adds` what is to happen to that, `shift` in which direction all moves.
    `in_turn` tells that it asks for one kind of place and then for another. `begin` and `end` are said outright.
    `swap` is what is to go and what is to come for it; `one_stop` the stop that is to be another one, or to go;
    `length` how the whole is to change."""

    wishes: tuple[StopWish, ...]
    window: TimeWindow
    named: tuple[StopWish, ...] = ()
    skips: bool = False
    adds: bool = False
    shift: Literal["later", "earlier"] | None = None
    in_turn: bool = False
    begin: datetime | None = None
    end: datetime | None = None
    swap: tuple[tuple[StopWish, ...], tuple[StopWish, ...]] | None = None
    length: Literal["shorter", "longer"] | None = None
    one_stop: OneStop | None = None


def steps_in(text: str, times: Times, now: datetime) -> Steps:
    """The steps of a normalised text. `now` is aware, in the zone of the campus."""
    skips = bool(SKIP.search(text))
    shift: Literal["later", "earlier"] | None = None
    if LATER.search(text):
        shift = "later"
    elif EARLIER.search(text):
        shift = "earlier"
    return Steps(
        wishes=wishes_in(text),
        window=plan_window(text, times, now),
        named=tuple(_wishes_of(text, refused=skips)),
        skips=skips,
        adds=bool(ADD.search(text)),
        shift=shift,
        in_turn=asks_in_turn(text),
        begin=_said_begin(text, now, times.end),
        end=times.end,
        swap=_swap_in(text),
        length="shorter" if SHORTER.search(text) else "longer" if LONGER.search(text) else None,
        one_stop=_one_stop(text),
    )


def _one_stop(text: str) -> OneStop | None:
    """ "Swap the first stop", "drop the last one", "swap the museum": what comes in its place is left to us."""
    drop = NO_STOP.search(text)
    match = drop or next((found for pattern in OTHER_STOPS if (found := pattern.search(text))), None)
    if match is None:
        return None
    said = match.groupdict()
    counted = said.get("nth") or said.get("number")
    if counted is not None:
        return OneStop(position=COUNTED[counted] if counted in COUNTED else int(counted), drops=drop is not None)
    wishes = _wishes_of(said["kind"], refused=True)
    return OneStop(category=wishes[0].category) if wishes else None


def _swap_in(text: str) -> tuple[tuple[StopWish, ...], tuple[StopWish, ...]] | None:
    """ "Swap the museum for a park", "a movie instead of the bar"; None where either side names nothing."""
    for pattern, (out, wanted) in zip(SWAPS, SWAP_SIDES, strict=True):
        match = pattern.search(text)
        if match is not None:
            sides = tuple(_wishes_of(match.group(out), refused=True)), tuple(_wishes_of(match.group(wanted)))
            return sides if all(sides) else None
    return None


def wishes_in(text: str) -> tuple[StopWish, ...]:
    """The wishes of a plan in the order said, each once, at most four."""
    wishes = [wish for part in STEP.split(text) if part for wish in _wishes_of(part)]
    return tuple(dict.fromkeys(wishes))[:MAX_STOPS]


def plan_window(text: str, times: Times, now: datetime) -> TimeWindow:
    """When the plan begins and must end. Without an end it may last as long as it takes, five hours at most."""
    end, window = times.end, times.window
    said = _said_begin(text, now, end)
    begin = said or (window.start if times.spoken else now)
    if said is None and begin.hour < EARLIEST_HOUR and is_later(begin, now):
        begin = begin.replace(hour=_usual_hour(text), minute=0)
    elif said is None and begin == now:
        hour = _usual_hour(next((part for part in STEP.split(text) if part and _wishes_of(part)), ""), now.hour)
        begin = begin.replace(hour=hour, minute=0) if hour > now.hour else begin
    tonight = window.words in ("tonight", "in the evening") and begin.date() == window.start.date()
    if tonight and begin.hour < TONIGHT_HOUR:
        begin = begin.replace(hour=TONIGHT_HOUR, minute=0)
    begin = later(now, begin)
    if end is not None and not is_later(end, begin):
        half_a_day_on = after(end, timedelta(hours=12))
        end = half_a_day_on if is_later(half_a_day_on, begin) else after(end, timedelta(hours=24))
    return TimeWindow(begin, end or after(begin, LONGEST_PLAN), window.words, end_said=end is not None)


def asks_in_turn(text: str) -> bool:
    """Whether a wish is for one thing and then another: "sunset, then dinner"."""
    found = IN_TURN.search(text)
    if found is None:
        return False
    if SOMETHING_THEN.search(text) and categories_named(find_concepts(text[: found.start()])):
        return True
    before, after_it = (categories_named(find_concepts(part)) for part in (text[: found.start()], text[found.end() :]))
    return bool(before and after_it - before)


def _usual_hour(text: str, otherwise: int = USUAL_HOUR) -> int:
    """When something begins whose hour is not said: a day with its first meal, else in the late morning."""
    first = FIRST_MEAL.search(text)
    return USUAL_HOURS[first.group(1)] if first else otherwise


def _wishes_of(part: str, *, refused: bool = False) -> list[StopWish]:
    """The wishes of one step: usually one; its cuisine and tags go with it. `refused` takes those it does not want."""
    hits = find_concepts(WALK.sub(r"take a walk", part))
    tags, unwanted = wanted_tags(part, hits)
    tags |= unwanted if refused else frozenset()
    cuisines = frozenset(hit.concept for hit in hits if hit.group == "cuisine")
    asked = (category_of_hit(hit) for hit in hits if hit.group in ("category", "cuisine"))
    categories = list(dict.fromkeys(category for category in asked if category is not None))
    if not categories:
        categories = [named for tag in sorted(tags) if (named := category_of_tag(tag)) is not None][:1]
    kinds = frozenset(hit.concept for hit in hits if hit.group == "kind")
    return [StopWish(category, cuisines, tags - {"free"}, kinds) for category in categories[:1]]


def _said_begin(text: str, now: datetime, end: datetime | None) -> datetime | None:
    match = BEGINS.search(text)
    said = moments.wanted_open_at(text[match.start() :], now) if match else None
    return said if said is not None and said != end else None

"""What a plan is made of: the wishes of "dinner then jazz, back by 11" in order, and when it begins and ends."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from violet.domain.categories import Category
from violet.domain.intent import StopWish, TimeWindow
from violet.domain.wall_clock import after, is_later, later
from violet.services.understanding import moments
from violet.services.understanding.features import category_of_hit
from violet.services.understanding.lexicon import find_concepts
from violet.services.understanding.wishes import wanted_tags

STEP = re.compile(
    r"\b(?:and then|then|followed by|after that|afterwards|before heading to|luego|después|y luego)\b|然后|फिर|[,;:+→/]|\band\b|\bwith\b"
)
LATER = re.compile(r"\blater\b|más tarde|晚一点")
EARLIER = re.compile(r"\bearlier\b|más temprano|早一点")
SKIP = re.compile(r"\b(?:skip|without|drop|remove|no|cut|lose|leave out|instead of|sin)\b")
ADD = re.compile(r"\b(?:add|also|plus|include|and end with|finish with)\b")
MOST_STOPS = 4
LEAST_STOPS = 2
SHIFT = timedelta(hours=1)
LONGEST_PLAN = timedelta(hours=5)
SHORTEST_PLAN = timedelta(hours=1)
EVENING_HOUR = 17
EARLIEST_HOUR = 9
USUAL_HOUR = 10
USUAL_HOURS = {
    "breakfast": 9,
    "morning": 9,
    "brunch": 11,
    "lunch": 12,
    "sunset": 18,
    "dinner": 18,
    "drinks": 19,
    "bar": 19,
    "jazz": 19,
    "show": 19,
}
FIRST_MEAL = re.compile(rf"\b({'|'.join(USUAL_HOURS)})\b")
TAG_CATEGORIES = {
    "live_music": Category.STAGE,
    "dancing": Category.BARS,
    "views": Category.OUTDOORS,
    "alcohol": Category.BARS,
}
DEFAULT_DAY = (Category.CAFE, Category.CULTURE, Category.OUTDOORS)
DEFAULT_EVENING = (Category.RESTAURANT, Category.STAGE, Category.BARS)


def wishes_in(text: str, begin: datetime) -> tuple[StopWish, ...]:
    """The wishes of a plan in the order said; a usual day's or evening's where fewer than two are said."""
    wishes = [wish for part in STEP.split(text) if part for wish in _wishes_of(part)]
    distinct = list(dict.fromkeys(wishes))[:MOST_STOPS]
    usual = DEFAULT_EVENING if begin.hour >= EVENING_HOUR else DEFAULT_DAY
    for category in usual:
        if len(distinct) >= LEAST_STOPS:
            break
        if category not in {wish.category for wish in distinct}:
            distinct.append(StopWish(category))
    return tuple(distinct)


def plan_window(text: str, now: datetime) -> TimeWindow:
    """When the plan begins and must end. Without an end it may last as long as it takes, five hours at most."""
    end = moments.end_time(text, now)
    window = moments.wanted_window(text, now)
    said = _said_begin(text, now, end)
    begin = said or (window.start if moments.speaks_of_time(text) else now)
    if said is None and begin.hour < EARLIEST_HOUR and is_later(begin, now):
        begin = begin.replace(hour=_usual_hour(text), minute=0)
    elif said is None and begin == now:
        hour = _usual_hour(next((part for part in STEP.split(text) if part and _wishes_of(part)), ""), now.hour)
        begin = begin.replace(hour=hour, minute=0) if hour > now.hour else begin
    if window.words in ("tonight", "in the evening") and begin.hour < 18 and begin.date() == window.start.date():
        begin = begin.replace(hour=18, minute=0)
    begin = later(now, begin)
    if end is not None and not is_later(end, begin):
        half_a_day_on = after(end, timedelta(hours=12))
        end = half_a_day_on if is_later(half_a_day_on, begin) else after(end, timedelta(hours=24))
    return TimeWindow(begin, end or after(begin, LONGEST_PLAN), window.words, end_said=end is not None)


def _usual_hour(text: str, otherwise: int = USUAL_HOUR) -> int:
    """When something begins whose hour is not said: a day with its first meal, else in the late morning."""
    first = FIRST_MEAL.search(text)
    return USUAL_HOURS[first.group(1)] if first else otherwise


def edited(
    wishes: tuple[StopWish, ...], window: TimeWindow, text: str
) -> tuple[tuple[StopWish, ...], TimeWindow] | None:
    """The plan as the message changes it ("skip the bar", "later", "add coffee"); None where it changes nothing."""
    if LATER.search(text) or EARLIER.search(text):
        return wishes, _shifted(window, SHIFT if LATER.search(text) else -SHIFT)
    named = _wishes_of(text, refused=bool(SKIP.search(text)))
    if not named:
        return None
    categories = {wish.category for wish in named}
    if SKIP.search(text):
        left = tuple(wish for wish in wishes if wish.category not in categories)
        return (left, window) if left and left != wishes else None
    if ADD.search(text):
        return (*wishes, *(wish for wish in named if wish not in wishes))[:MOST_STOPS], window
    if any(wish.category in categories for wish in wishes):
        by_category = {wish.category: wish for wish in named}
        return tuple(by_category.get(wish.category, wish) for wish in wishes), window
    return None


def _shifted(window: TimeWindow, shift: timedelta) -> TimeWindow:
    """An end that the person set stays, so a later start leaves less time: at least an hour, or the start stays too."""
    start = after(window.start, shift)
    if not window.end_said:
        return replace(window, start=start, end=after(window.end, max(shift, timedelta(0))))
    return window if is_later(after(start, SHORTEST_PLAN), window.end) else replace(window, start=start)


def _wishes_of(part: str, *, refused: bool = False) -> list[StopWish]:
    """The wishes of one step: usually one; its cuisine and tags go with it. `refused` takes those it does not want."""
    hits = find_concepts(part)
    tags, unwanted = wanted_tags(part, hits)
    tags |= unwanted if refused else frozenset()
    cuisines = frozenset(hit.concept for hit in hits if hit.group == "cuisine")
    asked = (category_of_hit(hit) for hit in hits if hit.group in ("category", "cuisine"))
    categories = list(dict.fromkeys(category for category in asked if category is not None))
    if not categories:
        categories = list(dict.fromkeys(TAG_CATEGORIES[tag] for tag in sorted(tags) if tag in TAG_CATEGORIES))[:1]
    kinds = frozenset(hit.concept for hit in hits if hit.group == "kind")
    return [StopWish(category, cuisines, tags - {"free"}, kinds) for category in categories[:1]]


def _said_begin(text: str, now: datetime, end: datetime | None) -> datetime | None:
    match = re.search(r"\b(?:starting|start|from|at|beginning|leaving|after)\s+(?:at\s+)?\d", text)
    said = moments.wanted_open_at(text[match.start() :], now) if match else None
    return said if said is not None and said != end else None

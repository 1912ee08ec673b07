"""What fits into a gap, door to door: there is time to walk there, to stay, and to walk on, with a buffer; a place is
open for all of the stay, an event starts and ends inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.categories import Category, category_of
from violet.domain.events import EventQuery
from violet.domain.geo import LatLng, estimate_walk
from violet.domain.opening_hours import open_throughout
from violet.domain.places import PlaceQuery
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.domain.wall_clock import NEW_YORK
from violet.services.calendar.free import Gap
from violet.services.calendar.free_time import Stay, event_fits, stay_within
from violet.services.deps import Deps
from violet.services.events.search import find_events
from violet.services.places.cards import event_card, place_card
from violet.services.quick import QuickWish, quick_recommendations
from violet.services.ranking.recommend import Asker

# The least stay that is worth the way, in minutes.
LEAST_STAY_MINUTES: dict[Category, int] = {
    Category.STUDY: 30, Category.CAFE: 20, Category.QUICK_BITES: 20, Category.RESTAURANT: 45, Category.BARS: 45,
    Category.STAGE: 75, Category.OUTDOORS: 20, Category.CULTURE: 45, Category.SHOPPING: 20, Category.CAMPUS: 20,
}  # fmt: skip
LEAST_STAY_OTHER_MINUTES = 30
LEAST_EVENT_MINUTES = 20
# Nobody is sent to a café for five hours: this is as long as a place is asked to be open for.
LONGEST_STAY = timedelta(hours=2)
LOOKED_AT_EVENTS, LOOKED_AT_PLACES = 40, 20
FARTHEST_M = 3000
NEAR_M = 900
# An event is there only then; a place will be there tomorrow.
EVENT_BONUS = 1.25
# Twenty minutes on foot, or six hours of waiting, is where something counts half.
HALF_AT_MINUTES = 20
HALF_AT_HOURS = 6
MEALS = ((11, 14), (17, 21))
SHORT = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to do in a gap. `start` is when it starts (or when one arrives), aware in New York time; `stay` when
    one is there; `card` the whole of what is known."""

    type: Literal["event", "place"]
    card: Card
    start: datetime
    stay: Stay
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom: from where (None: unknown), their preferences, and the name spending is counted under."""

    location: LatLng | None = None
    preferences: Preferences = NO_PREFERENCES
    who: str | None = None


def suggestions(deps: Deps, gap: Gap, asked: Asked, *, limit: int = 3) -> list[Suggestion]:
    """The best few that fit, events and places, best first. Makes at most one places search and one route matrix."""
    origin = origin_of(deps, gap, asked)
    fitting = [
        *fitting_events(deps, gap, origin),
        *fitting_places(deps, gap, origin, _places(deps, gap, origin, asked)),
    ]
    if not any(one.type == "place" for one in fitting):
        fitting += fitting_places(deps, gap, origin, _guide_places(deps, gap, origin))
    return best(fitting, limit)


def suggestion_among(deps: Deps, gap: Gap, asked: Asked, cards: Sequence[Card]) -> Suggestion | None:
    """The best that fits of places that were found already, of events, and of the guide: asks nobody."""
    origin = origin_of(deps, gap, asked)
    fitting = [*fitting_events(deps, gap, origin), *fitting_places(deps, gap, origin, cards)]
    found = best(fitting or fitting_places(deps, gap, origin, _guide_places(deps, gap, origin)), 1)
    return found[0] if found else None


def best(found: Iterable[Suggestion], limit: int) -> list[Suggestion]:
    """By score, each name once."""
    ordered = sorted(found, key=lambda one: (-one.score, one.start, one.card.id))
    return list({one.card.name.casefold(): one for one in reversed(ordered)}.values())[::-1][:limit]


def origin_of(deps: Deps, gap: Gap, asked: Asked) -> LatLng:
    """Where the gap begins: where the thing before it was; for a gap that is now, rather where the person is."""
    begins_now = gap.time.start <= deps.clock()
    if begins_now and asked.location is not None:
        return asked.location
    return gap.comes_from or asked.location or deps.home


def fitting_events(deps: Deps, gap: Gap, origin: LatLng) -> list[Suggestion]:
    """Events with a known end and place that one can go to and leave in time. None without the database."""
    query = EventQuery(
        starts=gap.time.start,
        ends=gap.time.end,
        inside=True,
        near=origin,
        radius_m=FARTHEST_M,
        limit=LOOKED_AT_EVENTS,
    )
    try:
        events = find_events(deps, query)
    except DATABASE_DOWN:
        return []
    found = []
    for event in events:
        if event.location is None or event.all_day:
            continue
        stay = _stay(deps, gap, origin, event.location, timedelta(minutes=LEAST_EVENT_MINUTES))
        if stay is not None and event_fits(stay, event.start, event.end):
            card = event_card(event, origin, deps.now())
            waiting_h = (event.start - stay.arrive).total_seconds() / 3600
            score = _score(card) * EVENT_BONUS / (1.0 + waiting_h / HALF_AT_HOURS)
            found.append(Suggestion("event", card, event.start, stay, score))
    return found


def fitting_places(deps: Deps, gap: Gap, origin: LatLng, cards: Sequence[Card]) -> list[Suggestion]:
    """Places that are known to be open for all of the stay."""
    found = []
    for card in cards:
        if card.place is None or card.location is None:
            continue
        category = category_of(card.place.kinds)
        least = LEAST_STAY_MINUTES.get(category, LEAST_STAY_OTHER_MINUTES) if category else LEAST_STAY_OTHER_MINUTES
        stay = _stay(deps, gap, origin, card.location, timedelta(minutes=least))
        if stay is None:
            continue
        stay = Stay(stay.arrive, min(stay.leave, stay.arrive + LONGEST_STAY))
        if open_throughout(card.place.opening_hours, stay.arrive, stay.leave):
            found.append(Suggestion("place", card, stay.arrive.astimezone(NEW_YORK), stay, _score(card)))
    return found


def _stay(deps: Deps, gap: Gap, origin: LatLng, there: LatLng, least: timedelta) -> Stay | None:
    on = estimate_walk(there, gap.goes_to).seconds if gap.goes_to is not None else 0
    return stay_within(
        gap.time,
        walk_there=timedelta(seconds=estimate_walk(origin, there).seconds),
        walk_on=timedelta(seconds=on),
        buffer=timedelta(minutes=deps.settings.walk_buffer_minutes),
        least_stay=least,
    )


def _score(card: Card) -> float:
    return card.score / (1.0 + (card.walk_minutes or 0) / HALF_AT_MINUTES)


def _places(deps: Deps, gap: Gap, origin: LatLng, asked: Asked) -> Sequence[Card]:
    """Recommended places, as of the gap's beginning."""
    start = gap.time.start
    then = deps.at(start)
    asker = Asker(then.now(), origin, asked.preferences)
    return quick_recommendations(then, QuickWish(category_for(gap), LOOKED_AT_PLACES), asker, who=asked.who).cards


def category_for(gap: Gap) -> str:
    """A meal at meal times, a coffee where there is little time, otherwise something to see."""
    hour = gap.time.start.astimezone(NEW_YORK).hour
    if any(first <= hour < last for first, last in MEALS):
        return "quick_bites"
    return "cozy_cafes" if gap.time.length <= SHORT else "explore"


def _guide_places(deps: Deps, gap: Gap, origin: LatLng) -> list[Card]:
    """The guide's nearest, whose hours are known more often."""
    query = PlaceQuery(near=origin, radius_m=NEAR_M, limit=100)
    start = gap.time.start.astimezone(NEW_YORK)
    return [
        replace(place_card(place, estimate_walk(origin, place.location), start), score=0.5)
        for place in deps.guide_places.search(query)
        if "nyu_building" not in place.kinds
    ]

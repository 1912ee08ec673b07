"""What fits into a gap, door to door: there is time to walk there, to stay, and to walk on, with a buffer; a place is
open for all of the stay, an event starts and ends inside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.categories import category_of, is_for_errands
from violet.domain.events import EventQuery
from violet.domain.geo import LatLng
from violet.domain.opening_hours import open_throughout
from violet.domain.person import Person
from violet.domain.places import PlaceQuery
from violet.services.calendar.free import Gap
from violet.services.calendar.free_time import Stay, event_fits, stay_within
from violet.services.events.search import find_events
from violet.services.places.cards import event_card, place_card
from violet.services.places.riding import with_ways
from violet.services.quick.lists import QuickPorts, QuickWish, quick_recommendations

# The least stay that is worth the way, in minutes, at a place of no category.
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
    """Something to do in a gap. `start` is when it starts (or when one arrives), aware in the campus's zone; `stay`
    when one is there; `card` the whole of what is known."""

    type: Literal["event", "place"]
    card: Card
    start: datetime
    stay: Stay
    score: float


def suggestions(ports: QuickPorts, gap: Gap, person: Person, *, limit: int = 3) -> list[Suggestion]:
    """The best few that fit, events and places, best first. Makes at most one places search and one route matrix."""
    origin = origin_of(ports, gap, person)
    fitting = [
        *fitting_events(ports, gap, origin),
        *fitting_places(ports, gap, origin, _places(ports, gap, origin, person)),
    ]
    if not any(one.type == "place" for one in fitting):
        fitting += fitting_places(ports, gap, origin, _guide_places(ports, gap, origin))
    return _with_ways(ports, origin, best(fitting, limit))


def suggestion_among(ports: QuickPorts, gap: Gap, person: Person, cards: Sequence[Card]) -> Suggestion | None:
    """The best that fits of places that were found already, of events, and of the guide: asks nobody."""
    origin = origin_of(ports, gap, person)
    fitting = [*fitting_events(ports, gap, origin), *fitting_places(ports, gap, origin, cards)]
    found = best(fitting or fitting_places(ports, gap, origin, _guide_places(ports, gap, origin)), 1)
    return _with_ways(ports, origin, found)[0] if found else None


def best(found: Iterable[Suggestion], limit: int) -> list[Suggestion]:
    """By score, each name once."""
    ordered = sorted(found, key=lambda one: (-one.score, one.start, one.card.id))
    return list({one.card.name.casefold(): one for one in reversed(ordered)}.values())[::-1][:limit]


def _with_ways(ports: QuickPorts, origin: LatLng, found: Sequence[Suggestion]) -> list[Suggestion]:
    """With the walks of those that were chosen on streets, and rides to what is far."""
    cards = with_ways(ports.finding.surroundings.walks, origin, [one.card for one in found])
    return [replace(one, card=card) for one, card in zip(found, cards, strict=True)]


def origin_of(ports: QuickPorts, gap: Gap, person: Person) -> LatLng:
    """Where the gap begins: where the thing before it was; for a gap that is now, rather where the person is."""
    begins_now = gap.time.start <= ports.here.clock()
    if begins_now and person.location is not None:
        return person.location
    return gap.comes_from or person.location or ports.here.home


def fitting_events(ports: QuickPorts, gap: Gap, origin: LatLng) -> list[Suggestion]:
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
        events = find_events(ports.events, query)
    except DATABASE_DOWN:
        return []
    found = []
    for event in events:
        if event.location is None or event.all_day:
            continue
        stay = _stay(ports, gap, origin, event.location, timedelta(minutes=LEAST_EVENT_MINUTES))
        if stay is not None and event_fits(stay, event.start, event.end):
            card = event_card(event, origin, ports.here.now())
            waiting_h = (event.start - stay.arrive).total_seconds() / 3600
            score = _score(card) * EVENT_BONUS / (1.0 + waiting_h / HALF_AT_HOURS)
            found.append(Suggestion("event", card, event.start, stay, score))
    return found


def fitting_places(ports: QuickPorts, gap: Gap, origin: LatLng, cards: Sequence[Card]) -> list[Suggestion]:
    """Places that are known to be open for all of the stay."""
    found = []
    for card in cards:
        if card.place is None or card.location is None:
            continue
        category = category_of(card.place.kinds)
        least = category.row.stay_minutes if category else LEAST_STAY_OTHER_MINUTES
        stay = _stay(ports, gap, origin, card.location, timedelta(minutes=least))
        if stay is None:
            continue
        stay = Stay(stay.arrive, min(stay.leave, stay.arrive + LONGEST_STAY))
        arrive = stay.arrive.astimezone(ports.here.zone)
        if open_throughout(card.place.opening_hours, arrive, stay.leave, card.place.location):
            found.append(Suggestion("place", card, arrive, stay, _score(card)))
    return found


def _stay(ports: QuickPorts, gap: Gap, origin: LatLng, there: LatLng, least: timedelta) -> Stay | None:
    walks = ports.finding.surroundings.walks.walks
    [to] = walks(origin, [there])
    # Streets are as long both ways, and what starts at one spot is looked for once.
    on_s = walks(gap.goes_to, [there])[0].seconds if gap.goes_to is not None else 0
    return stay_within(
        gap.time,
        walk_there=timedelta(seconds=to.seconds),
        walk_on=timedelta(seconds=on_s),
        buffer=timedelta(minutes=ports.here.settings.walk_buffer_minutes),
        least_stay=least,
    )


def _score(card: Card) -> float:
    return card.score / (1.0 + (card.walk_minutes or 0) / HALF_AT_MINUTES)


def _places(ports: QuickPorts, gap: Gap, origin: LatLng, person: Person) -> Sequence[Card]:
    """Recommended places, as of the gap's beginning."""
    start = gap.time.start
    then = ports.at(start)
    there = replace(person, now=then.here.now(), location=origin)
    return quick_recommendations(then, QuickWish(category_for(gap, ports.here.zone), LOOKED_AT_PLACES), there).cards


def category_for(gap: Gap, zone: ZoneInfo) -> str:
    """A meal at meal times, a coffee where there is little time, otherwise something to see."""
    hour = gap.time.start.astimezone(zone).hour
    if any(first <= hour < last for first, last in MEALS):
        return "quick_bites"
    return "cozy_cafes" if gap.time.length <= SHORT else "explore"


def _guide_places(ports: QuickPorts, gap: Gap, origin: LatLng) -> list[Card]:
    """The guide's nearest, whose hours are known more often."""
    query = PlaceQuery(near=origin, radius_m=NEAR_M, limit=100)
    start = gap.time.start.astimezone(ports.here.zone)
    found = [place for place in ports.finding.sources.guide.search(query) if not is_for_errands(place.kinds)]
    legs = ports.finding.surroundings.walks.walks(origin, [place.location for place in found])
    return [replace(place_card(place, leg, start), score=0.5) for place, leg in zip(found, legs, strict=True)]

"""The lists of events the API serves: a search with its pages, the city's and Engage's events of the coming days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from violet.domain.cards import Card
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import LatLng
from violet.errors import NotFound
from violet.ports import Walks
from violet.services.events.event_ports import EventPorts
from violet.services.events.questions import event_query
from violet.services.events.search import find_event, find_events, next_cursor
from violet.services.places.cards import event_card
from violet.services.places.riding import with_ways

ENGAGE = "engage"
CITY_DAYS = 7
MOST_LISTED = 300
GONE = "That event is over, cancelled or unknown."


@dataclass(frozen=True, slots=True)
class Listed:
    """An event and its card."""

    item: EventItem
    card: Card


@dataclass(frozen=True, slots=True)
class Page:
    """`next` is the cursor of the following page, None on the last."""

    events: tuple[Listed, ...]
    next: str | None


def search(ports: EventPorts, query: EventQuery, *, origin: LatLng | None = None, walks: Walks | None = None) -> Page:
    """The events that fit, as cards with the walk from `origin` (home where None): with `walks` on their streets,
    and with the ride to what is far. `query.text` may be a question; what
    is given beside it wins over what the question says. Raises DATABASE_DOWN, BadInput for a cursor that is none of
    ours."""
    asked = _with_question(ports, query) if query.text else query
    found = find_events(ports, asked)
    return Page(_listed(ports, found, origin or ports.here.home, walks), next_cursor(asked, found))


def one_event(ports: EventPorts, event_id: int, *, walks: Walks | None = None) -> Listed:
    """Raises NotFound where the event is unknown, cancelled or over, DATABASE_DOWN."""
    item = find_event(ports, event_id)
    if item is None:
        raise NotFound(GONE)
    return listed(ports, item, walks=walks)


def listed(ports: EventPorts, item: EventItem, *, walks: Walks | None = None) -> Listed:
    """An event with its card."""
    return _listed(ports, [item], ports.here.home, walks)[0]


def _listed(ports: EventPorts, items: Sequence[EventItem], origin: LatLng, walks: Walks | None) -> tuple[Listed, ...]:
    now = ports.here.now()
    cards = [event_card(item, origin, now) for item in items]
    return tuple(map(Listed, items, with_ways(walks, origin, cards) if walks is not None else cards))


def city_events(ports: EventPorts) -> list[EventItem]:
    """The city's events of the coming week that have a position: the apps put them on a map. The soonest first."""
    now, campus = ports.here.now(), ports.here.campus
    city = tuple(source.id for source in campus.sources if source.lists_city)
    if not city:
        return []
    query = EventQuery(
        starts=now, ends=now + timedelta(days=CITY_DAYS), sources=city, order="soonest", limit=MOST_LISTED
    )
    return [item for item in find_events(ports, query) if item.location is not None]


def engage_events(ports: EventPorts, *, days: int) -> list[EventItem]:
    """What clubs and offices put on in the next `days` (through Engage), the soonest first."""
    now, sources = ports.here.now(), ports.here.campus.sources_of(ENGAGE)
    if not sources:
        return []
    query = EventQuery(starts=now, ends=now + timedelta(days=days), sources=sources, order="soonest", limit=MOST_LISTED)
    return find_events(ports, query)


def _with_question(ports: EventPorts, query: EventQuery) -> EventQuery:
    read = event_query(ports, query.text or "", now=ports.here.now())
    return replace(
        query,
        text=read.text,
        starts=query.starts or (read.starts if query.ends is None else None),
        ends=query.ends or (read.ends if query.starts is None else None),
        free=query.free if query.free is not None else read.free,
        near=query.near or read.near,
        radius_m=query.radius_m if query.near else read.radius_m,
        place_ids=query.place_ids or read.place_ids,
    )

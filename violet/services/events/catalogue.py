"""The lists of events the API serves: a search with its pages, the city's and Engage's events of the coming days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from violet.domain.cards import Card
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import LatLng
from violet.errors import NotFound
from violet.services.deps import Deps
from violet.services.events.questions import event_query
from violet.services.events.search import find_event, find_events, next_cursor
from violet.services.places.cards import event_card

ENGAGE = "nyu_engage"
CITY = ("nyc_open_data", "nyc_parks")
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


def search(deps: Deps, query: EventQuery, *, origin: LatLng | None = None) -> Page:
    """The events that fit, as cards with the walk from `origin` (home where None). `query.text` may be a question; what
    is given beside it wins over what the question says. Raises DATABASE_DOWN, BadInput for a cursor that is none of
    ours."""
    now = deps.now()
    asked = _with_question(deps, query) if query.text else query
    found = find_events(deps, asked)
    listed = (Listed(item, event_card(item, origin or deps.home, now)) for item in found)
    return Page(tuple(listed), next_cursor(asked, found))


def one_event(deps: Deps, event_id: int) -> Listed:
    """Raises NotFound where the event is unknown, cancelled or over, DATABASE_DOWN."""
    item = find_event(deps, event_id)
    if item is None:
        raise NotFound(GONE)
    return Listed(item, event_card(item, deps.home, deps.now()))


def city_events(deps: Deps) -> list[EventItem]:
    """The city's events of the coming week that have a position: the apps put them on a map. The soonest first."""
    now = deps.now()
    query = EventQuery(
        starts=now, ends=now + timedelta(days=CITY_DAYS), sources=CITY, order="soonest", limit=MOST_LISTED
    )
    return [item for item in find_events(deps, query) if item.location is not None]


def engage_events(deps: Deps, *, days: int) -> list[EventItem]:
    """NYU Engage's events of the next `days`, the soonest first."""
    now = deps.now()
    query = EventQuery(
        starts=now, ends=now + timedelta(days=days), sources=(ENGAGE,), order="soonest", limit=MOST_LISTED
    )
    return find_events(deps, query)


def _with_question(deps: Deps, query: EventQuery) -> EventQuery:
    read = event_query(deps, query.text or "", now=deps.now())
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

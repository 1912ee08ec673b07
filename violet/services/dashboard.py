"""The dashboard in one call: weather, calendar, a suggestion and four lists, gathered side by side.

What is late or failed is left out and named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.person import Person
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.calendar.agenda import Agenda, account_of, agenda
from violet.services.calendar.answers import NextFree, next_free_in, with_suggestion
from violet.services.calendar.calendar_ports import FreeTimePorts
from violet.services.calendar.links import LINKED, links_of
from violet.services.calendar.suggestions import suggestion_among
from violet.services.quick.lists import EVENTS, QuickList, QuickWish, quick_recommendations
from violet.services.spending.allowance import allowance
from violet.services.working import parallel

T = TypeVar("T")

SEARCHED = ("quick_bites", "cozy_cafes", "explore")
LISTS = (*SEARCHED, EVENTS)
LIST_LENGTH = 6
# More than are shown, so that a place in two lists can give way in one of them.
SPARE = 6
WEATHER, CALENDAR = "weather", "calendar"


@dataclass(frozen=True, slots=True)
class Dashboard:
    """`weather` is None where there is none. `lists` has all of LISTS, no place twice. `degraded` names what is missing
    or stands in for something better."""

    weather: Weather | None
    calendar_linked: bool
    next_free: NextFree | None
    lists: Mapping[str, Sequence[Card]]
    degraded: tuple[str, ...] = ()


def dashboard(ports: FreeTimePorts, person: Person) -> Dashboard:
    """Makes at most six upstream calls: weather, three searches, and the calendar with its token. Walks are
    those of the campus's streets: a route matrix for each list would cost more than it tells. Raises DATABASE_DOWN."""
    with allowance(ports.quick.spending, person.spending_key, turns=len(SEARCHED)):
        done = _gather(ports, person)
    lists = _without_repeats({name: _cards(_result(done.get(name))) for name in LISTS})
    found = _result(done.get(CALENDAR))
    free = _next_free(ports, person, found, lists) if found is not None else None
    shown = {name: cards[:LIST_LENGTH] for name, cards in lists.items()}
    missing = tuple(name for name in (WEATHER, CALENDAR, *LISTS) if _result(done.get(name)) is None)
    return Dashboard(
        weather=_result(done.get(WEATHER)),
        calendar_linked=found.linked if found is not None else _has_link(ports, person),
        next_free=free,
        lists=shown,
        degraded=missing + (tuple(found.degraded) if found is not None else ()),
    )


def _gather(ports: FreeTimePorts, person: Person) -> dict[str, Future[Any]]:
    quick, origin = ports.quick, person.location
    surroundings = quick.finding.surroundings
    near = surroundings.shared_origin(origin) if origin is not None else quick.here.home
    weather, ask_weather = parallel.promised(partial(surroundings.weather.current, near))
    walking = replace(quick, finding=quick.finding.with_own_walks())

    def fill(name: str) -> Callable[[], QuickList]:
        wish = QuickWish(name, LIST_LENGTH + SPARE)
        known = weather if surroundings.has_weather else None
        return partial(quick_recommendations, walking, wish, person, weather=known)

    read_calendar = partial(agenda, ports.calendars, person)
    return parallel.gather(
        {name: fill(name) for name in SEARCHED},
        deadline_s=quick.here.settings.dashboard_deadline_s,
        afterwards={WEATHER: ask_weather, CALENDAR: read_calendar, EVENTS: fill(EVENTS)},
    )


def _next_free(ports: FreeTimePorts, person: Person, found: Agenda, lists: Mapping[str, Sequence[Card]]) -> NextFree:
    free = next_free_in(ports.calendars, found)
    if free.gap is None:
        return free
    cards = [card for name in LISTS for card in lists[name]]
    return with_suggestion(ports.calendars, free, suggestion_among(ports.quick, free.gap, person, cards))


def _without_repeats(lists: Mapping[str, Sequence[Card]]) -> dict[str, list[Card]]:
    """Each place in the first of the lists that shows it; what a list does not show is free for the next."""
    shown: set[str] = set()
    found: dict[str, list[Card]] = {}
    for name in LISTS:
        kept = [card for card in lists[name] if card.key not in shown]
        shown |= {card.key for card in kept[:LIST_LENGTH]}
        found[name] = kept
    return found


def _cards(found: QuickList | None) -> Sequence[Card]:
    return found.cards if found is not None else ()


def _has_link(ports: FreeTimePorts, person: Person) -> bool:
    return any(link.status == LINKED for link in links_of(ports.calendars.vault, account_of(person)).values())


def _result(done: Future[T] | None) -> T | None:
    """What came in time; None where it is late or failed."""
    if done is None:
        return None
    try:
        return done.result()
    except (ProviderError, *DATABASE_DOWN):
        return None

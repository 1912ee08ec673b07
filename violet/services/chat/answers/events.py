"""Events: what is on in the time the message speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from violet.database import DATABASE_DOWN
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import LatLng
from violet.domain.time_window import TimeWindow
from violet.services.chat.answers.base import grounds_for
from violet.services.chat.parts.turn_parts import Answer, Turn
from violet.services.chat.replies.template import events_words
from violet.services.events.classify import is_of_sort, sorts_in
from violet.services.events.search import find_events
from violet.services.places.cards import event_card
from violet.services.places.riding import said_of_rides, with_ways
from violet.understanding.reading.lexicon import normalise

STILL_WORTH_IT = timedelta(minutes=45)
# A series has a row for each day; the list shows it once.
SPARE_EVENTS = 20
SEARCH_RADIUS_M = 6500


def answer_events(turn: Turn) -> Answer:
    window = turn.intent.window
    assert window is not None
    try:
        events = find_events(turn.ports.events, _query(turn, window))
    except DATABASE_DOWN:
        return Answer(template="I can't look at the events right now. Ask me again in a minute.", degraded=("events",))
    sorts = sorts_in(_text(turn))
    found = [event for event in events if _wanted(turn, event, window) and _is_of_sort(event, sorts)]
    once = list({event.title: event for event in reversed(found)}.values())[::-1]
    shown = [event_card(event, _walk_from(turn), turn.person.now) for event in once[: turn.intent.limit]]
    cards = tuple(with_ways(turn.ports.finding.surroundings.walks, _walk_from(turn), shown))
    if not cards:
        what = f"any {' or '.join(dict.fromkeys(sorts.values()))}" if sorts else "anything like that"
        return Answer(template=f"I don't know of {what} {window.words}. Want me to look at another time?")
    rides = said_of_rides(cards)
    grounds = replace(grounds_for(turn, cards), facts=tuple(rides))
    words = " ".join([events_words(cards, when=window.words, now=turn.person.now, seed=turn.seed), *rides])
    return Answer(template=words, cards=cards, grounds=grounds, prompt_data={"asked_for_events": window.words})


def _is_of_sort(event: EventItem, sorts: Mapping[str, str]) -> bool:
    text = f"{event.title} {event.description or ''}"
    return not sorts or is_of_sort(sorts, event.categories, text)


def _query(turn: Turn, window: TimeWindow) -> EventQuery:
    constraints = turn.intent.constraints
    near, building = constraints.near, _building(turn)
    center = near.location if near is not None and near.location is not None else _walk_from(turn)
    return EventQuery(
        text=_text(turn),
        starts=window.start,
        ends=window.end,
        free=True if "free" in constraints.tags else None,
        near=None if building else center,
        radius_m=SEARCH_RADIUS_M,
        place_ids=(building,) if building else (),
        limit=SPARE_EVENTS + turn.intent.limit + len(turn.intent.excluded),
    )


def _text(turn: Turn) -> str:
    """The wish without the words of the place it names: where an event is, is asked by position."""
    near = turn.intent.constraints.near
    place_words = set(normalise(near.name).split()) if near is not None and near.location is not None else set()
    return " ".join(word for word in normalise(turn.intent.wish).split() if word.strip("?!.,") not in place_words)


def _building(turn: Turn) -> str | None:
    """The guide's id of the building the message names: "at Kimmel" means inside it. None for a neighborhood."""
    near = turn.intent.constraints.near
    return next(
        (place.id for place in turn.ports.here.campus.places if near is not None and near.name == place.name),
        None,
    )


def _wanted(turn: Turn, event: EventItem, window: TimeWindow) -> bool:
    """Not shown before, and still worth going to: what began well before the window is nearly over in it."""
    began_before = event.start < window.start - STILL_WORTH_IT and event.end is not None
    nearly_over = began_before and event.end is not None and event.end < window.start + 2 * STILL_WORTH_IT
    return f"{event.source}:{event.id}" not in turn.intent.excluded and not nearly_over


def _walk_from(turn: Turn) -> LatLng:
    return turn.person.location or turn.ports.here.home

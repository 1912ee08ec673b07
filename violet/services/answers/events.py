"""Events: what is on in the time the message speaks of."""

from __future__ import annotations

from violet.database import DATABASE_DOWN
from violet.providers.base import LatLng
from violet.services.answers.base import Answer, Turn
from violet.services.answers.places import grounds_for
from violet.services.cards import event_card
from violet.services.events.search import find_events
from violet.services.events.types import EventItem, EventQuery
from violet.services.replies.template import events_words
from violet.services.understanding.intent import TimeWindow
from violet.services.understanding.lexicon import normalise

SEARCH_RADIUS_M = 4000
AT_A_PLACE_RADIUS_M = 250


def answer_events(turn: Turn) -> Answer:
    window = turn.intent.window
    assert window is not None
    try:
        found = [event for event in find_events(turn.deps, _query(turn, window)) if _not_shown(turn, event)]
    except DATABASE_DOWN:
        return Answer(template="I can't look at the events right now. Ask me again in a minute.", degraded=("events",))
    cards = tuple(event_card(event, _walk_from(turn), turn.asker.now) for event in found[: turn.intent.limit])
    if not cards:
        return Answer(template=f"I don't know of anything like that {window.words}. Want me to look at another time?")
    grounds = grounds_for(turn, cards)
    words = events_words(cards, when=window.words, now=turn.asker.now, seed=turn.seed)
    return Answer(template=words, cards=cards, grounds=grounds, prompt_data={"asked_for_events": window.words})


def _query(turn: Turn, window: TimeWindow) -> EventQuery:
    constraints = turn.intent.constraints
    near = constraints.near
    at_place = near is not None and near.location is not None
    return EventQuery(
        text=_text(turn),
        starts=window.start,
        ends=window.end,
        free=True if "free" in constraints.tags else None,
        near=near.location if near is not None and near.location is not None else _walk_from(turn),
        radius_m=AT_A_PLACE_RADIUS_M if at_place and _names_a_building(turn) else SEARCH_RADIUS_M,
        limit=turn.intent.limit + len(turn.intent.excluded),
    )


def _text(turn: Turn) -> str:
    """The wish without the words of the place it names: where an event is, is asked by position."""
    near = turn.intent.constraints.near
    place_words = set(normalise(near.name).split()) if near is not None and near.location is not None else set()
    return " ".join(word for word in normalise(turn.intent.wish).split() if word.strip("?!.,") not in place_words)


def _names_a_building(turn: Turn) -> bool:
    """Whether the place named is a building rather than a neighborhood: "at Kimmel" means inside it."""
    near = turn.intent.constraints.near
    return near is not None and any(near.name == place.name for place in turn.deps.guide.places)


def _not_shown(turn: Turn, event: EventItem) -> bool:
    return f"{event.source}:{event.id}" not in turn.intent.excluded


def _walk_from(turn: Turn) -> LatLng:
    return turn.asker.location or turn.deps.home

"""A question about events in plain words, as a search: "jazz this weekend", "what's happening at Kimmel tomorrow"."""

from __future__ import annotations

from datetime import datetime

from violet.domain.events import EventQuery
from violet.domain.time_window import TimeWindow
from violet.services.events.event_ports import EventPorts
from violet.understanding.reading import moments
from violet.understanding.reading.gazetteer import NamedPlace
from violet.understanding.reading.lexicon import find_concepts, normalise, tokens_of

# Around a neighborhood's or campus's point.
AREA_RADIUS_M = 1200


def event_query(
    ports: EventPorts, question: str, *, now: datetime, window: TimeWindow | None = None, limit: int = 10
) -> EventQuery:
    """What the question asks for: when (or `window`, where the caller knows better), where, whether free, and about
    what. `now` is aware."""
    text = normalise(question)
    if window is None and moments.speaks_of_time(text):
        window = moments.wanted_window(text, now)
    places = ports.gazetteer.find(question)
    at = tuple(place.place_id for place in places if place.place_id is not None)
    area = next((place for place in places if place.place_id is None), None) if not at else None
    return EventQuery(
        text=_without_names(text, places),
        starts=window.start if window else None,
        ends=window.end if window else None,
        free=True if _asks_for_free(question) else None,
        near=area.location if area else None,
        radius_m=AREA_RADIUS_M,
        place_ids=at,
        limit=limit,
    )


def _asks_for_free(question: str) -> bool:
    return any(hit.group == "tag" and hit.concept == "free" and not hit.negated for hit in find_concepts(question))


def _without_names(text: str, places: tuple[NamedPlace, ...]) -> str:
    """The question without the places it names: those are asked for by where they are."""
    words = " ".join(tokens_of(text))
    for place in places:
        words = words.replace(place.said, " ")
    return words

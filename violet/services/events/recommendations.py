"""Events that need no question: what is on soon, near, and worth going to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from violet.database import DATABASE_DOWN
from violet.domain.cards import Card
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import LatLng
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.services.events.event_ports import EventPorts
from violet.services.events.search import find_events
from violet.services.places.cards import event_card

# How far ahead is looked, the nearest days first; the next span is for when the one before has too little.
SPANS = (timedelta(days=2), timedelta(days=7), timedelta(days=30))
LOOKED_AT = 100
# What is nearly over when one could be there is not worth the way.
STILL_WORTH_IT = timedelta(minutes=30)
# Half an hour on foot, or three days of waiting, is where an event counts half of one that starts next door now.
HALF_AT_MINUTES = 30
HALF_AT_HOURS = 72
ONLINE_PART, UNPLACED_PART = 0.25, 0.35


def event_recommendations(
    ports: EventPorts,
    *,
    limit: int,
    location: LatLng | None = None,
    preferences: Preferences = NO_PREFERENCES,
) -> list[Card]:
    """Cards of events worth going to from `location` (home where None), best first, soon before later, each title once.
    Kept for half a minute. Without the database there are none."""
    now, origin = ports.here.now(), location or ports.here.home
    free = True if preferences.budget_max == 0 else None
    corner = (round(origin.lat, 4), round(origin.lng, 4))
    key = ("events", limit, corner, now.replace(second=0, microsecond=0), free)

    def make() -> tuple[list[Card], bool]:
        try:
            return _chosen(ports, origin, EventQuery(free=free, limit=LOOKED_AT), limit), True
        except DATABASE_DOWN:
            return [], False

    return list(ports.recent.answer(key, make))


def _chosen(ports: EventPorts, origin: LatLng, query: EventQuery, limit: int) -> list[Card]:
    now = ports.here.now()
    ranked: dict[str, Card] = {}
    for span in SPANS:
        found = find_events(ports, replace(query, starts=now, ends=now + span))
        for card in _ranked(found, now, origin):
            ranked.setdefault(card.name.casefold(), card)
        if len(ranked) >= limit:
            break
    return sorted(ranked.values(), key=lambda card: (-card.score, card.start or now))[:limit]


def _ranked(items: Iterable[EventItem], now: datetime, origin: LatLng) -> list[Card]:
    going = (item for item in items if item.start >= now or (item.end or item.start) - now >= STILL_WORTH_IT)
    cards = ((item, event_card(item, origin, now)) for item in going)
    scored = [replace(card, score=round(_worth(item, card, now), 4)) for item, card in cards]
    return sorted(scored, key=lambda card: -card.score)


def _worth(item: EventItem, card: Card, now: datetime) -> float:
    """Relevance, less for a long walk, an unknown place and days of waiting."""
    hours = max(0.0, (item.start - now).total_seconds() / 3600)
    soon = item.score / (1.0 + hours / HALF_AT_HOURS)
    if card.walk_minutes is None:
        return soon * (ONLINE_PART if item.online else UNPLACED_PART)
    return soon / (1.0 + card.walk_minutes / HALF_AT_MINUTES)

"""The guide's own recurring events: a source that is always there, with no network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from violet.campus.campus import Campus
from violet.campus.schema import GuideEvent
from violet.domain.announcements import Event, EventBatch, Validators
from violet.domain.time_window import TimeWindow
from violet.providers.event_sources.batches import collect

NAME = "campus_guide"


class GuideEvents:
    """See `EventSource`. An occurrence's id is the event's with its date."""

    name = NAME
    title = "Campus guide"

    def __init__(self, guide: Campus) -> None:
        self._guide = guide
        self._zone = guide.zone

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        return collect(self._occurrences(window), lambda event: event, window)

    def _occurrences(self, window: TimeWindow) -> Iterator[Event]:
        first, last = (moment.astimezone(self._zone).replace(tzinfo=None) for moment in (window.start, window.end))
        for event in self._guide.events:
            for start in event.occurrences().between(first - event.duration, last, inc=True):
                yield self._event(event, start)

    def _event(self, event: GuideEvent, start: datetime) -> Event:
        """`start` is wall time, and so is the end: four hours from 10 pm end at 2 am in the night the clocks change."""
        place = self._guide.places_by_id.get(event.place) if event.place else None
        return Event(
            source=NAME,
            source_id=f"{event.id}_{start:%Y%m%d}",
            title=event.title,
            start=start.replace(tzinfo=self._zone),
            end=(start + event.duration).replace(tzinfo=self._zone),
            description=event.about,
            venue=place.name if place else event.venue,
            address=place.address if place else event.address,
            location=place.location if place else event.location,
            organizer=event.organizer,
            url=event.url,
            price=event.price,
            free=event.free,
            categories=tuple(event.categories),
        )

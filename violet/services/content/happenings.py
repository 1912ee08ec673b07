"""Editors' events among all others: written into the table of events when they are published, and with every refresh,
so that those that recur go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from violet.campus.documents import EventData
from violet.domain.announcements import Event
from violet.domain.events import EventItem
from violet.services.content.published import published_events
from violet.services.events.intake import storage
from violet.services.events.intake.embedding import embed_new
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.events.intake.normalize import NormalEvent, Normalizer
from violet.services.events.intake.refresh import EDITORS, merge_anew, window_at
from violet.services.working.here import Here

FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
EMBEDDING_S = 2.0


def bring_in(ports: IntakePorts) -> int:
    """Brings the events of editors up to date; what is no longer published goes. Returns how many there are. Raises
    DATABASE_DOWN."""
    here = ports.here
    now, window = here.clock().astimezone(UTC), window_at(here.now(), here.settings.events_horizon_days)
    normalizer = Normalizer(here.campus, ports.venues)
    found = []
    for content in published_events(here.campus.id):
        for event in occurrences(here, content, (window.start, window.end)):
            normal = normalizer.normalize(event)
            if isinstance(normal, NormalEvent) and normal.over_at > now:
                found.append(normal)
    changes = storage.write(here.campus.source_key(EDITORS), found, removed_before=FOREVER, now=now)
    if changes.added or changes.changed or changes.removed:
        merge_anew(ports)
        embed_new(ports.embedder, lambda count: None, limit_s=EMBEDDING_S)
    return len(found)


def occurrences(here: Here, content: EventData, window: tuple[datetime, datetime]) -> Iterator[Event]:
    """The announcements of one document in a window, each with an id of its own."""
    place = here.campus.places_by_id.get(content.place) if content.place else None
    zone = here.zone
    for start in content.starts(*(moment.astimezone(zone) for moment in window)):
        yield Event(
            source=EDITORS,
            source_id=f"{content.id}_{start:%Y%m%dT%H%M}",
            title=content.title,
            start=start,
            end=start + content.length if content.length is not None else None,
            description=content.about,
            venue=place.name if place else content.venue,
            address=place.address if place else content.address,
            location=place.location if place else content.location,
            organizer=content.organizer,
            url=content.url,
            price=content.price,
            free=content.free,
            categories=tuple(content.categories),
        )


def draft_item(here: Here, content: EventData) -> EventItem | None:
    """The next time of an event that is not published; None where it is over."""
    now = here.now()
    ahead = (now, now.replace(year=now.year + 5, day=min(now.day, 28)))
    event = next(occurrences(here, content, ahead), None)
    if event is None:
        return None
    return EventItem(
        id=0,
        source=EDITORS,
        source_id=event.source_id,
        title=event.title,
        start=event.start,
        end=event.end,
        venue=event.venue,
        address=event.address,
        location=event.location,
        url=event.url,
        free=event.free,
        price=event.price,
        categories=event.categories,
        organizer=event.organizer,
        description=event.description,
    )

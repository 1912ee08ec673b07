"""From what a source announces to the one shape we keep: plain text, UTC, a known place, the guide's words. Pure."""

from __future__ import annotations

import hashlib
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

import orjson

from violet.campus.campus import Campus
from violet.campus.naming import plain as plain_words
from violet.domain.announcements import Event, RejectedItem, Rejection
from violet.domain.geo import LatLng, meters_between
from violet.services.events.classify import categories_of, price_of
from violet.services.events.intake.plain_text import MAX_TITLE_CHARS, line, plain
from violet.services.events.venues import Venue, Venues
from violet.services.places.cards import stable_id

# The five boroughs and a train ride; beyond that it is somewhere else.
FARTHEST_M = 40_000
# A position this far from the place that the text names contradicts it.
SAME_SPOT_M = 600
# How long an event goes on where nobody says.
ASSUMED_LENGTH = timedelta(hours=2)
_CANCELLED = re.compile(r"^\W*(?:cancell?ed|postponed)\b[\s:\-–—!*)\]]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NormalEvent:
    """An event as it is kept. Times are UTC; `over_at` is when it is past. `words` is what text is looked for in."""

    id: int
    source: str
    source_id: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    over_at: datetime
    all_day: bool
    description: str | None
    venue: str | None
    address: str | None
    lat: float | None
    lng: float | None
    place_id: str | None
    online: bool
    organizer: str | None
    url: str | None
    image: str | None
    price: str | None
    free: bool | None
    categories: tuple[str, ...]
    cancelled: bool
    words: str

    def fingerprint(self) -> str:
        """Changes when anything does."""
        packed = orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)
        return hashlib.blake2b(packed, digest_size=16).hexdigest()


class Normalizer:
    """For one guide and its venues. Read-only."""

    def __init__(self, guide: Campus, venues: Venues) -> None:
        self._venues = venues
        self._guide = guide
        self._campuses = tuple(campus.location for campus in guide.sites)

    def normalize(self, event: Event) -> NormalEvent | RejectedItem:
        """The event in our shape, or why we do not take it."""
        written = line(event.title, MAX_TITLE_CHARS + 20) or ""
        cancelled_title = _CANCELLED.match(written)
        title = _CANCELLED.sub("", written)[:MAX_TITLE_CHARS].strip()
        if not title:
            return RejectedItem(Rejection.NO_TITLE, event.source_id[:80])
        venue, location = self._where(event)
        if location is not None and self._meters_from_campus(location) > FARTHEST_M:
            return RejectedItem(Rejection.TOO_FAR_AWAY, event.source_id[:80])
        end = event.end if event.end is not None and event.end > event.start else None
        own = replace(event, source=self._guide.source_key(event.source))
        normal = self._texts(own, title, venue)
        return replace(
            normal,
            starts_at=event.start,
            ends_at=end,
            over_at=end or event.start + ASSUMED_LENGTH,
            lat=location.lat if location else None,
            lng=location.lng if location else None,
            cancelled=event.cancelled or cancelled_title is not None,
        )

    def _where(self, event: Event) -> tuple[Venue | None, LatLng | None]:
        """The venue and the position: the source's own where it gives one, else that of the place it names. A named
        place that is far from the source's position is not the one meant."""
        venue = self._venues.find(line(event.venue), line(event.address))
        if venue is None or venue.online:
            return venue, None
        if event.location is None:
            return venue, venue.location
        if venue.location is not None and meters_between(venue.location, event.location) > SAME_SPOT_M:
            return Venue(line(event.venue) or venue.name), event.location
        return venue, event.location

    def _texts(self, event: Event, title: str, venue: Venue | None) -> NormalEvent:
        description = plain(event.description)
        declared = tuple(found for found in (line(one, 60) for one in event.categories) if found)
        free, price = price_of(line(event.price, 120), event.free, (title, description), declared)
        categories = categories_of(declared, title, description)
        organizer = line(event.organizer)
        place = venue.place if venue else None
        named = (
            title,
            venue.name if venue else "",
            place.name if place else "",
            organizer or "",
            *declared,
            *categories,
        )
        return NormalEvent(
            id=stable_id(event.source, event.source_id[:300]),
            source=event.source,
            source_id=event.source_id[:300],
            title=title,
            starts_at=event.start,
            ends_at=None,
            over_at=event.start,
            all_day=event.all_day,
            description=description,
            venue=venue.name if venue else None,
            address=line(event.address) or (place.address if place else None),
            lat=None,
            lng=None,
            place_id=place.id if place else None,
            online=venue.online if venue else False,
            organizer=organizer,
            url=event.url,
            image=event.image,
            price=price,
            free=free,
            categories=categories,
            cancelled=False,
            words=plain_words(" ".join((*named, (description or "")[:500]))),
        )

    def _meters_from_campus(self, location: LatLng) -> float:
        return min(meters_between(location, campus) for campus in self._campuses)

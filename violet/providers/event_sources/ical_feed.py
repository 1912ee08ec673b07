"""Any iCalendar feed as a source, such as a university's public calendar (LiveWhale)."""

from __future__ import annotations

from typing import Any

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.geo import LatLng
from violet.domain.time_window import TimeWindow
from violet.ports import Failure, ProviderError
from violet.providers import feed_values as values
from violet.providers.event_sources.about import About
from violet.providers.event_sources.batches import collect, rejected
from violet.providers.event_sources.feed import Feed
from violet.providers.ical.blocks import NotACalendar
from violet.providers.ical.reading import Occurrence
from violet.providers.ical.reading import read as read_calendar


class ICalFeed:
    """See `EventSource`. The path is below the feed's base URL."""

    def __init__(self, feed: Feed, about: About) -> None:
        self.name, self.title = about.name, about.title
        self._feed = feed
        self._about = about

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        self._feed.begin()
        document = self._feed.get(self._about.path, known=known, day=window.start.date())
        if document.unchanged:
            return EventBatch((), unchanged=True, validators=known)
        try:
            reading = read_calendar(document.body, window, zone=self._about.zone)
        except NotACalendar:
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "not a calendar") from None
        batch = collect(
            reading.occurrences,
            lambda occurrence: read(occurrence, self.name),
            window,
            complete=reading.complete,
            validators=document.validators,
        )
        return EventBatch(
            batch.events, (*reading.rejected, *batch.rejected), batch.complete, validators=batch.validators
        )


def read(occurrence: Occurrence, source: str) -> Event | RejectedItem:
    title = occurrence.text("SUMMARY")
    if title is None:
        return rejected(Rejection.NO_TITLE, occurrence.id)
    if (occurrence.text("CLASS") or "PUBLIC").upper() != "PUBLIC":
        return rejected(Rejection.NOT_PUBLIC, occurrence.id)
    return Event(
        source=source,
        source_id=occurrence.id[:300],
        title=title,
        start=occurrence.start,
        end=occurrence.end if occurrence.has_end else None,
        all_day=occurrence.all_day,
        description=occurrence.text("DESCRIPTION"),
        venue=occurrence.text("LOCATION"),
        location=_position(occurrence),
        organizer=_organizer(occurrence),
        url=values.link(occurrence.text("URL")),
        image=_image(occurrence),
        price=occurrence.text("X-COST") or occurrence.text("X-LIVEWHALE-COST"),
        categories=_categories(occurrence),
        cancelled=occurrence.cancelled,
    )


def _position(occurrence: Occurrence) -> LatLng | None:
    """GEO is "lat;lng"."""
    geo = occurrence.component.get("GEO")
    return values.position(getattr(geo, "latitude", None), getattr(geo, "longitude", None))


def _organizer(occurrence: Occurrence) -> str | None:
    """The organizer's common name; the address behind it is nobody's business."""
    organizer = occurrence.component.get("ORGANIZER")
    return values.text(str(organizer.params["CN"])) if "CN" in getattr(organizer, "params", {}) else None


def _categories(occurrence: Occurrence) -> tuple[str, ...]:
    found = occurrence.component.get("CATEGORIES", [])
    lists: list[Any] = found if isinstance(found, list) else [found]
    return tuple(str(name) for one in lists for name in getattr(one, "cats", ()))


def _image(occurrence: Occurrence) -> str | None:
    found = occurrence.component.get("ATTACH", [])
    for one in found if isinstance(found, list) else [found]:
        if str(getattr(one, "params", {}).get("FMTTYPE", "")).startswith("image/"):
            return values.link(str(one))
    return values.link(occurrence.text("X-LIVEWHALE-IMAGE"))

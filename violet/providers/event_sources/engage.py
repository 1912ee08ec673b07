"""CampusLabs Engage: what a university's clubs and offices put on. Undocumented discovery API, no key.

Times come in UTC, positions as strings or null, descriptions as HTML or null.
"""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.time_window import TimeWindow
from violet.providers import feed_values as values
from violet.providers.event_sources.about import About
from violet.providers.event_sources.batches import MAX_EVENTS, collect, items_of, rejected
from violet.providers.event_sources.feed import Feed

PATH = "/api/discovery/event/search"
PAGE = 100
IMAGES = "https://se-images.campuslabs.com/clink/images"
FILE_ID = re.compile(r"[\w.-]{1,200}")
# What stands in the place of a location that only members see.
HIDDEN = "private location"


class Engage:
    """See `EventSource`."""

    def __init__(self, feed: Feed, about: About) -> None:
        self.name, self.title = about.name, about.title
        self._feed = feed
        self._about = about

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        self._feed.begin()
        items: list[Any] = []
        complete = False
        while not complete and len(items) < MAX_EVENTS:
            page = items_of(self.name, self._feed.json(PATH, _query(window, skip=len(items))), "value")
            items += page
            complete = len(page) < PAGE
        return collect(items, partial(read, about=self._about), window, complete=complete)


def _query(window: TimeWindow, *, skip: int) -> dict[str, str]:
    return {
        "endsAfter": window.start.isoformat(timespec="seconds"),
        "startsBefore": window.end.isoformat(timespec="seconds"),
        "orderByField": "startsOn",
        "orderByDirection": "ascending",
        "status": "Approved",
        "take": str(PAGE),
        "skip": str(skip),
    }


def read(item: Any, about: About) -> Event | RejectedItem:
    row = values.mapping(item)
    event_id, title = values.text(row.get("id")), values.text(row.get("name"))
    start = values.moment(row.get("startsOn"), about.zone)
    reason = None
    if event_id is None or not event_id.isalnum():
        reason = Rejection.NO_ID
    elif title is None:
        reason = Rejection.NO_TITLE
    elif start is None:
        reason = Rejection.BAD_TIME if values.text(row.get("startsOn")) else Rejection.NO_START
    elif values.text(row.get("visibility")) not in (None, "Public"):
        reason = Rejection.NOT_PUBLIC
    if reason or event_id is None or title is None or start is None:
        return rejected(reason or Rejection.MALFORMED, event_id or title or "")
    location = values.text(row.get("location"))
    return Event(
        source=about.name,
        source_id=event_id,
        title=title,
        start=start,
        end=values.moment(row.get("endsOn"), about.zone),
        description=values.text(row.get("description")),
        venue=None if location is None or location.lower().startswith(HIDDEN) else location,
        location=values.position(row.get("latitude"), row.get("longitude")),
        organizer=values.text(row.get("organizationName")),
        url=f"{about.site}/event/{event_id}",
        image=_image(row.get("imagePath")),
        categories=(
            *values.texts([row.get("theme")]),
            *values.texts(row.get("categoryNames")),
            *values.texts(row.get("benefitNames")),
        ),
        cancelled=(values.text(row.get("status")) or "").lower() in ("cancelled", "canceled"),
    )


def _image(path: Any) -> str | None:
    """A bare file id, or in older answers the whole address."""
    written = values.text(path)
    if written is None or FILE_ID.fullmatch(written):
        return f"{IMAGES}/{written}" if written else None
    return values.link(written)

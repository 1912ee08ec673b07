"""NYC Parks' public events of the next 14 days (SODA 2, dataset w3wp-dpdi).

Date and time of day come apart, the time as "1:00 pm" or as a timestamp; a position is "lat,lng", at times several.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.geo import LatLng
from violet.domain.time_window import TimeWindow
from violet.providers import feed_values as values
from violet.providers.event_sources.batches import collect, rejected
from violet.providers.event_sources.feed import Feed
from violet.providers.event_sources.soda import NEW_YORK, floating, rows

NAME = "nyc_parks"
PATH = "/resource/w3wp-dpdi.json"
# Where virtual events are put on the map: City Hall.
CITY_HALL = LatLng(40.7103379, -74.0033029)


class ParksEvents:
    """See `EventSource`."""

    name = NAME
    title = "NYC Parks"

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        self._feed.begin()
        found = rows(self._feed, PATH, _query(window), window=window, known=known)
        if found.unchanged:
            return EventBatch((), unchanged=True, validators=known)
        return collect(found.items, read, window, complete=found.complete, validators=found.validators)


def _query(window: TimeWindow) -> dict[str, str]:
    return {
        "$where": f"startdate between '{floating(window.start)}' and '{floating(window.end)}'",
        "$order": "startdate,:id",
    }


def read(item: Any) -> Event | RejectedItem:
    row = values.mapping(item)
    url = (
        values.link(row.get("guid"))
        or values.link(values.mapping(row.get("link")).get("url"))
        or values.link(row.get("link"))
    )
    title, first = values.text(row.get("title")), values.day(row.get("startdate"))
    reason = None
    if url is None:
        reason = Rejection.NO_ID
    elif title is None:
        reason = Rejection.NO_TITLE
    elif first is None:
        reason = Rejection.BAD_TIME if row.get("startdate") else Rejection.NO_START
    if reason or url is None or title is None or first is None:
        return rejected(reason or Rejection.MALFORMED, url or title or "")
    start, end, all_day = times(row, first)
    park = values.text(row.get("parknames"))
    return Event(
        source=NAME,
        source_id=re.sub(r"^https?://(www\.)?", "", url)[:300],
        title=title,
        start=start,
        end=end,
        all_day=all_day,
        description=values.text(row.get("description")),
        venue=values.text(row.get("location")) or park,
        address=park,
        location=_position(row.get("coordinates")),
        organizer="NYC Parks",
        url=url,
        image=values.link(row.get("image")),
        free=True,
        categories=tuple(
            part.strip() for part in re.split(r"[|,]", values.text(row.get("categories")) or "") if part.strip()
        ),
    )


def times(row: Any, first: date) -> tuple[datetime, datetime | None, bool]:
    """Start, end and whether it lasts all day: without a start time it does. An end time before the start time on the
    same day is on the next."""
    opens, closes = values.clock(row.get("starttime")), values.clock(row.get("endtime"))
    last = values.day(row.get("enddate")) or first
    if opens is None:
        start = datetime.combine(first, datetime.min.time(), NEW_YORK)
        return start, datetime.combine(last + timedelta(days=1), datetime.min.time(), NEW_YORK), True
    start = datetime.combine(first, opens, NEW_YORK)
    if closes is None:
        return start, None, False
    end = datetime.combine(last, closes, NEW_YORK)
    return start, end + timedelta(days=1) if last == first and closes < opens else end, False


def _position(value: Any) -> LatLng | None:
    """The first of the pairs."""
    lat, _, lng = (values.text(value) or "").split(";")[0].partition(",")
    found = values.position(lat.strip(), lng.strip())
    return None if found == CITY_HALL else found

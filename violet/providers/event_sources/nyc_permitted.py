"""NYC Open Data: permitted events (SODA 2, dataset tvpp-9vvx), without the sports permits that are most of it.

A row has no position, its place is text, and its id comes again for other days and streets.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from violet.domain.announcements import Event, EventBatch, RejectedItem, Rejection, Validators
from violet.domain.time_window import TimeWindow
from violet.providers import feed_values as values
from violet.providers.event_sources.batches import collect, rejected
from violet.providers.event_sources.feed import Feed
from violet.providers.event_sources.soda import NEW_YORK, floating, rows

NAME = "nyc_open_data"
PATH = "/resource/tvpp-9vvx.json"
BOROUGHS = ("Manhattan", "Brooklyn")
# Not for the public: leagues' pitches and film shoots.
LEFT_OUT = ("Sport - Youth", "Sport - Adult", "Production Event", "Theater Load in and Load Outs")
# Permits that keep people out rather than invite them.
NOT_AN_EVENT = re.compile(
    r"\b(?:clos(?:ed|ure)|maintenance|construction|load[ -]?(?:in|out)|set[ -]?up|break ?down|repairs?|filming)\b",
    re.IGNORECASE,
)
# Anybody may walk in; for the other types the permit does not say.
OPEN_TO_ALL = frozenset(
    {
        "farmers market",
        "parade",
        "street festival",
        "block party",
        "single block festival",
        "street event",
        "plaza event",
    }
)


class PermittedEvents:
    """See `EventSource`."""

    name = NAME
    title = "NYC permitted events"

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def fetch(self, window: TimeWindow, known: Validators | None = None) -> EventBatch:
        self._feed.begin()
        found = rows(self._feed, PATH, _query(window), window=window, known=known)
        if found.unchanged:
            return EventBatch((), unchanged=True, validators=known)
        return collect(found.items, read, window, complete=found.complete, validators=found.validators)


def _query(window: TimeWindow) -> dict[str, str]:
    start, end = floating(window.start), floating(window.end)
    return {
        "$where": f"start_date_time between '{start}' and '{end}' AND event_borough in({_quoted(BOROUGHS)}) "
        f"AND event_type not in({_quoted(LEFT_OUT)})",
        "$order": "start_date_time,event_id,:id",
    }


def _quoted(names: tuple[str, ...]) -> str:
    return ",".join(f"'{name}'" for name in names)


def read(item: Any) -> Event | RejectedItem:
    row = values.mapping(item)
    permit, title = values.text(row.get("event_id")), values.text(row.get("event_name"))
    start = values.moment(row.get("start_date_time"), NEW_YORK)
    kind = values.text(row.get("event_type")) or ""
    reason = None
    if permit is None:
        reason = Rejection.NO_ID
    elif title is None:
        reason = Rejection.NO_TITLE
    elif start is None:
        reason = Rejection.BAD_TIME if row.get("start_date_time") else Rejection.NO_START
    elif kind in LEFT_OUT or kind.startswith("Sport") or NOT_AN_EVENT.search(title):
        reason = Rejection.NOT_PUBLIC
    if reason or permit is None or title is None or start is None:
        return rejected(reason or Rejection.MALFORMED, permit or title or "")
    place = re.sub(r"\s+", " ", values.text(row.get("event_location")) or "").strip(" ,:") or None
    borough = values.text(row.get("event_borough"))
    return Event(
        source=NAME,
        source_id=f"{permit}-{_mark(start.isoformat(), place or '')}",
        title=title,
        start=start,
        end=values.moment(row.get("end_date_time"), NEW_YORK),
        venue=place,
        address=f"{place}, {borough}" if place and borough else place,
        free=True if kind.lower() in OPEN_TO_ALL else None,
        categories=(kind,) if kind else (),
    )


def _mark(*parts: str) -> str:
    """What tells apart the rows of one permit."""
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=5).hexdigest()

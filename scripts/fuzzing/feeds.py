"""JSON feeds with one spoiled item among good ones: the good ones are taken, and a feed that is none says so."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any, cast

import orjson

from scripts.fuzzing.calendars import ZONE
from scripts.fuzzing.mutations import spoiled_bytes, spoiled_value
from violet.domain.time_window import TimeWindow
from violet.ports import EventSource, ProviderError
from violet.providers.calendars.google import entries_of
from violet.providers.event_sources.about import About
from violet.providers.event_sources.engage import Engage
from violet.providers.event_sources.events_calendar import EventsCalendar
from violet.providers.event_sources.feed import Feed
from violet.providers.event_sources.nyc_parks import ParksEvents
from violet.providers.event_sources.nyc_permitted import PermittedEvents
from violet.providers.http.documents import Document, Documents, Wanted
from violet.providers.http.upstream import Upstream

WINDOW = TimeWindow(datetime(2026, 11, 18, tzinfo=UTC), datetime(2026, 12, 18, tzinfo=UTC))
UPSTREAM = Upstream("fuzzed", "http://fuzzed.example", budget_s=1.0, read_timeout_s=1.0)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Given:
    """Documents that are all the same."""

    body: bytes

    def fetch(self, upstream: Upstream, wanted: Wanted) -> Document:
        return Document(200, self.body)


@dataclass(frozen=True, slots=True)
class Kind:
    """One feed: what stands around its items, how its adapter is made, and an item by its number."""

    make: Callable[[Feed], EventSource]
    item: Callable[[int], Row]
    around: Callable[[list[Any]], Any] = lambda items: items


def _engage(number: int) -> Row:
    return {
        "id": str(1000 + number),
        "name": f"Club night {number}",
        "startsOn": "2026-11-20T23:00:00+00:00",
        "endsOn": "2026-11-21T01:00:00+00:00",
        "location": "Kimmel",
        "description": "<p>Come &amp; see</p>",
        "latitude": "40.7299",
        "longitude": "-73.9978",
        "organizationName": "Chess",
        "visibility": "Public",
        "imagePath": "abc.png",
        "theme": "Social",
        "categoryNames": ["Arts"],
        "benefitNames": [],
        "status": "Approved",
    }


def _permitted(number: int) -> Row:
    return {
        "event_id": str(500 + number),
        "event_name": f"Market {number}",
        "start_date_time": "2026-11-21T08:00:00.000",
        "end_date_time": "2026-11-21T16:00:00.000",
        "event_type": "Farmers Market",
        "event_borough": "Manhattan",
        "event_location": f"Union Square {number}",
    }


def _parks(number: int) -> Row:
    return {
        "guid": f"https://www.nycgovparks.org/events/{number}",
        "title": f"Walk {number}",
        "startdate": "2026-11-22",
        "enddate": "2026-11-22",
        "starttime": "1:00 pm",
        "endtime": "3:00 pm",
        "parknames": "Fort Greene Park",
        "location": "Visitor center",
        "coordinates": "40.69,-73.97",
        "categories": "Nature | Kids",
        "link": {"url": "https://a.example"},
        "description": "A walk",
        "image": "https://a.example/b.jpg",
    }


def _downtown(number: int) -> Row:
    return {
        "id": 900 + number,
        "title": f"Concert {number}",
        "start_date": "2026-11-23 19:00:00",
        "timezone": "America/New_York",
        "utc_start_date": "2026-11-24 00:00:00",
        "utc_end_date": "2026-11-24 02:00:00",
        "end_date": "2026-11-23 21:00:00",
        "venue": {
            "venue": "Albee Square",
            "address": "1 DeKalb",
            "city": "Brooklyn",
            "geo_lat": 40.69,
            "geo_lng": -73.98,
        },
        "organizer": [{"organizer": "DBP"}],
        "image": {"url": "https://a.example/c.jpg"},
        "cost": "$5",
        "status": "publish",
        "categories": [{"name": "Music"}],
        "all_day": False,
        "url": "https://a.example/d",
    }


def _google(number: int) -> Row:
    return {
        "id": f"g{number}",
        "status": "confirmed",
        "summary": f"Class {number}",
        "transparency": "opaque",
        "eventType": "default",
        "start": {"dateTime": "2026-11-20T10:00:00-05:00", "timeZone": "America/New_York"},
        "end": {"dateTime": "2026-11-20T11:00:00-05:00"},
        "attendees": [{"self": True, "responseStatus": "accepted"}],
    }


ENGAGE = About("nyu_engage", "Engage", ZONE, "https://engage.example")
DOWNTOWN = About("downtown_brooklyn", "Downtown", ZONE, "https://downtown.example")
KINDS = (
    Kind(lambda feed: Engage(feed, ENGAGE), _engage, lambda items: {"value": items}),
    Kind(PermittedEvents, _permitted),
    Kind(ParksEvents, _parks),
    Kind(lambda feed: EventsCalendar(feed, DOWNTOWN), _downtown, lambda items: {"events": items}),
)


def check(random: Random) -> str | None:
    """What went wrong with one input; None where nothing did."""
    place = random.randrange(len(KINDS) + 1)
    return _check_google(random) if place == len(KINDS) else _check_source(KINDS[place], random)


def _check_source(kind: Kind, random: Random) -> str | None:
    whole = random.random() < 0.2
    items = [kind.item(1), kind.item(2) if whole else spoiled_value(kind.item(2), random), kind.item(3)]
    body = json.dumps(kind.around(items)).encode()  # orjson writes nothing that is 255 deep, and reads it
    documents = cast("Documents", _Given(spoiled_bytes(body, random) if whole else body))
    source = kind.make(Feed(documents, UPSTREAM, pause_s=0))
    try:
        batch = source.fetch(WINDOW)
    except ProviderError as error:
        return None if whole else f"{source.name} was not read: {error}"
    titles = {event.title for event in batch.events}
    lost = [number for number in (1, 3) if not whole and _title(kind.item(number)) not in titles]
    return f"{source.name} lost {lost} beside {items[1]!r:.300}" if lost else None


def _check_google(random: Random) -> str | None:
    items = [_google(1), spoiled_value(_google(2), random), _google(3)]
    found = {entry.id for entry in entries_of(orjson.loads(json.dumps(items)), ZONE)}
    return None if {"g1", "g3"} <= found else f"google_calendar lost one beside {items[1]!r:.300}"


def _title(item: Row) -> Any:
    return item.get("name") or item.get("event_name") or item.get("title")

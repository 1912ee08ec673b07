"""Finding events: the one search behind the chat, quick recommendations, free time and the API.

A cancelled or past event is never found. It reads the database in a few milliseconds and calls nobody.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import orjson

from violet.campus.campus import plain_source
from violet.domain.events import EventItem, EventQuery
from violet.domain.geo import meters_between
from violet.errors import BadInput
from violet.ports import ProviderError
from violet.services.events import candidates, relevance
from violet.services.events.candidates import Row
from violet.services.events.event_ports import EventPorts
from violet.services.events.vectors import unpack

SortKey = tuple[float, float, int]


def find_events(ports: EventPorts, query: EventQuery) -> list[EventItem]:
    """At most `query.limit` events that fit, best first (or the soonest first). The page after it is found with
    `after=next_cursor(query, items)`. Raises DATABASE_DOWN, BadInput for a cursor that is none of ours."""
    now = ports.here.clock().astimezone(UTC)
    wish = relevance.wish_of(query.text, campus_words=ports.here.campus.words.all)
    meaning = _Meaning(ports, query.text) if wish.words else None
    sieve = relevance.patterns(wish) if meaning is not None and meaning.vector is None else ()
    rows = [row for row in candidates.candidates(ports.here.campus, query, now, any_of=sieve) if _fits(row, query)]
    scored = _scored(rows, query, now, wish, meaning)
    scored.sort(key=lambda pair: _sort_key(query, *pair))
    if query.after is not None:
        last = _read_cursor(query.after)
        scored = [pair for pair in scored if _sort_key(query, *pair) > last]
    page = scored[: max(0, query.limit)]
    words = candidates.descriptions(row["id"] for row, _ in page) if page else {}
    found = [
        candidates.as_item(row, ports.here.zone, score=round(s, 4), description=words.get(row["id"])) for row, s in page
    ]
    return [*(one for one in ports.drafts if _is_in(one, query)), *found][: query.limit] if ports.drafts else found


def _is_in(event: EventItem, query: EventQuery) -> bool:
    after = query.starts is None or event.start >= query.starts
    return after and (query.ends is None or event.start <= query.ends)


def find_event(ports: EventPorts, event_id: int) -> EventItem | None:
    """One event by its id, also by the id of an announcement that was merged into another; None where there is none
    that is still to come or on. Raises DATABASE_DOWN."""
    row = candidates.by_id(event_id, ports.here.clock().astimezone(UTC))
    return candidates.as_item(row, ports.here.zone, description=row["description"]) if row else None


def next_cursor(query: EventQuery, items: list[EventItem]) -> str | None:
    """What to ask `after` for the following page; None where this was the last."""
    if len(items) < query.limit or not items:
        return None
    key = _key(query, items[-1].score, items[-1].start, items[-1].id)
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


class _Meaning:
    """The text's vector; None without a model, or where it fails: words alone count then."""

    def __init__(self, ports: EventPorts, text: str | None) -> None:
        self.vector = None
        if ports.embedder.available and text:
            try:
                self.vector = ports.embedder.encode([text])[0]
            except ProviderError:
                self.vector = None

    def likeness(self, rows: list[Row]) -> dict[int, float]:
        """Cosine by event id, of those whose vector was computed."""
        if self.vector is None or not rows:
            return {}
        packed = candidates.vectors(row["id"] for row in rows)
        if not packed:
            return {}
        matrix = np.stack([unpack(one) for one in packed.values()])
        return dict(zip(packed, (matrix @ self.vector).tolist(), strict=True))


def _fits(row: Row, query: EventQuery) -> bool:
    if query.starts is not None and query.inside and row["starts_at"] < query.starts:
        return False
    if query.inside and query.ends is not None and (row["ends_at"] is None or row["ends_at"] > query.ends):
        return False
    free = True if "free" in query.categories else query.free
    if free is not None and row["free"] is not free:
        return False
    wanted = set(query.categories) - {"free"}
    if wanted and not wanted & set(row["categories"]):
        return False
    if query.place_ids and row["place_id"] not in query.place_ids:
        return False
    if query.sources and not set(query.sources) & _sources(row):
        return False
    meters = _meters(row, query)
    return query.near is None or (meters is not None and meters <= query.radius_m)


def _sources(row: Row) -> set[str]:
    return {plain_source(one["source"]) for one in (row, *row["also"])}


def _scored(
    rows: list[Row], query: EventQuery, now: datetime, wish: relevance.Wish, meaning: _Meaning | None
) -> list[tuple[Row, float]]:
    likeness = meaning.likeness(rows) if meaning is not None else {}
    modeled = meaning is not None and meaning.vector is not None
    opens = max(now, query.starts) if query.starts else now
    found = []
    for row in rows:
        has_words = relevance.words_found(wish, row["title"], row["words"])
        about = relevance.about(has_words, likeness.get(row["id"], 0.0) if modeled else None)
        if about is None:
            continue
        timely = relevance.timeliness(row["starts_at"], row["over_at"], opens)
        found.append((row, about * timely * relevance.nearness(_meters(row, query), query.radius_m)))
    return found


def _meters(row: Row, query: EventQuery) -> float | None:
    if query.near is None or row["lat"] is None:
        return None
    return meters_between(query.near, replace(query.near, lat=row["lat"], lng=row["lng"]))


def _sort_key(query: EventQuery, row: Row, score: float) -> SortKey:
    return _key(query, round(score, 4), row["starts_at"], row["id"])


def _key(query: EventQuery, score: float, start: datetime, event_id: int) -> SortKey:
    return (-score if query.order == "best" else 0.0, start.timestamp(), event_id)


def _read_cursor(cursor: str) -> SortKey:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts: Any = orjson.loads(base64.urlsafe_b64decode(padded.encode("ascii")))
        score, start, event_id = parts
        return float(score), float(start), int(event_id)
    except (ValueError, TypeError, OverflowError):
        raise BadInput("That page of events does not exist.", field="after") from None

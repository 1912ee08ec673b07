"""NYC Open Data's protocol, SODA 2: rows of a dataset, page by page, unless nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from violet.domain.announcements import Validators
from violet.domain.time_window import TimeWindow
from violet.providers.event_sources.batches import MAX_EVENTS, items_of
from violet.providers.event_sources.feed import Feed, decoded

PAGE = 1000
# The wall clock of the datasets, whoever reads them.
NEW_YORK = ZoneInfo("America/New_York")


@dataclass(frozen=True, slots=True)
class Rows:
    items: list[Any]
    complete: bool
    unchanged: bool = False
    validators: Validators | None = None


def rows(feed: Feed, path: str, query: Mapping[str, str], *, window: TimeWindow, known: Validators | None) -> Rows:
    """All rows, in the order the query gives. Raises ProviderError. Validators are only of use where one page holds
    everything: a page that is the same says nothing of the next."""
    first = feed.get(path, _page(query, 0), known=known, day=window.start.date())
    if first.unchanged:
        return Rows([], complete=True, unchanged=True, validators=known)
    items = items_of(feed.name, decoded(feed.name, first.body))
    page = items
    while len(page) == PAGE and len(items) < MAX_EVENTS:
        page = items_of(feed.name, feed.json(path, _page(query, len(items))))
        items = [*items, *page]
    complete = len(page) < PAGE
    return Rows(items, complete, validators=first.validators if len(items) < PAGE else None)


def floating(moment: datetime) -> str:
    """New York wall time, as the datasets have it."""
    return moment.astimezone(NEW_YORK).strftime("%Y-%m-%dT%H:%M:%S")


def _page(query: Mapping[str, str], offset: int) -> dict[str, str]:
    return {**query, "$limit": str(PAGE), "$offset": str(offset)}

"""Socrata's SODA 2: rows page by page in the order of their ids."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from violet.campus.datasets import Dataset
from violet.domain.open_rows import RowBatch, Seen
from violet.ports import Failure, ProviderError
from violet.providers.event_sources.feed import Feed, decoded
from violet.providers.open_data.conditions import NO_DAY, seen_of, validators_of

PAGE = 1000
MOST_ROWS = 100_000
DOOR = "resource"


class Socrata:
    """See `RowSource`."""

    def __init__(self, feed: Feed, dataset: Dataset) -> None:
        self.name = feed.name
        self._feed = feed
        self._dataset = dataset
        self._path = f"/resource/{quote(dataset.dataset or '', safe='')}.json"

    def fetch(self, known: Seen | None = None) -> RowBatch:
        self._feed.begin()
        first = self._feed.get(self._path, self._page(0), known=validators_of(known), day=NO_DAY)
        if first.unchanged:
            return RowBatch(unchanged=True, seen=known)
        rows = page = self._rows(decoded(self.name, first.body))
        while len(page) == PAGE and len(rows) < MOST_ROWS:
            page = self._rows(self._feed.json(self._path, self._page(len(rows))))
            rows = [*rows, *page]
        seen = seen_of(DOOR, first) if len(rows) < PAGE else None
        return RowBatch(rows, complete=len(page) < PAGE, seen=seen)

    def _rows(self, body: Any) -> list[dict[str, Any]]:
        if not isinstance(body, list):
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "no list of rows")
        return [row for row in body if isinstance(row, dict)]

    def _page(self, offset: int) -> dict[str, str]:
        query = {"$limit": str(PAGE), "$offset": str(offset), "$order": self._dataset.order_by or ":id"}
        return query | ({"$where": self._dataset.where} if self._dataset.where else {})

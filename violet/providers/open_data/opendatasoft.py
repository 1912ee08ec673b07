"""Opendatasoft's Explore API 2.1: a few rows come as pages, many as one export.

Pages end at the 10,000th row (`offset + limit`), whatever there is behind it; an export knows no such end, but not
every portal offers it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from violet.campus.datasets import Dataset
from violet.domain.open_rows import RowBatch, Seen
from violet.ports import Failure, ProviderError
from violet.providers.event_sources.feed import Feed, decoded
from violet.providers.open_data.conditions import NO_DAY, seen_of, validators_of

PAGE = 100
LAST_ROW = 10_000
# So many rows are read page by page; more of them by one export.
MOST_PAGED = 1000
PAGES, EXPORT = "records", "export"
NOT_OFFERED = frozenset({Failure.NOT_FOUND, Failure.BAD_REQUEST, Failure.DENIED})


class Opendatasoft:
    """See `RowSource`."""

    def __init__(self, feed: Feed, dataset: Dataset) -> None:
        self.name = feed.name
        self._feed = feed
        self._dataset = dataset
        self._path = f"/api/explore/v2.1/catalog/datasets/{quote(dataset.dataset or '', safe='')}"

    def fetch(self, known: Seen | None = None) -> RowBatch:
        self._feed.begin()
        if known is not None and known.door == EXPORT:
            return self._export(known) or self._paged(None)
        return self._paged(known)

    def _paged(self, known: Seen | None) -> RowBatch:
        first = self._feed.get(f"{self._path}/records", self._page(0), known=validators_of(known), day=NO_DAY)
        if first.unchanged:
            return RowBatch(unchanged=True, seen=known)
        total, rows = self._read(decoded(self.name, first.body))
        if total > MOST_PAGED:
            whole = self._export(None)
            if whole is not None:
                return whole
        while len(rows) < min(total, LAST_ROW):
            _, page = self._read(self._feed.json(f"{self._path}/records", self._page(len(rows))))
            if not page:
                break
            rows += page
        # A page that is the same says nothing of the next.
        seen = seen_of(PAGES, first) if total <= PAGE else None
        return RowBatch(rows, complete=len(rows) >= total, seen=seen)

    def _export(self, known: Seen | None) -> RowBatch | None:
        """None where the portal does not offer it for this data set, or it is too large to be taken at once."""
        query = {key: value for key, value in self._page(0).items() if key not in ("limit", "offset")}
        try:
            given = self._feed.get(f"{self._path}/exports/json", query, known=validators_of(known), day=NO_DAY)
        except ProviderError as error:
            if error.failure in NOT_OFFERED or error.failure is Failure.BAD_RESPONSE:
                return None
            raise
        if given.unchanged:
            return RowBatch(unchanged=True, seen=known)
        rows = decoded(self.name, given.body)
        if not isinstance(rows, list):
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "an export that is no list")
        return RowBatch([row for row in rows if isinstance(row, dict)], seen=seen_of(EXPORT, given))

    def _read(self, body: Any) -> tuple[int, list[dict[str, Any]]]:
        """How many rows there are, and those of this page."""
        if not isinstance(body, dict) or not isinstance(body.get("results"), list):
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "no results")
        total = body.get("total_count")
        if not isinstance(total, int) or isinstance(total, bool) or total < 0:
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "no total_count")
        return total, [row for row in body["results"] if isinstance(row, dict)]

    def _page(self, offset: int) -> dict[str, str]:
        query = {"limit": str(min(PAGE, LAST_ROW - offset)), "offset": str(offset)}
        if self._dataset.where:
            query["where"] = self._dataset.where
        if self._dataset.order_by:
            query["order_by"] = self._dataset.order_by
        return query

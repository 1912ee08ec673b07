"""GeoJSON and CSV at an address: one document with everything in it."""

from __future__ import annotations

import csv

from violet.campus.datasets import Dataset
from violet.campus.open_data.building import records_of
from violet.domain.open_rows import RowBatch, Seen
from violet.ports import Failure, ProviderError
from violet.providers.event_sources.feed import Feed, decoded
from violet.providers.open_data.conditions import NO_DAY, seen_of, validators_of

DOOR = "file"


class File:
    """See `RowSource`. `path` is the file's, below the feed's base URL."""

    def __init__(self, feed: Feed, dataset: Dataset, path: str) -> None:
        self.name = feed.name
        self._feed = feed
        self._dataset = dataset
        self._path = path

    def fetch(self, known: Seen | None = None) -> RowBatch:
        self._feed.begin()
        given = self._feed.get(self._path, known=validators_of(known), day=NO_DAY)
        if given.unchanged:
            return RowBatch(unchanged=True, seen=known)
        read = _csv if self._dataset.adapter == "csv" else _geojson
        return read(self.name, given.body, seen_of(DOOR, given))


def _geojson(name: str, body: bytes, seen: Seen | None) -> RowBatch:
    try:
        return RowBatch(records_of(decoded(name, body)), seen=seen)
    except ValueError:
        raise ProviderError(name, Failure.BAD_RESPONSE, "no features") from None


def _csv(name: str, body: bytes, seen: Seen | None) -> RowBatch:
    """Separated by commas, or by semicolons as opendatasoft does. The headings are there also where no row is."""
    try:
        lines = body.decode("utf-8-sig").splitlines()
        first = lines[0] if lines else ""
        reader = csv.DictReader(lines, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise ProviderError(name, Failure.BAD_RESPONSE, "no CSV in UTF-8") from None
    if not reader.fieldnames:
        raise ProviderError(name, Failure.BAD_RESPONSE, "no headings")
    return RowBatch(rows, seen=seen, columns=frozenset(reader.fieldnames))

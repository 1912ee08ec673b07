"""The places of a pack's data sets, from files that were downloaded: read, chosen and written as TOML."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from violet.campus.campus import Campus
from violet.campus.datasets import Dataset, OpenDataError
from violet.campus.naming import plain_name
from violet.campus.open_data.rows import Found, Reader, Refused, Row, by_column, chosen, with_ids
from violet.campus.schema import GuidePlace
from violet.domain.geo import meters_between

OURS: Final = "open_"
# In the order in which they are written.
FIELDS: Final = (
    "id", "name", "aliases", "address", "lat", "lng", "kinds", "cuisines", "lines", "price_level", "setting",
    "opening_hours", "about", "website", "source", "as_of",
)  # fmt: skip
# Within these meters a like name is the same place.
SAME_M: Final = 250.0
HEADER: Final = """Written by `flask campus build` from open data; NOTICE.md names the publishers. Facts only: what the
source does not say is absent. `as_of` is the date up to which it is known to be true."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a data set's file: places written, and rows that became none, by reason."""

    dataset: Dataset
    places: int
    refused: Mapping[str, int]


class Builder:
    """Builds one data set of a campus after the other: what is known already, by hand or of one before, is not made
    again."""

    def __init__(self, root: Path, campus: Campus) -> None:
        self._root, self._campus = root, campus
        self._known = [place for place in campus.places if place.source is None]

    def build(self, dataset: Dataset, folder: Path) -> Built:
        """Writes the places of a data set, a file for each site. Raises OpenDataError where its file cannot be read."""
        rows = read_file(folder / (dataset.file or ""), dataset)
        found, refused = read_rows(rows, dataset, self._campus)
        new = [one for one in chosen(found, dataset) if not _is_known(one, self._known)]
        places = [one.place(place_id) for place_id, one in with_ids(new, {place.id for place in self._known})]
        self._known += places
        _write(self._root, self._campus, dataset, places)
        return Built(dataset, len(places), refused)


def _write(root: Path, campus: Campus, dataset: Dataset, places: Sequence[GuidePlace]) -> None:
    for site in campus.sites:
        own = [place for place in places if place.campus == site.id]
        path = root / "places" / site.id / f"{OURS}{dataset.id}.toml"
        if own:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(toml_of(own), encoding="utf-8")
        else:
            path.unlink(missing_ok=True)


def read_rows(rows: Iterable[Row], dataset: Dataset, campus: Campus) -> tuple[list[Found], Counter[str]]:
    """The rows that are places, and how many are none by reason."""
    reader = Reader(dataset, campus.sites, as_of=datetime.now(campus.zone).date().isoformat())
    found: list[Found] = []
    refused: Counter[str] = Counter()
    for row in rows:
        read = reader.read(row)
        if isinstance(read, Refused):
            refused[read.reason] += 1
        else:
            found.append(read)
    return found, refused


def read_file(path: Path, dataset: Dataset) -> Iterator[Row]:
    """The rows of a CSV, a GeoJSON file, or a JSON answer or list. Raises OpenDataError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix in (".json", ".geojson"):
            records = records_of(json.loads(text))
        else:
            lines = text.splitlines()
            first = lines[0] if lines else ""
            mark = ";" if first.count(";") > first.count(",") else ","
            records = list(csv.DictReader(lines, delimiter=mark))
    except (OSError, ValueError, csv.Error) as error:
        raise OpenDataError([f"{dataset.id}: {path.name} cannot be read: {error}"]) from error
    rows = list(map(by_column, records))
    missing = sorted(dataset_columns(dataset) - {column for row in rows[:100] for column in row})
    if rows and missing:
        raise OpenDataError([f"{dataset.id}: {path.name} has no column {', '.join(missing)}"])
    return iter(rows)


def dataset_columns(dataset: Dataset) -> set[str]:
    """The columns without which a data set says nothing: any of those named as alternatives will do."""
    return {header for header in dataset.requires if "|" not in header}


def records_of(document: Any) -> list[Mapping[str, Any]]:
    """The records of GeoJSON (properties beside `geometry`), of an answer with `results`, or of a list."""
    if isinstance(document, dict) and isinstance(document.get("features"), list):
        features = [one for one in document["features"] if isinstance(one, dict)]
        return [{**(one.get("properties") or {}), "geometry": one.get("geometry")} for one in features]
    items = document.get("results") if isinstance(document, dict) else document
    if not isinstance(items, list):
        raise ValueError("neither a list, nor results, nor features")
    return [item for item in items if isinstance(item, dict)]


def toml_of(places: Sequence[GuidePlace], *, header: str = HEADER) -> str:
    return "\n".join([*(f"# {line}" for line in header.splitlines()), *map(_table, places)])


def _table(place: GuidePlace) -> str:
    values = place.model_dump(mode="json", include=set(FIELDS))
    lines = [
        "",
        "[[place]]",
        *(f"{name} = {_value(values[name])}" for name in FIELDS if values[name] not in (None, [])),
    ]
    if place.tags:
        lines += ["", "[place.tags]", *(f"{tag} = {_value(has)}" for tag, has in place.tags.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """A string, number, yes or no, or list as TOML writes it, which is as JSON does."""
    return json.dumps(value, ensure_ascii=False)


def _is_known(found: Found, known: Sequence[GuidePlace]) -> bool:
    """Whether the guide has the place already."""
    name = plain_name(found.name)
    return any(
        name in map(plain_name, (place.name, *place.aliases)) and meters_between(place.location, found.at) <= SAME_M
        for place in known
    )

"""Places as files: CSV for a spreadsheet, GeoJSON for a map. What a file would change is told before anything is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from violet.campus.documents import PlaceData
from violet.errors import BadInput, VioletError
from violet.services.content import editing
from violet.services.content.changes import Change, changes
from violet.services.content.document import Document
from violet.services.content.library import Wanted, page
from violet.services.working.here import Here

PLACES = "places"
COLUMNS = tuple(PlaceData.model_fields)
LISTS = ("kinds", "aliases", "cuisines")
FACTS = ("tags", "diets")
NUMBERS = ("lat", "lng", "price_level")
BETWEEN = "; "
YES = frozenset({"true", "yes", "1", "x"})
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one row: `changes` against what there is, or what is wrong with it. `line` counts from 1."""

    line: int
    subject: str
    is_new: bool
    changes: tuple[Change, ...] = ()
    problem: str | None = None


def to_csv(documents: Sequence[Document]) -> str:
    """One place a line. Lists are joined by semicolons; of facts, those that are not so begin with a minus."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for document in documents:
        writer.writerow({name: _as_text(value) for name, value in document.shown_data.items() if name in COLUMNS})
    return out.getvalue()


def to_geojson(documents: Sequence[Document]) -> str:
    """A FeatureCollection (RFC 7946): positions are [longitude, latitude]."""
    features = []
    for document in documents:
        data = document.shown_data
        point = {"type": "Point", "coordinates": [data.get("lng"), data.get("lat")]}
        rest = {name: value for name, value in data.items() if name not in ("lat", "lng")}
        features.append({"type": "Feature", "id": data.get("id"), "geometry": point, "properties": rest})
    return orjson.dumps({"type": "FeatureCollection", "features": features}, option=orjson.OPT_INDENT_2).decode()


def documents_of(here: Here) -> list[Document]:
    """Every place that is a document, the last changed first. Raises DATABASE_DOWN."""
    found: list[Document] = []
    cursor = None
    while True:
        some = page(here, Wanted(PLACES, cursor=cursor, limit=AT_ONCE))
        found += some.documents
        if some.next is None:
            return found
        cursor = some.next


def read_csv(text: str) -> list[dict[str, Any]]:
    """The rows as documents' data; a cell that is empty says nothing. Raises BadInput for a column that is none."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    unknown = [name for name in reader.fieldnames or () if name not in COLUMNS]
    if unknown or not reader.fieldnames:
        raise BadInput(f"There is no column {unknown[0] if unknown else ''!r}; there are {', '.join(COLUMNS)}.")
    return [{name: _from_text(name, cell) for name, cell in row.items() if name and cell} for row in reader]


def read_geojson(text: str) -> list[dict[str, Any]]:
    """The points of a FeatureCollection as documents' data. Raises BadInput for anything else."""
    try:
        features = orjson.loads(text)["features"]
        return [_of_feature(feature) for feature in features]
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise BadInput(f"That is no FeatureCollection of points: {error}.") from None


def bring_in(here: Here, rows: Sequence[Mapping[str, Any]], *, author_id: int, dry: bool) -> Iterator[Outcome]:
    """What each row changes, and with `dry` nothing but that. Otherwise a place that is new becomes a draft, one that
    differs a new version, and one that is wrong nothing."""
    known = {document.subject: document for document in documents_of(here)}
    for line, row in enumerate(rows, start=1):
        document = known.get(str(row.get("id") or ""))
        before = document.shown_data if document is not None else _guides(here, row)
        after = {**before, **row}
        told = tuple(changes(before, after))
        subject = str(row.get("id") or row.get("name") or "")
        try:
            if told:
                _write(here, document, after, author_id=author_id if not dry else None)
            yield Outcome(line, subject, document is None, told)
        except VioletError as error:
            yield Outcome(line, subject, document is None, problem=error.message)
        except editing.MovedOnError:
            yield Outcome(line, subject, is_new=False, problem="Somebody else has just changed it.")


def _write(here: Here, document: Document | None, data: Mapping[str, Any], *, author_id: int | None) -> None:
    """Without an author it is only checked."""
    if author_id is None:
        subject = data.get("id") or "a-new-one"
        editing.checked(here.campus, PLACES, {**data, "id": subject})
    elif document is None:
        editing.create(here, PLACES, data, author_id=author_id)
    else:
        editing.save(here, document, data, expected=document.version, author_id=author_id)


def _guides(here: Here, row: Mapping[str, Any]) -> Mapping[str, Any]:
    place = here.campus.places_by_id.get(str(row.get("id") or ""))
    return editing.data_of(place) if place is not None else {}


def _of_feature(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    if geometry["type"] != "Point":
        raise ValueError(f"a {geometry['type']}")
    lng, lat = geometry["coordinates"][:2]
    own = {"id": feature["id"]} if isinstance(feature.get("id"), str) else {}
    said = {name: value for name, value in (feature.get("properties") or {}).items() if value is not None}
    return {**own, **said, "lat": lat, "lng": lng}


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, Mapping):
        return BETWEEN.join(name if has else f"-{name}" for name, has in value.items())
    return BETWEEN.join(value) if isinstance(value, list | tuple) else str(value)


def _from_text(name: str, cell: str) -> Any:
    return READERS.get(name, str.strip)(cell)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _facts(cell: str) -> dict[str, bool]:
    return {part.removeprefix("-"): not part.startswith("-") for part in _parts(cell)}


def _number(cell: str) -> Any:
    """As it is written where it is none: whoever checks it says so."""
    try:
        number = float(cell)
    except ValueError:
        return cell
    return int(number) if number.is_integer() else number


READERS: Mapping[str, Callable[[str], Any]] = {
    **dict.fromkeys(LISTS, _parts),
    **dict.fromkeys(FACTS, _facts),
    **dict.fromkeys(NUMBERS, _number),
    "closed": lambda cell: cell.strip().lower() in YES,
}

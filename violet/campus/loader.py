"""Reads a campus's folder of TOML files into one checked `Campus`.

The folder holds `campus.toml`, `events.toml`, `places/<site id>/<topic>.toml` and `vectors.npz`.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from violet.campus.campus import Area, BuildingCode, Campus, License, Persona, Safety, Site, Source, Words
from violet.campus.datasets import OpenDataError, read_datasets
from violet.campus.schema import GuideEvent, GuidePlace
from violet.domain.categories import taxonomy
from violet.domain.taxonomy import FILE as TAXONOMY_FILE
from violet.domain.taxonomy import Taxonomy, packaged_taxonomy, parse_taxonomy

CAMPUSES: Final = Path(__file__).parents[1] / "campuses"
VECTORS: Final = "vectors.npz"
CAMPUS_FILE: Final = "campus.toml"
PLAIN_ID: Final = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")

Record = TypeVar("Record", bound=BaseModel)
Report = Callable[[str], None]

# TOML table in campus.toml -> field of Campus and the record it holds: several of one, and one alone.
LISTS: Final[Mapping[str, tuple[str, type[BaseModel]]]] = {
    "campus": ("sites", Site),
    "area": ("areas", Area),
    "building_code": ("building_codes", BuildingCode),
    "source": ("sources", Source),
    "license": ("licenses", License),
}
TABLES: Final[Mapping[str, type[BaseModel]]] = {"safety": Safety, "persona": Persona, "words": Words}
VALUES: Final = ("name", "city", "timezone", "country", "units", "languages", "plain_sources")
CAMPUS_KEYS: Final = frozenset({*VALUES, *TABLES, *LISTS})


class GuideError(Exception):
    """The guide's files are broken. One message a line: file, record, field and what is wrong."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


def load_taxonomy(campuses: Path | None = None) -> Taxonomy:
    """The taxonomy beside the campuses of a folder, the product's own where there is none. Raises TaxonomyError."""
    path = (campuses or CAMPUSES) / TAXONOMY_FILE
    return parse_taxonomy(path.read_text(encoding="utf-8")) if path.is_file() else packaged_taxonomy()


def load_campuses(folder: Path | None = None, ids: Sequence[str] = ()) -> tuple[Campus, ...]:
    """The campuses of a folder, those with these ids or all by name; the first is the default. An id that the folder
    does not have is one of the product's own. Raises GuideError."""
    folders = [campus_folder(campus_id, folder) for campus_id in dict.fromkeys(ids or campus_ids(folder or CAMPUSES))]
    return tuple(map(load_campus, folders))


def campus_folder(campus_id: str, folder: Path | None = None) -> Path:
    """Where a campus's files are: in `folder`, else with the product. Raises GuideError where it is in neither."""
    for campuses in filter(None, (folder, CAMPUSES)):
        if PLAIN_ID.fullmatch(campus_id) and (campuses / campus_id / CAMPUS_FILE).is_file():
            return campuses / campus_id
    raise GuideError([f"{folder or CAMPUSES}: no campus {campus_id!r}"])


def campus_ids(folder: Path) -> tuple[str, ...]:
    """The names of the campuses of a folder. Raises GuideError where it has none."""
    found = tuple(sorted(path.parent.name for path in folder.glob(f"*/{CAMPUS_FILE}")))
    if not found:
        raise GuideError([f"{folder}: no campus"])
    return found


def default_campus() -> Campus:
    """The first of the product's own."""
    return load_campuses()[0]


def load_campus(root: Path) -> Campus:
    """The campus under `root`, whose name is its id; read once per process and content. Raises GuideError with all that
    is broken."""
    root = root.resolve()
    return _load(root, _version(root))


@lru_cache(maxsize=8)
def _load(root: Path, version: int) -> Campus:
    messages: list[str] = []
    data = _read_campus(root, messages.append)
    site_ids = [site.id for site in data.get("sites", ())]
    data["places"] = _read_places(root, site_ids, messages.append)
    data["events"] = _read_events(root, messages.append)
    data["licenses"] = [*data.get("licenses", ()), *_licenses_of_data(root, messages)]
    if messages:
        raise GuideError(messages)
    vectors = root / VECTORS
    try:
        return Campus(id=root.name, version=version, vectors=vectors if vectors.is_file() else None, **data)
    except ValidationError as error:
        raise GuideError(_explain("campus.toml", "", error)) from error


def _version(root: Path) -> int:
    """A number below 2^48 that tells one content of the folder's files from another; also under another taxonomy."""
    digest = hashlib.blake2b(str(id(taxonomy())).encode(), digest_size=6)
    for path in sorted(root.rglob("*.toml")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest(), "big")


def _read_campus(root: Path, report: Report) -> dict[str, Any]:
    tables = _read_toml(root, root / CAMPUS_FILE, CAMPUS_KEYS, report)
    data: dict[str, Any] = {key: tables[key] for key in VALUES if key in tables}
    for key, (field, record) in LISTS.items():
        data[field] = _records(record, tables.get(key, []), f"campus.toml: {key}", report)
    for key, one in TABLES.items():
        data[key] = _record(one, tables.get(key, {}), f"campus.toml: {key}", report)
    return data


def _read_places(root: Path, campus_ids: Iterable[str], report: Report) -> list[GuidePlace]:
    known = list(campus_ids)
    folders = sorted(path.name for path in (root / "places").glob("*") if path.is_dir())
    for folder in set(folders) - set(known):
        report(f"places/{folder}: no campus has this id")
    places: list[GuidePlace] = []
    for campus in known:
        for path in sorted((root / "places" / campus).glob("*.toml")):
            file = _relative(root, path)
            rows = _read_toml(root, path, {"place"}, report).get("place", [])
            if any("campus" in row for row in _tables(rows)):
                report(f"{file}: campus is given by the folder, not in the file")
            rows = [{**row, "campus": campus} for row in _tables(rows, file, report)]
            places += _records(GuidePlace, rows, file, report)
    return places


def _read_events(root: Path, report: Report) -> list[GuideEvent]:
    path = root / "events.toml"
    if not path.exists():
        return []
    rows = _read_toml(root, path, {"event"}, report).get("event", [])
    return _records(GuideEvent, rows, "events.toml", report)


def _licenses_of_data(root: Path, messages: list[str]) -> list[License]:
    """Those of the data sets that places are made of."""
    try:
        datasets = read_datasets(root)
    except OpenDataError as error:
        messages += error.messages
        return []
    return [License(source=one.title, publisher=one.publisher, license=one.license) for one in datasets]


def _read_toml(root: Path, path: Path, allowed: Iterable[str], report: Report) -> dict[str, Any]:
    file = _relative(root, path)
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        report(f"{file}: cannot be read: {error}")
        return {}
    for key in tables.keys() - set(allowed):
        report(f"{file}: unknown table or key {key!r}")
    return tables


def _tables(rows: object, where: str = "", report: Report | None = None) -> list[dict[str, Any]]:
    """The tables in `rows`, telling `report` of whatever is not one."""
    items = rows if isinstance(rows, list) else [rows]
    tables = [item for item in items if isinstance(item, dict)]
    if report is not None and (tables != items or not isinstance(rows, list)):
        report(f"{where}: expected an array of tables")
    return tables


def _records(record: type[Record], rows: object, where: str, report: Report) -> list[Record]:
    found = (_record(record, row, where, report) for row in _tables(rows, where, report))
    return [item for item in found if item is not None]


def _record(record: type[Record], row: object, where: str, report: Report) -> Record | None:
    try:
        return record.model_validate(row)
    except ValidationError as error:
        name = row.get("id") or row.get("place") or "" if isinstance(row, dict) else ""
        for message in _explain(where, str(name), error):
            report(message)
        return None


def _explain(where: str, name: str, error: ValidationError) -> list[str]:
    """One line for each thing wrong: "file: record: field: what"."""
    lines = []
    for detail in error.errors(include_url=False):
        field = ".".join(str(part) for part in detail["loc"] if part != "[key]")
        known = detail["type"] != "literal_error"
        what = detail["msg"] if known else f"{detail['input']!r} is not in the vocabulary"
        lines.append(": ".join(part for part in (where, name, field, what) if part))
    return lines


def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()

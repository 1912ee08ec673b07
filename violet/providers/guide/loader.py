"""Reads a guide's folder of TOML files into one checked `Guide`.

The folder holds `campus.toml`, `events.toml` and `places/<campus id>/<topic>.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from violet.providers.guide.schema import Area, BuildingCode, Campus, Feed, Guide, GuideEvent, GuidePlace, Safety

GUIDE_ROOT: Final = Path(__file__).parents[2] / "campuses" / "nyu"

Record = TypeVar("Record", bound=BaseModel)
Report = Callable[[str], None]

# TOML table in campus.toml -> field of Guide and the record it holds.
CAMPUS_TABLES: Final[Mapping[str, tuple[str, type[BaseModel]]]] = {
    "campus": ("campuses", Campus),
    "area": ("areas", Area),
    "building_code": ("building_codes", BuildingCode),
    "feeds": ("feeds", Feed),
}
CAMPUS_KEYS: Final = frozenset({"name", "timezone", "safety", *CAMPUS_TABLES})


class GuideError(Exception):
    """The guide's files are broken. One message a line: file, record, field and what is wrong."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(self.messages))


def load_guide(root: Path = GUIDE_ROOT) -> Guide:
    """The guide under `root`, read once per process. Raises GuideError with all that is broken."""
    return _load(root.resolve())


@lru_cache(maxsize=8)
def _load(root: Path) -> Guide:
    messages: list[str] = []
    data = _read_campus(root, messages.append)
    campus_ids = [campus.id for campus in data.get("campuses", ())]
    data["places"] = _read_places(root, campus_ids, messages.append)
    data["events"] = _read_events(root, messages.append)
    if messages:
        raise GuideError(messages)
    try:
        return Guide(**data)
    except ValidationError as error:
        raise GuideError(_explain("campus.toml", "", error)) from error


def _read_campus(root: Path, report: Report) -> dict[str, Any]:
    tables = _read_toml(root, root / "campus.toml", CAMPUS_KEYS, report)
    data: dict[str, Any] = {key: tables[key] for key in ("name", "timezone") if key in tables}
    for key, (field, record) in CAMPUS_TABLES.items():
        data[field] = _records(record, tables.get(key, []), f"campus.toml: {key}", report)
    data["safety"] = _record(Safety, tables.get("safety", {}), "campus.toml: safety", report)
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

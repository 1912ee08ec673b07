"""What is made of open data: one record a place, its names and positions, and how it is written as TOML."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from violet.domain.geo import LatLng

ABOUT_AT_MOST = 160


@dataclass(frozen=True)
class Record:
    """A place as the guide will have it. `as_of` is the date up to which the source is known to be true, "2025-12";
    `facts` are yes or no, and what the source does not say is left out. `hours` are in opening_hours syntax."""

    name: str
    at: LatLng
    kinds: tuple[str, ...]
    about: str
    as_of: str
    source: str
    aliases: tuple[str, ...] = ()
    address: str | None = None
    hours: str | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)
    campus: str = ""
    id: str = ""


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def with_ids(records: Iterable[Record], taken: Iterable[str]) -> list[Record]:
    """Each with an id of its own: its name, and a number where that is taken. The order decides, so keep it stable."""
    used, found = set(taken), []
    for record in records:
        wanted, number = slug(record.name), 1
        while (name := wanted if number == 1 else f"{wanted}-{number}") in used:
            number += 1
        used.add(name)
        found.append(replace(record, id=name))
    return found


def month_in_words(as_of: str) -> str:
    """ "2025-12" or "2025-12-03" as "December 2025"."""
    months = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December")  # fmt: skip
    year, month = as_of.split("-")[:2]
    return f"{months[int(month) - 1]} {year}"


def toml_of(records: Sequence[Record], *, header: str) -> str:
    return "\n".join([*(f"# {line}" for line in header.splitlines()), *map(_table, records)])


def _table(record: Record) -> str:
    lines = ["", "[[place]]", f"id = {_text(record.id)}", f"name = {_text(record.name)}"]
    if record.aliases:
        lines.append(f"aliases = [{', '.join(map(_text, record.aliases))}]")
    if record.address is not None:
        lines.append(f"address = {_text(record.address)}")
    lines += [f"lat = {record.at.lat:.6f}", f"lng = {record.at.lng:.6f}"]
    lines.append(f"kinds = [{', '.join(map(_text, record.kinds))}]")
    if record.hours is not None:
        lines.append(f"opening_hours = {_text(record.hours)}")
    lines.append(f"about = {_text(record.about)}")
    lines += [f"as_of = {_text(record.as_of)}", f"source = {_text(record.source)}"]
    if record.facts:
        lines += ["", "[place.tags]", *(f"{name} = {str(value).lower()}" for name, value in record.facts.items())]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)

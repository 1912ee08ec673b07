"""From a row of a data set to a place of the guide, or the reason why it is none. What a row does not say is not said
of the place."""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError

from violet.campus.campus import Site
from violet.campus.datasets import ALTERNATIVES, Dataset, Test, YesNo, column_name
from violet.campus.naming import plain_name
from violet.campus.schema import GuidePlace
from violet.domain.geo import LatLng, meters_between

ABOUT_LENGTH: Final = (60, 160)
LONGEST_NAME: Final = 80
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_COLUMN = re.compile(r"\{([^{}]*)\}")
_WORDS = re.compile(r"[^\W_]+")
_SHOUTED = re.compile(r"\b[A-Z][A-Z']{3,}\b")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A row that is a place. `key` tells it from the data set's others, `fields` are those of `GuidePlace`."""

    key: str
    name: str
    at: LatLng
    site: str
    meters: float
    fields: Mapping[str, Any]

    def place(self, place_id: str) -> GuidePlace:
        return GuidePlace.model_validate({**self.fields, "id": place_id, "campus": self.site})


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is none: why, and what it is called."""

    reason: str
    label: str = ""


class Reader:
    """Reads the rows of one data set for the sites of a campus. `as_of` is what the rows are true up to, where the
    data set does not say so itself. Read-only."""

    def __init__(self, dataset: Dataset, sites: Sequence[Site], *, as_of: str) -> None:
        self._dataset = dataset
        self._sites = sites
        self._as_of = dataset.as_of or as_of

    def read(self, row: Row) -> Found | Refused:
        """`row` by column names as `column_name` makes them."""
        dataset, texts = self._dataset, _Texts(row)
        name = _spelled(self._cut(texts.filled(dataset.name), dataset.name_pattern))[:LONGEST_NAME].strip()
        if not plain_name(name):
            return Refused("no_name", texts.filled(dataset.name)[:LONGEST_NAME])
        name += dataset.name_suffix
        if any(_passes(test, texts) for test in dataset.skip):
            return Refused("skipped", name)
        if dataset.only and not all(_passes(test, texts) for test in dataset.only):
            return Refused("skipped", name)
        at = _position(dataset, row)
        if at is None:
            return Refused("no_position", name)
        meters, site = min((meters_between(at, site.location), site.id) for site in self._sites)
        if meters > dataset.near_m:
            return Refused("too_far_away", name)
        fields = self._fields(texts, name, at)
        if isinstance(fields, Refused):
            return fields
        return Found(texts.key(dataset.key), name, at, site, meters, fields)

    def _fields(self, texts: _Texts, name: str, at: LatLng) -> dict[str, Any] | Refused:
        dataset = self._dataset
        fitting = [rule for rule in dataset.rule if _passes(rule, texts)]
        kinds = next((rule.kinds for rule in fitting if rule.kinds), None) or dataset.kinds
        if not kinds:
            return Refused("no_kind", name)
        lines = _lines(texts.of(dataset.lines) if dataset.lines else "")
        address = self._cut(texts.filled(dataset.address or ""), dataset.address_pattern)
        fields: dict[str, Any] = {
            "name": name,
            "lat": round(at.lat, 6),
            "lng": round(at.lng, 6),
            "kinds": kinds,
            "cuisines": tuple(dict.fromkeys(cuisine for rule in fitting for cuisine in rule.cuisines)),
            "about": self._about(texts, _spelled(address), lines),
            "source": dataset.title,
            "as_of": self._as_of,
            "tags": {tag: said for tag, rule in dataset.tags.items() if (said := _said(rule, texts)) is not None},
        }
        if lines:
            fields["lines"] = lines
        if address:
            fields["address"] = _spelled(address)
        website = texts.of(dataset.website) if dataset.website else ""
        if re.fullmatch(r"https?://[^\s\"<>]+", website):
            fields["website"] = website
        try:
            GuidePlace.model_validate({**fields, "id": "x", "campus": "x"})
        except ValidationError as error:
            return Refused(f"bad_{error.errors()[0]['loc'][0]}" if error.errors()[0]["loc"] else "bad_row", name)
        return fields

    def _about(self, texts: _Texts, street: str, lines: Sequence[str]) -> str:
        """The first template whose words fit into a card; the last one cut where none does."""
        made = {"as_of_words": in_words(self._as_of), "street": street, "lines": _listed(lines)}
        texts = texts.beside(made)
        said = [_spelled(" ".join(texts.filled(one).split())) for one in self._dataset.about]
        low, high = ABOUT_LENGTH
        fitting = (text for text in said if low <= len(text) <= high)
        return next(fitting, None) or said[-1][:high].rsplit(" ", 1)[0]

    @staticmethod
    def _cut(text: str, pattern: str | None) -> str:
        """What a pattern's group takes of a text; the whole where it has none or finds nothing."""
        match = re.search(pattern, text) if pattern is not None else None
        return (match[1] if match is not None else text).strip()


class _Texts:
    """The row's values as texts."""

    def __init__(self, row: Row, made: Mapping[str, str] | None = None) -> None:
        self._row, self._made = row, made or {}

    def beside(self, made: Mapping[str, str]) -> _Texts:
        return _Texts(self._row, made)

    def of(self, header: str) -> str:
        """The first of the columns that has a value."""
        for column in header.split(ALTERNATIVES):
            value = self._made.get(column, self._row.get(column))
            if value is not None and not isinstance(value, dict | list) and str(value).strip():
                return unicodedata.normalize("NFC", " ".join(str(value).replace("\x00", "").split()))
        return ""

    def filled(self, template: str) -> str:
        return _COLUMN.sub(lambda column: self.of(column[1]), template).strip()

    def key(self, headers: Sequence[str]) -> str:
        return "|".join(self.of(header) for header in headers)[:300]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.strip() for line in text.split(",") if line.strip()))


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def in_words(as_of: str) -> str:
    """ "2025-12" or "2025-12-03" as "December 2025", "2023" as it is."""
    year, *rest = as_of.split("-")
    return f"{MONTHS[int(rest[0]) - 1]} {year}" if rest else year


def chosen(found: Iterable[Found], dataset: Dataset) -> list[Found]:
    """Those that a campus takes: one for those that are one, the nearest up to the limit, in the order of keys."""
    nearest = sorted(found, key=lambda one: (one.meters, one.key))
    kept: dict[str, list[Found]] = {}
    taken: dict[str, Found] = {}
    for one in nearest:
        name = plain_name(one.name)
        twin = any(meters_between(one.at, other.at) <= dataset.merge_m for other in kept.get(name, ()))
        if len(taken) < dataset.limit and one.key not in taken and not twin:
            kept.setdefault(name, []).append(one)
            taken[one.key] = one
    return [taken[key] for key in sorted(taken)]


def with_ids(found: Sequence[Found], taken: Iterable[str]) -> list[tuple[str, Found]]:
    """Each with an id of its own: its name, and a number where that is taken. The order decides."""
    used, named = set(taken), []
    for one in found:
        wanted, number = slug(one.name), 1
        while (name := wanted if number == 1 else f"{wanted}-{number}") in used:
            number += 1
        used.add(name)
        named.append((name, one))
    return named


def slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "place"


def by_column(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as a source sends it, by our names of the columns."""
    return {column_name(str(heading)): value for heading, value in record.items()}


def _passes(test: Test, texts: _Texts) -> bool:
    value = texts.of(test.column).casefold()
    if test.equals:
        return value in (one.casefold() for one in test.equals)
    words = set(_WORDS.findall(value))
    return any(set(_WORDS.findall(phrase.casefold())) <= words for phrase in test.words)


def _said(rule: bool | YesNo, texts: _Texts) -> bool | None:
    if isinstance(rule, bool):
        return rule
    value = texts.of(rule.column).casefold()
    if value in (one.casefold() for one in rule.yes):
        return True
    return False if value in (one.casefold() for one in rule.no) else None


def _position(dataset: Dataset, row: Row) -> LatLng | None:
    point = dataset.point
    if point.column is not None:
        values = (row.get(column) for column in point.column.split(ALTERNATIVES))
        pair = next((pair for value in values if (pair := _pair(value)) is not None), None)
    else:
        lat, lng = _Texts(row).of(point.lat or ""), _Texts(row).of(point.lng or "")
        pair = _numbers(lat, lng)
    if pair is None or not (abs(pair[0]) <= 90 and abs(pair[1]) <= 180) or pair == (0.0, 0.0):
        return None
    return LatLng(*pair)


def _pair(value: Any) -> tuple[float, float] | None:
    """Latitude and longitude of {"lat", "lon"}, of GeoJSON, or of "lat, lng"."""
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    if isinstance(value, dict):
        if isinstance(value.get("geometry"), dict):
            value = value["geometry"]
        coordinates = value.get("coordinates")
        if isinstance(coordinates, list) and len(coordinates) >= 2:
            return _numbers(coordinates[1], coordinates[0])
        east = next((value[name] for name in ("lon", "lng", "longitude") if name in value), None)
        north = next((value[name] for name in ("lat", "latitude") if name in value), None)
        return _numbers(north, east)
    if isinstance(value, str):
        parts = value.split(",")
        return _numbers(*parts) if len(parts) == 2 else None
    return None


def _numbers(lat: Any, lng: Any) -> tuple[float, float] | None:
    try:
        north, east = float(lat), float(lng)
    except (TypeError, ValueError, OverflowError):
        return None
    return (north, east) if math.isfinite(north) and math.isfinite(east) else None


def _spelled(text: str) -> str:
    """Words in capitals as words: "27 Russell Street MELBOURNE VIC 3000" -> "27 Russell Street Melbourne VIC 3000"."""
    return _SHOUTED.sub(lambda word: word[0].capitalize(), text)

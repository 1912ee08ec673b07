"""What a campus's `open_data.toml` says: one table a data set, with where it is, its license, and how to read a row.

Columns are named as `column_name` makes them: "Trading name" and "trading_name" are one. "a|b" is the first that has a
value. Templates hold columns in braces: "{trading_name} at {address}".
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from violet.campus.schema import AsOf, CampusId, Kinds, Names, Record, Text, Url
from violet.domain.vocabulary import Tag

FILE: Final = "open_data.toml"
ALTERNATIVES: Final = "|"
_COLUMN = re.compile(r"\{([^{}]*)\}")

Adapter = Literal["opendatasoft", "socrata", "geojson", "csv"]
Header = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+(\|[a-z0-9_]+)*$")]


def _check_pattern(value: str) -> str:
    try:
        compiled = re.compile(value)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    if compiled.groups != 1:
        raise ValueError("one group says what is taken")
    return value


Pattern = Annotated[Text, AfterValidator(_check_pattern)]


class OpenDataError(Exception):
    """`open_data.toml` cannot be used. One message a line: data set, key and what is wrong."""

    def __init__(self, messages: list[str]) -> None:
        self.messages = tuple(messages)
        super().__init__("\n".join(messages))


class Test(Record):
    """Whether a row's column has one of some values, or holds one of some words ("ramen" in "Hakata Gensuke Ramen")."""

    column: Header
    equals: tuple[Text, ...] = ()
    words: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if bool(self.equals) == bool(self.words):
            raise ValueError("give either equals or words")
        return self


class KindRule(Test):
    """The kinds and cuisines of rows that pass the test. The first rule with kinds that fits decides on them; cuisines
    add up."""

    kinds: Kinds | None = None
    cuisines: Names = ()


class YesNo(Record):
    """A tag that a column says yes or no to. Any other value says nothing."""

    column: Header
    yes: tuple[Text, ...] = ()
    no: tuple[Text, ...] = ()


class Point(Record):
    """Where a row's position is: in two columns, or in one that holds an object, GeoJSON or "lat, lng"."""

    lat: Header | None = None
    lng: Header | None = None
    column: Header | None = None

    @model_validator(mode="after")
    def _check_one(self) -> Self:
        if (self.column is None) == (self.lat is None or self.lng is None):
            raise ValueError("give either column, or lat and lng")
        return self


class Dataset(Record):
    """One data set. `file` is what `flask campus build --data` reads; `dataset` (or `url`) what is asked over the net.

    `license` and `publisher` are what NOTICE.md and the lint ask for. `key` are the columns that tell a row from
    another. `requires` are the columns without which a row says nothing: where one disappears, the data set's shape
    has changed. `near_m` keeps rows within so many meters of a site, `limit` so many of them, the nearest first.
    `merge_m` makes one place of rows with one name that are closer. `lines` is the column with the lines that stop at a
    station, separated by commas.
    """

    id: CampusId
    adapter: Adapter
    title: Text
    publisher: Text
    license: Text
    base_url: Url | None = None
    dataset: Text | None = None
    where: Text | None = None
    order_by: Text | None = None
    file: Text | None = None
    as_of: AsOf | None = None
    key: Annotated[tuple[Header, ...], Field(min_length=1)]
    requires: tuple[Header, ...] = ()
    name: Text
    name_pattern: Pattern | None = None
    name_suffix: str = ""
    address: Text | None = None
    address_pattern: Pattern | None = None
    point: Point
    kinds: Kinds | None = None
    about: Annotated[tuple[Text, ...], Field(min_length=1)]
    website: Header | None = None
    lines: Header | None = None
    tags: Mapping[Tag, bool | YesNo] = Field(default_factory=dict)
    rule: tuple[KindRule, ...] = ()
    skip: tuple[Test, ...] = ()
    only: tuple[Test, ...] = ()
    near_m: Annotated[float, Field(gt=0, le=10_000)] = 2450.0
    limit: Annotated[int, Field(ge=1, le=20_000)] = 20_000
    merge_m: Annotated[float, Field(ge=0, le=500)] = 0.0
    refresh_s: Annotated[int, Field(ge=3600)] = 7 * 24 * 3600

    @model_validator(mode="after")
    def _check_source(self) -> Self:
        if self.adapter in ("opendatasoft", "socrata") and self.dataset is not None and self.base_url is None:
            raise ValueError("a data set on the net has a base_url")
        if self.file is None and self.dataset is None and self.base_url is None:
            raise ValueError("give file, or where the data set is on the net")
        return self

    @property
    def columns(self) -> frozenset[str]:
        """The columns that reading a row looks at."""
        rules = (*self.rule, *self.skip, *self.only)
        switches = (switch.column for switch in self.tags.values() if isinstance(switch, YesNo))
        templates = (self.name, self.address or "", *self.about)
        said = (header for template in templates for header in _COLUMN.findall(template))
        point = (self.point.lat, self.point.lng, self.point.column)
        named = [*self.key, *(rule.column for rule in rules), *switches, *said, *point, self.website, self.lines]
        return frozenset(part for header in named if header for part in header.split(ALTERNATIVES)) - MADE_COLUMNS


# Columns that reading a row makes: see `rows`.
MADE_COLUMNS: Final = frozenset({"as_of_words", "street", "lines"})


def column_name(heading: str) -> str:
    """ "Trading name", "trading_name" and "Trading-Name" as "trading_name"."""
    return re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")


def read_datasets(root: Path) -> tuple[Dataset, ...]:
    """The data sets of a campus's folder; none where it has no such file. Raises OpenDataError."""
    path = root / FILE
    if not path.is_file():
        return ()
    try:
        return _parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise OpenDataError([f"{FILE}: cannot be read: {error}"]) from error


@lru_cache(maxsize=8)
def _parse(text: str) -> tuple[Dataset, ...]:
    """Parsed once a text. Raises OpenDataError, TOMLDecodeError."""
    tables = tomllib.loads(text)
    messages = [f"{FILE}: unknown table or key {key!r}" for key in tables.keys() - {"dataset"}]
    found = []
    for table in tables.get("dataset", []):
        try:
            found.append(Dataset.model_validate(table))
        except ValidationError as error:
            messages += _explained(table, error)
    ids = [dataset.id for dataset in found]
    messages += [f"{FILE}: {name}: this id is used twice" for name in sorted({n for n in ids if ids.count(n) > 1})]
    if messages:
        raise OpenDataError(messages)
    return tuple(found)


def _explained(table: object, error: ValidationError) -> list[str]:
    name = table.get("id", "dataset") if isinstance(table, dict) else "dataset"
    return [
        f"{FILE}: {name}: {'.'.join(str(part) for part in detail['loc'])}: {detail['msg']}"
        for detail in error.errors(include_url=False, include_input=False)
    ]

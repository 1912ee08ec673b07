"""The rows that are kept of open data, and the places they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, bindparam, insert, select, update

from violet.campus.open_data.rows import Found, in_words
from violet.campus.schema import GuidePlace
from violet.models import OpenDataset, OpenRow

T = TypeVar("T")
ROWS_AT_ONCE = 1000
# A row that so many refreshes in a row did not have is archived.
MISSED_AT_MOST = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it is in the database."""

    id: int
    key: str
    place_id: str
    fingerprint: str
    missed: int
    archived: bool


@dataclass(frozen=True, slots=True)
class Changes:
    """What one refresh did to the rows of a data set. `missed` rows are waited for once more."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missed: int = 0
    archived: int = 0

    @property
    def shows(self) -> bool:
        """Whether anybody sees a difference."""
        return bool(self.added or self.changed or self.archived)


@dataclass(frozen=True, slots=True)
class OpenPlaces:
    """What is on top of the pack: the titles of the data sets that were read, their places, and when the source last
    said something else of each."""

    titles: frozenset[str] = frozenset()
    places: tuple[GuidePlace, ...] = ()
    changed_at: Mapping[str, datetime] = field(default_factory=dict)


def fingerprint(found: Found) -> str:
    """Changes when anything that the guide says of the row does. The date of the reading alone is no change."""
    as_of = str(found.fields["as_of"])
    said = {
        **found.fields,
        "site": found.site,
        "as_of": "",
        "about": found.fields["about"].replace(in_words(as_of), ""),
    }
    return hashlib.blake2b(orjson.dumps(said, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def rows_of(connection: Connection, campus: str, dataset: str) -> dict[str, Kept]:
    """By key, the archived ones too."""
    columns = (OpenRow.id, OpenRow.key, OpenRow.place_id, OpenRow.fingerprint, OpenRow.missed, OpenRow.archived_at)
    mine = (OpenRow.campus == campus, OpenRow.dataset == dataset)
    rows = connection.execute(select(*columns).where(*mine)).all()
    return {
        row.key: Kept(row.id, row.key, row.place_id, row.fingerprint, row.missed, row.archived_at is not None)
        for row in rows
    }


def ids_in_use(connection: Connection, campus: str) -> set[str]:
    """The place ids of all rows of a campus."""
    return set(connection.scalars(select(OpenRow.place_id).where(OpenRow.campus == campus)))


def insert_rows(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    for chunk in chunks(rows, ROWS_AT_ONCE):
        connection.execute(insert(OpenRow), [dict(row) for row in chunk])


def update_rows(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Each row has its `id` and the same names beside it."""
    for chunk in chunks(rows, ROWS_AT_ONCE):
        names = [name for name in chunk[0] if name != "id"]
        statement = update(OpenRow).where(OpenRow.id == bindparam("row_id"))
        statement = statement.values({name: bindparam(f"new_{name}") for name in names})
        values = [{"row_id": row["id"], **{f"new_{name}": row[name] for name in names}} for row in chunk]
        connection.execute(statement, values)


def datasets_of(connection: Connection, campus: str) -> dict[str, Mapping[str, Any]]:
    """How each data set of a campus is doing, by its id."""
    table = OpenDataset.__table__
    rows = connection.execute(select(table).where(table.c.campus == campus)).mappings().all()
    return {row["dataset"]: dict(row) for row in rows}


def write_dataset(connection: Connection, values: Mapping[str, Any]) -> None:
    mine = (OpenDataset.campus == values["campus"], OpenDataset.dataset == values["dataset"])
    if connection.execute(update(OpenDataset).where(*mine).values(dict(values))).rowcount == 0:
        blank = {"failures_in_row": 0, "rows": 0, "refused": {}, "columns": []}
        connection.execute(insert(OpenDataset), {**blank, **values})


def places_of(connection: Connection, campus: str) -> OpenPlaces:
    """What was read of a campus's open data. A data set counts from its first good reading on."""
    read = select(OpenDataset.title).where(OpenDataset.campus == campus, OpenDataset.succeeded_at.is_not(None))
    titles = frozenset(connection.scalars(read))
    if not titles:
        return OpenPlaces()
    columns = (OpenRow.place_id, OpenRow.site, OpenRow.fields, OpenRow.changed_at)
    shown = select(*columns).where(OpenRow.campus == campus, OpenRow.archived_at.is_(None)).order_by(OpenRow.id)
    rows = connection.execute(shown).all()
    places = tuple(_place(row.place_id, row.site, row.fields) for row in rows)
    return OpenPlaces(titles, places, {row.place_id: row.changed_at for row in rows})


def _place(place_id: str, site: str, fields: Mapping[str, Any]) -> GuidePlace:
    """Checked when it was read, which is not done twice: there may be thousands."""
    own: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
    return GuidePlace.model_construct(**own | {"id": place_id, "campus": site})


def chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk

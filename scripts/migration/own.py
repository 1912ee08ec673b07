"""This project's own tables: copied as they are, table by table, parents first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, LargeBinary, Table, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from scripts.migration.records import Batch, Key, Record, Rejected, Remark, key_text
from scripts.migration.sequences import advance
from scripts.migration.source import Source

# A new database holds this row already: the end of a trail with nothing in it.
BEGUN = {"audit_head": {"rows": 0}}


class OwnStream:
    """One table. Encrypted columns are copied sealed: the keys stay the same."""

    def __init__(self, source: Source, table: Table) -> None:
        self.name = table.name
        self._source = source
        self._table = table
        self._key = [column.name for column in table.primary_key.columns]
        self._columns = [column for column in table.columns if column.name in source.columns(table.name)]
        self._readers = [_reader(column) for column in self._columns]
        names = ", ".join(f'"{column.name}"' for column in self._columns)
        self._key_names = ", ".join(f'"{name}"' for name in self._key)
        self._select = f'SELECT {names} FROM "{table.name}"'  # noqa: S608 -- names from our own table definitions

    def count(self) -> int:
        return int(self._source.fetch(f'SELECT count(*) FROM "{self.name}"')[0][0])  # noqa: S608 -- likewise

    def read(self, after: Key | None, limit: int) -> Batch:
        marks = ", ".join("?" * len(self._key))
        where = f" WHERE ({self._key_names}) > ({marks})" if after else ""
        rows = self._source.fetch(f"{self._select}{where} ORDER BY {self._key_names} LIMIT ?", *(after or []), limit)
        batch = Batch(last=None)
        for row in rows:
            raw = dict(zip((column.name for column in self._columns), row, strict=True))
            batch.last = [raw[name] for name in self._key]
            self._convert(row, batch)
        return batch

    def _convert(self, row: tuple[Any, ...], batch: Batch) -> None:
        assert batch.last is not None
        values: dict[str, Any] = {}
        for column, read, value in zip(self._columns, self._readers, row, strict=True):
            try:
                values[column.name] = read(value)
            except (ValueError, TypeError):
                batch.rejected.append(Rejected(batch.last, f"{column.name} cannot be read"))
                return
        batch.records.append(Record(batch.last, {self.name: [values]}))

    def screen(self, connection: Connection | None, batch: Batch) -> None:
        there = self.stored(connection, batch.records) if connection is not None else {}
        candidates, batch.records = batch.records, []
        for record in candidates:
            known = there.get(key_text(record.key))
            if known is None or self._is_as_begun(known):
                batch.records.append(record)
            elif known == self.expected(record):
                batch.present.append(record)
            else:
                batch.rejected.append(Rejected(record.key, "another row has this key on the target"))

    def insert(self, connection: Connection, records: Sequence[Record]) -> None:
        rows = [row for record in records for row in record.rows[self.name]]
        statement = postgresql.insert(self._table)
        if self.name in BEGUN:
            others = {column.name: statement.excluded[column.name] for column in self._columns}
            connection.execute(statement.on_conflict_do_update(index_elements=self._key, set_=others), rows)
        else:
            connection.execute(statement.on_conflict_do_nothing(index_elements=self._key), rows)

    def _is_as_begun(self, known: Any) -> bool:
        return self.name in BEGUN and BEGUN[self.name].items() <= dict(known).items()

    def recall(self, remarks: Sequence[Remark]) -> None:
        """Rows come over whole or not at all: nothing to remember."""

    def advance_sequences(self, connection: Connection) -> None:
        column = self._table.autoincrement_column
        if column is None:
            return
        ((highest,),) = self._source.fetch(f'SELECT max("{column.name}") FROM "{self.name}"')  # noqa: S608 -- likewise
        advance(connection, self._table, max(int(highest or 0), self._source.highest_ids().get(self.name, 0)))

    def expected(self, record: Record) -> Any:
        return record.rows[self.name][0]

    def stored(self, connection: Connection, records: Sequence[Record]) -> dict[str, Any]:
        columns: list[ColumnElement[Any]] = list(self._columns)
        key = [self._table.c[name] for name in self._key]
        wanted = [tuple(record.key) for record in records]
        found = connection.execute(select(*columns).where(tuple_(*key).in_(wanted))).mappings()
        return {key_text([row[name] for name in self._key]): dict(row) for row in found}


def _reader(column: Any) -> Callable[[Any], Any]:
    """SQLite's value of a column as Python's. Raises ValueError or TypeError where it is not one."""
    processor = column.type.dialect_impl(sqlite.dialect()).result_processor(sqlite.dialect(), None)
    binary = isinstance(column.type, LargeBinary)

    def read(value: Any) -> Any:
        if isinstance(value, bytes) and not binary:
            raise ValueError("not UTF-8")
        return processor(value) if processor is not None and value is not None else value

    return read

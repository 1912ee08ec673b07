"""What passes from a source to the target, and how two versions of a row are compared."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Connection

Key = list[Any]
"""A primary key as a JSON list, so that it can be kept in the bookkeeping and compared."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One odd row: `rejected` stays behind, `repaired` comes over without the part that `reason` names."""

    stream: str
    key: Key
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One source row as it shall stand on the target: rows by table, parents first; what had to be left out."""

    key: Key
    rows: dict[str, list[dict[str, Any]]]
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    key: Key
    reason: str


@dataclass(slots=True)
class Batch:
    """Source rows in key order. `last` is the key of the last one; None where the source has no more.

    `records` are to be written, `present` stand on the target already.
    """

    last: Key | None
    records: list[Record] = field(default_factory=list)
    present: list[Record] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.records) + len(self.present) + len(self.rejected)

    def remarks(self, stream: str) -> list[Remark]:
        odd = [Remark(stream, rejected.key, "rejected", rejected.reason) for rejected in self.rejected]
        mended = [
            Remark(stream, record.key, "repaired", repair) for record in self.records for repair in record.repairs
        ]
        return odd + mended


class Stream(Protocol):
    """One kind of source row and its way to the target. Streams are moved one after the other."""

    name: str

    def count(self) -> int:
        """Rows in the source."""

    def read(self, after: Key | None, limit: int) -> Batch:
        """The next rows in key order (keyset, so a batch costs the same at the end as at the start)."""

    def screen(self, connection: Connection | None, batch: Batch) -> None:
        """Moves records to `present` or `rejected` that the target, or an earlier row, has no room for.

        None where there is no target to look at: a dry run before its tables exist.
        """

    def insert(self, connection: Connection, records: Sequence[Record]) -> None:
        """Writes the records. Rows already there stay as they are."""

    def recall(self, remarks: Sequence[Remark]) -> None:
        """What was said of this stream's rows when they were moved, for `expected`."""

    def advance_sequences(self, connection: Connection) -> None:
        """Moves the target's id sequences past every id that the source ever gave out."""

    def expected(self, record: Record) -> Any:
        """The record as `stored` would read it back."""

    def stored(self, connection: Connection, records: Sequence[Record]) -> dict[str, Any]:
        """What the target holds for these records, by `key_text`."""


def key_text(key: Key) -> str:
    return json.dumps(key)


def checksum(content: Any) -> str:
    """SHA-256 over one spelling of the content: the same for a row on SQLite and on PostgreSQL."""
    text = json.dumps(_plain(content), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Exact types only: this runs for every value of every row, and nothing else comes out of a database."""
    kind = type(value)
    if kind is dict:
        return {key: _plain(item) for key, item in value.items()}
    if kind is list:
        return [_plain(item) for item in value]
    if kind is datetime:
        return value.astimezone(UTC).isoformat()
    if kind is bytes:
        return {"bytes": hashlib.sha256(value).hexdigest()}
    if kind is float and value.is_integer():
        return int(value)  # PostgreSQL's jsonb gives 1e2 back as 100
    return value

"""Moves the streams batch by batch, then reads both sides again and compares."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError

from scripts.migration.bookkeeping import Bookkeeping, Progress
from scripts.migration.records import Batch, Record, Rejected, Remark, Stream, checksum, key_text

NOT_THE_SAME = "the target does not hold what the source does"
Advance = Callable[[int], object]
"""Told how many source rows were dealt with."""


@dataclass(slots=True)
class Comparison:
    """What verifying a stream found. `missing` and `different` are rows of the target, by source key."""

    rows: int = 0
    source_checksum: str = ""
    target_checksum: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def same(self) -> bool:
        return not self.remarks and self.source_checksum == self.target_checksum


def batches(stream: Stream, progress: Progress, size: int) -> Iterator[Batch]:
    after = progress.last_key
    while True:
        batch = stream.read(after, size)
        if batch.last is None:
            return
        yield batch
        after = batch.last


def rehearse(
    stream: Stream, connection: Connection | None, size: int, *, advance: Advance
) -> tuple[Progress, list[Remark]]:
    """What moving would do, without writing anything."""
    state, remarks = Progress(), list[Remark]()
    for batch in batches(stream, state, size):
        stream.screen(connection, batch)
        state = _after(state, batch)
        remarks += batch.remarks(stream.name)
        advance(batch.size)
    return state, remarks


def move(stream: Stream, engine: Engine, book: Bookkeeping, size: int, *, advance: Advance) -> Progress:
    """Writes what is not written yet. Rows and bookkeeping of a batch are committed together, or not at all."""
    with engine.connect() as connection:
        state = book.progress(connection, stream.name)
    advance(state.moved + state.rejected)
    for batch in batches(stream, state, size):
        with engine.begin() as connection:
            stream.screen(connection, batch)
            batch.rejected += _write(stream, connection, batch.records)
            state = _after(state, batch)
            book.save(connection, stream.name, state, batch)
        advance(batch.size)
    with engine.begin() as connection:
        stream.advance_sequences(connection)
    return state


def compare(stream: Stream, engine: Engine, rejected: set[str], size: int, *, advance: Advance) -> Comparison:
    """Reads every row of the source again and its counterpart on the target, and compares their checksums."""
    found = Comparison()
    source_sum, target_sum = hashlib.sha256(), hashlib.sha256()
    with engine.connect() as connection:
        for batch in batches(stream, Progress(), size):
            records = [record for record in batch.records if key_text(record.key) not in rejected]
            stored = stream.stored(connection, records)
            for record in records:
                there = stored.get(key_text(record.key))
                sums = checksum(stream.expected(record)), checksum(there)
                if sums[0] != sums[1]:
                    kind = "missing" if there is None else "different"
                    found.remarks.append(Remark(stream.name, record.key, kind, NOT_THE_SAME))
                source_sum.update(sums[0].encode())
                target_sum.update(sums[1].encode())
            found.rows += len(records)
            advance(batch.size)
    found.source_checksum, found.target_checksum = source_sum.hexdigest(), target_sum.hexdigest()
    return found


def _after(state: Progress, batch: Batch) -> Progress:
    moved = state.moved + len(batch.records) + len(batch.present)
    return Progress(batch.last, moved, state.rejected + len(batch.rejected))


def _write(stream: Stream, connection: Connection, records: Sequence[Record]) -> list[Rejected]:
    """Inserts what the target takes. A part that it refuses is halved until the row at fault is alone."""
    if not records:
        return []
    try:
        with connection.begin_nested():
            stream.insert(connection, records)
    except (IntegrityError, DataError, ValueError) as error:
        if len(records) == 1:
            return [Rejected(records[0].key, _reason(error))]
        half = len(records) // 2
        return _write(stream, connection, records[:half]) + _write(stream, connection, records[half:])
    return []


def _reason(error: Exception) -> str:
    """PostgreSQL's first line: it names the constraint or the type, and never a value."""
    diagnosis = getattr(getattr(error, "orig", None), "diag", None)
    return str(getattr(diagnosis, "message_primary", None) or "the target does not take a value in it")

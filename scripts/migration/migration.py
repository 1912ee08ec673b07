"""The whole of a migration: look at both sides, move, verify, report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from tqdm import tqdm

from scripts.migration import target
from scripts.migration.accounts import AccountStream
from scripts.migration.bookkeeping import Bookkeeping, exclude_others
from scripts.migration.errors import RefusalError
from scripts.migration.older import OlderAddresses, looks_sealed
from scripts.migration.own import OwnStream
from scripts.migration.records import Stream, key_text
from scripts.migration.report import Report, StreamReport
from scripts.migration.runner import compare, move, rehearse
from scripts.migration.source import Source, SourceKind
from violet.extensions import Model
from violet.settings import Settings
from violet.wiring import field_cipher

ADDRESSES_TRIED = 200
NO_KEYS = (
    "FIELD_ENCRYPTION_KEYS is not set: home addresses and push tokens would be sealed with this machine's development "
    "key, which a server does not have. Set it as the server has it."
)


@dataclass(frozen=True, slots=True)
class Options:
    """`others_allowed`: the target may hold users that did not come from this source. `batch_size`: rows a commit."""

    old_jwt_secret: str | None = None
    leave_addresses: bool = False
    dry_run: bool = False
    others_allowed: bool = False
    batch_size: int = 1000


def migrate(source_path: Path, target_url: str, options: Options) -> Report:
    """Moves everything that is not moved yet, or says what would be. Raises RefusalError before anything is moved."""
    source = Source(source_path)
    try:
        target.require_same_version(source)
        settings = Settings(database_url=target_url)
        if source.kind is SourceKind.OLDER and not settings.field_encryption_keys:
            raise RefusalError(NO_KEYS)
        engine = target.connect(settings)
        try:
            return _Migration(source, settings, engine, options).run()
        finally:
            engine.dispose()
    finally:
        source.close()


class _Migration:
    def __init__(self, source: Source, settings: Settings, engine: Engine, options: Options) -> None:
        self._source = source
        self._settings = settings
        self._engine = engine
        self._options = options
        self._book = Bookkeeping(source.digest())
        self._streams = self._choose_streams()
        self._report = Report(str(source.path), source.kind.value, options.dry_run)

    def run(self) -> Report:
        if self._options.dry_run:
            self._require_room()
            self._rehearse()
            return self._report
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as lock:
            exclude_others(lock)
            self._require_room()
            self._move_and_verify()
        return self._report

    def _choose_streams(self) -> list[Stream]:
        if self._source.kind is SourceKind.OWN:
            tables = [table for table in Model.metadata.sorted_tables if table.name in self._source.tables]
            return [OwnStream(self._source, table) for table in tables]
        return [AccountStream(self._source, self._addresses(), field_cipher(self._settings))]

    def _addresses(self) -> OlderAddresses | None:
        """None where addresses stay behind. Raises RefusalError for a secret that opens none, before any is lost."""
        sealed = self._sealed_addresses()
        if self._options.leave_addresses or not sealed:
            return None
        if not self._options.old_jwt_secret:
            raise RefusalError(
                "The source holds home addresses: name the variable with the older server's JWT_SECRET "
                "(--old-jwt-secret-env), or leave them behind (--leave-addresses)."
            )
        addresses = OlderAddresses(self._options.old_jwt_secret)
        whole = [text for text in sealed if looks_sealed(text)]
        if whole and not any(addresses.open(text) for text in whole):
            raise RefusalError("The old secret opens none of the home addresses: they were sealed with another.")
        return addresses

    def _sealed_addresses(self) -> list[object]:
        if "home_address_encrypted" not in self._source.columns("users"):
            return []
        return [text for (text,) in self._source.fetch(
            "SELECT home_address_encrypted FROM users WHERE home_address_encrypted <> '' LIMIT ?", ADDRESSES_TRIED
        )]  # fmt: skip

    def _require_room(self) -> None:
        with self._engine.connect() as connection:
            target.require_room(connection, self._book, others_allowed=self._options.others_allowed)

    def _rehearse(self) -> None:
        with self._engine.connect() as connection:
            there = target.has_tables(connection)
            if not there:
                self._report.notes.append("The target's tables would be made, or brought up to date, first.")
            for stream in self._streams:
                with _bar(stream, "Looking at") as bar:
                    state, remarks = rehearse(
                        stream, connection if there else None, self._options.batch_size, advance=bar.update
                    )
                self._report.streams.append(StreamReport(stream.name, stream.count(), state.moved, state.rejected))
                self._report.add(remarks)

    def _move_and_verify(self) -> None:
        target.prepare(self._settings, self._engine)
        with self._engine.begin() as connection:
            finished_at = self._book.finished_at(connection)
            self._book.begin(connection, self._source.kind.value)
        for stream in self._streams:
            self._move(stream)
        with self._engine.connect() as connection:
            self._report.add(self._book.remarks(connection))
        if finished_at is not None:
            self._report.notes.append(f"Moved and verified before, at {finished_at:%Y-%m-%d %H:%M} UTC.")
            return
        self._verify()
        if self._report.verified:
            with self._engine.begin() as connection:
                self._book.finish(connection)

    def _move(self, stream: Stream) -> None:
        with self._engine.begin() as connection:
            stream.advance_sequences(connection)
        with _bar(stream, "Moving") as bar:
            state = move(stream, self._engine, self._book, self._options.batch_size, advance=bar.update)
        self._report.streams.append(StreamReport(stream.name, stream.count(), state.moved, state.rejected))

    def _verify(self) -> None:
        same = True
        for stream, told in zip(self._streams, self._report.streams, strict=True):
            said = [remark for remark in self._report.remarks if remark.stream == stream.name]
            stream.recall(said)
            left = {key_text(remark.key) for remark in said if remark.kind == "rejected"}
            with _bar(stream, "Verifying") as bar:
                found = compare(stream, self._engine, left, self._options.batch_size, advance=bar.update)
            told.source_checksum, told.target_checksum = found.source_checksum, found.target_checksum
            self._report.add(found.remarks)
            same = same and found.same and found.rows == told.moved
        self._report.verified = same


def _bar(stream: Stream, doing: str) -> tqdm[Any]:
    return tqdm(total=stream.count(), desc=f"{doing} {stream.name}", unit=" rows", mininterval=0.5)

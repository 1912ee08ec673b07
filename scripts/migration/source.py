"""The SQLite file: opened read-only, recognized by its tables, read in key order within one snapshot."""

from __future__ import annotations

import hashlib
import sqlite3
from enum import StrEnum
from pathlib import Path
from typing import Any

from scripts.migration.errors import RefusalError

OLDER_COLUMNS = {"id", "email", "password_hash"}
CHUNK = 1 << 20


class SourceKind(StrEnum):
    OLDER = "older VioletVibes server"
    OWN = "this project"


class Source:
    """Raises RefusalError where the file is not there, not SQLite or not one of the two kinds."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise RefusalError(f"There is no file {path}.")
        self.path = path
        self.connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        self.connection.text_factory = _text
        try:
            self.tables = self._begun()
            self.kind = self._recognize()
        except RefusalError:
            self.connection.close()
            raise

    def _begun(self) -> set[str]:
        """The tables, in one snapshot, whoever else still writes."""
        try:
            self.connection.execute("PRAGMA query_only = ON")
            self.connection.execute("BEGIN")
            return {name for (name,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        except sqlite3.DatabaseError as error:
            raise RefusalError(f"{self.path} is not a readable SQLite database ({error}).") from None

    def digest(self) -> str:
        """Names the source by its content: a run only resumes what it began."""
        total = hashlib.sha256()
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            if path.is_file():
                with path.open("rb") as file:
                    while chunk := file.read(CHUNK):
                        total.update(chunk)
        return total.hexdigest()

    def columns(self, table: str) -> set[str]:
        return {row[1] for row in self.connection.execute(f'PRAGMA table_info("{table}")')}

    def highest_ids(self) -> dict[str, int]:
        """The highest id each table ever gave out, where SQLite remembers (AUTOINCREMENT)."""
        if "sqlite_sequence" not in self.tables:
            return {}
        return {
            name: int(highest) for name, highest in self.connection.execute("SELECT name, seq FROM sqlite_sequence")
        }

    def fetch(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, values).fetchall()

    def close(self) -> None:
        self.connection.close()

    def _recognize(self) -> SourceKind:
        if "alembic_version" in self.tables and "users" in self.tables:
            return SourceKind.OWN
        if "users" in self.tables and self.columns("users") >= OLDER_COLUMNS:
            return SourceKind.OLDER
        raise RefusalError(f"{self.path} is a database neither of this project nor of the older server.")


def _text(value: bytes) -> str | bytes:
    """Text that is not UTF-8 stays bytes, so that one bad row does not end the whole reading."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value

"""What one look at a data set brought: rows as its source sends them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Seen:
    """What a source gave to ask whether anything changed, and which of its doors that was for."""

    door: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class RowBatch:
    """`rows` by the source's own headings. `complete` where these are all there are; `unchanged` where the source says
    so, and there are no rows then. `columns` are the headings that the source declares, empty where it does not."""

    rows: Sequence[Mapping[str, Any]] = ()
    complete: bool = True
    unchanged: bool = False
    seen: Seen | None = None
    columns: frozenset[str] = frozenset()


class RowSource(Protocol):
    """A data set on the net."""

    def fetch(self, known: Seen | None = None) -> RowBatch:
        """All rows, or that they are as they were when `known` was given. Raises ProviderError."""
        ...

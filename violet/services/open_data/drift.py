"""Whether a data set still has the shape that its mapping was written for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from violet.campus.datasets import ALTERNATIVES, Dataset

LOOKED_AT = 500


@dataclass(frozen=True, slots=True)
class Drift:
    """Columns that are gone (`missing` those that reading a row needs, `gone` others that it looks at) and those that
    were not there before."""

    missing: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.missing or self.gone or self.new)

    def as_dict(self) -> dict[str, list[str]]:
        return {"missing": list(self.missing), "gone": list(self.gone), "new": list(self.new)}


def columns_of(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The columns of the first rows: a row leaves out what it does not say in some protocols."""
    return {column for _, row in zip(range(LOOKED_AT), rows, strict=False) for column in row}


def drift_of(dataset: Dataset, columns: Collection[str], before: Collection[str]) -> Drift:
    """`columns` are what the data set has now, `before` what it had at the last good reading (empty for the first)."""
    required = [header for header in dataset.requires if not _any_of(header, columns)]
    looked_at = {column for column in dataset.columns if column in before and column not in columns}
    new = set(columns) - set(before) if before else set()
    return Drift(tuple(sorted(required)), tuple(sorted(looked_at - set(required))), tuple(sorted(new)))


def _any_of(header: str, columns: Collection[str]) -> bool:
    return any(column in columns for column in header.split(ALTERNATIVES))

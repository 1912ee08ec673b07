"""What reading a campus's open data takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from violet.campus.datasets import Dataset
from violet.domain.open_rows import RowSource
from violet.services.working.here import Here
from violet.store.base import Store


@dataclass(frozen=True, slots=True)
class OpenDataPorts:
    """`datasets` and `sources` by the data set's id; `here` has the campus as its pack has it. `store` holds the lock
    that lets one refresh run at a time."""

    here: Here
    store: Store
    datasets: Mapping[str, Dataset]
    sources: Mapping[str, RowSource]

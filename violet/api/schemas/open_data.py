"""Open data on the wire, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from violet.api.schemas.common import ApiModel


class OpenDataBody(ApiModel):
    """Every data set where none is named."""

    dataset: Annotated[str, Field(min_length=1, max_length=60)] | None = None


class DriftBody(ApiModel):
    """Columns: `missing` are those without which rows say nothing, `gone` others that are looked at, `new` ones nobody
    reads."""

    missing: list[str]
    gone: list[str]
    new: list[str]


class DatasetBody(ApiModel):
    """`refused` counts by reason the rows that are no places; `failure` is null while all is well."""

    dataset: str
    title: str
    publisher: str
    license: str
    attempted_at: datetime | None
    succeeded_at: datetime | None
    next_at: datetime | None
    failure: str | None
    rows: int | None
    refused: dict[str, int] | None
    drift: DriftBody | None


class OpenDataAnswer(ApiModel):
    datasets: list[DatasetBody]

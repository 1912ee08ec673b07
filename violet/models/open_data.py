"""Rows of open data as places, and how each data set is doing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime
from violet.models.user import ID


class OpenRow(Model):
    """One row of a data set that is a place. `key` tells it from the others, `fields` are what the guide says of it;
    `fingerprint` changes when they do; `changed_at` is when that was last. `missed` counts the refreshes that did not
    have the row; after the second it is archived."""

    __tablename__ = "open_rows"
    __table_args__ = (
        UniqueConstraint("campus", "dataset", "key"),
        Index(None, "campus", "archived_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(ID, primary_key=True)
    campus: Mapped[str] = mapped_column(String(60))
    dataset: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(300))
    place_id: Mapped[str] = mapped_column(String(120))
    site: Mapped[str] = mapped_column(String(60))
    fields: Mapped[dict[str, Any]] = mapped_column(Document)
    fingerprint: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    missed: Mapped[int] = mapped_column(Integer, default=0)
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OpenDataset(Model):
    """How fresh a data set is. `title` is what its places name as their source; `columns` are the headings last seen,
    `drift` what of them changed so that rows cannot be read as before; `refused` counts rows that are no places."""

    __tablename__ = "open_datasets"

    campus: Mapped[str] = mapped_column(String(60), primary_key=True)
    dataset: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(60))
    failures_in_row: Mapped[int] = mapped_column(Integer, default=0)
    rows: Mapped[int] = mapped_column(Integer, default=0)
    refused: Mapped[dict[str, int]] = mapped_column(Document, default=dict)
    columns: Mapped[list[str]] = mapped_column(Document, default=list)
    drift: Mapped[dict[str, Any] | None] = mapped_column(Document)
    seen: Mapped[dict[str, Any] | None] = mapped_column(Document)

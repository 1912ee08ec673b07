"""Events as they are kept, and how each source is doing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Float, Index, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from violet.extensions import Model
from violet.models.types import Document, UtcDateTime


class EventRow(Model):
    """One source's announcement of one event. `id` follows from `source` and `source_id` and is below 2^53.

    `over_at` is when the event is past. `shown_as` is the id of the announcement this one is shown through, where
    several sources have the same event: the trail of the merge. `words` is what text is looked for in, `vector` the
    title's meaning (float16), null until it was computed. `fingerprint` changes when anything the source says does.
    """

    __tablename__ = "events"
    __table_args__ = (
        UniqueConstraint("source", "source_id"),
        Index(None, "starts_at", "over_at"),
        Index(None, "over_at"),
        Index(None, "shown_as"),
    )

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(60))
    source_id: Mapped[str] = mapped_column(String(300))
    fingerprint: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(300))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    over_at: Mapped[datetime] = mapped_column(UtcDateTime)
    all_day: Mapped[bool] = mapped_column(Boolean)
    description: Mapped[str | None] = mapped_column(Text)
    venue: Mapped[str | None] = mapped_column(String(400))
    address: Mapped[str | None] = mapped_column(String(400))
    lat: Mapped[float | None] = mapped_column(Float)
    lng: Mapped[float | None] = mapped_column(Float)
    place_id: Mapped[str | None] = mapped_column(String(100))
    online: Mapped[bool] = mapped_column(Boolean)
    organizer: Mapped[str | None] = mapped_column(String(400))
    url: Mapped[str | None] = mapped_column(Text)
    image: Mapped[str | None] = mapped_column(Text)
    price: Mapped[str | None] = mapped_column(String(100))
    free: Mapped[bool | None] = mapped_column(Boolean)
    categories: Mapped[list[str]] = mapped_column(Document)
    cancelled: Mapped[bool] = mapped_column(Boolean)
    words: Mapped[str] = mapped_column(Text)
    shown_as: Mapped[int | None] = mapped_column(BigInteger)
    vector: Mapped[bytes | None] = mapped_column(LargeBinary)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EventSourceRow(Model):
    """How fresh a source's events are. `failure` is the kind of the last failure, null while all is well.

    `rejected` counts by reason what the last good fetch did not take, `rejected_examples` names a few. `validators` is
    what the source gave to ask whether anything changed. `next_at` is when it is asked again.
    """

    __tablename__ = "event_sources"

    source: Mapped[str] = mapped_column(String(60), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    succeeded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(60))
    failures_in_row: Mapped[int] = mapped_column(Integer)
    events: Mapped[int] = mapped_column(Integer)
    rejected: Mapped[dict[str, int]] = mapped_column(Document)
    rejected_examples: Mapped[dict[str, Any]] = mapped_column(Document)
    validators: Mapped[dict[str, Any] | None] = mapped_column(Document)

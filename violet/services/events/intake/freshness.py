"""How each source is doing: when it last answered, why not since, what it sent that we did not take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from violet.domain.announcements import RejectedItem, Validators
from violet.models import EventSourceRow
from violet.ports import EventSource
from violet.services.events.intake import storage
from violet.services.events.intake.intake_ports import IntakePorts

EXAMPLES_PER_REASON = 3
LONGEST_PAUSE = timedelta(hours=6)
# A source is stale when this many of its turns went by without an answer.
STALE_AFTER_TURNS = 3


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """`status` is "ok", "stale" (nothing new for a while), "failing" (kept events may be old) or "never". Times are the
    campus's. `rejected` counts by reason, `rejected_examples` names a few ids or titles."""

    source: str
    title: str
    status: str
    events: int = 0
    last_success: datetime | None = None
    last_attempt: datetime | None = None
    next_attempt: datetime | None = None
    failure: str | None = None
    rejected: dict[str, int] = field(default_factory=dict)
    rejected_examples: dict[str, list[str]] = field(default_factory=dict)


def freshness(ports: IntakePorts) -> list[SourceFreshness]:
    """One entry for each source of this server, in its order. Raises DATABASE_DOWN."""
    known = storage.sources()
    return [_freshness_of(ports, source, known.get(ports.key(source))) for source in ports.sources]


def _freshness_of(ports: IntakePorts, source: EventSource, row: EventSourceRow | None) -> SourceFreshness:
    if row is None:
        return SourceFreshness(source.name, source.title, "never")
    patience = timedelta(seconds=ports.here.settings.events_refresh_s) * STALE_AFTER_TURNS
    status = "ok" if row.succeeded_at and ports.here.now() - row.succeeded_at <= patience else "stale"
    if row.failure:
        status = "failing"
    return SourceFreshness(
        source.name,
        source.title,
        status,
        row.events,
        _local(ports, row.succeeded_at),
        _local(ports, row.attempted_at),
        _local(ports, row.next_at),
        row.failure,
        row.rejected,
        row.rejected_examples,
    )


def is_due(row: EventSourceRow | None, now: datetime) -> bool:
    return row is None or row.next_at is None or row.next_at <= now


def any_due(ports: IntakePorts) -> bool:
    """Whether any source of this server wants to be asked. Raises DATABASE_DOWN."""
    known, now = storage.sources(), ports.here.clock()
    return any(is_due(known.get(ports.key(source)), now) for source in ports.sources)


def known_validators(row: EventSourceRow | None) -> Validators | None:
    """What the source's last good answer came with; None after a failure, to be sure."""
    kept = row.validators if row is not None and row.failure is None else None
    return Validators(date.fromisoformat(kept["day"]), kept.get("etag"), kept.get("last_modified")) if kept else None


def note_unchanged(ports: IntakePorts, source: EventSource, now: datetime) -> None:
    storage.write_source(_well(ports, source, now))


def note_read(
    ports: IntakePorts,
    source: EventSource,
    now: datetime,
    *,
    events: int,
    found: tuple[Sequence[RejectedItem], Validators | None],
) -> dict[str, int]:
    """A good fetch: how many events are kept, what was not taken, and what to ask with next time. Answers the counts by
    reason."""
    rejected, validators = found
    counts = dict(Counter(str(item.reason) for item in rejected))
    packed = None
    if validators is not None:
        packed = {
            "day": validators.day.isoformat(),
            "etag": validators.etag,
            "last_modified": validators.last_modified,
        }
    news = {"events": events, "rejected": counts, "rejected_examples": _examples(rejected), "validators": packed}
    storage.write_source(_well(ports, source, now) | news)
    return counts


def note_failure(
    ports: IntakePorts, source: EventSource, row: EventSourceRow | None, *, now: datetime, failure: str
) -> None:
    """A failed fetch: asked again after a pause that doubles with every failure."""
    failures = (row.failures_in_row if row else 0) + 1
    pause = min(timedelta(seconds=ports.here.settings.events_refresh_s) * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    storage.write_source(
        {
            "source": ports.key(source),
            "title": source.title,
            "attempted_at": now,
            "next_at": now + pause,
            "failure": failure,
            "failures_in_row": failures,
        }
    )


def _well(ports: IntakePorts, source: EventSource, now: datetime) -> dict[str, Any]:
    return {
        "source": ports.key(source),
        "title": source.title,
        "attempted_at": now,
        "succeeded_at": now,
        "next_at": now + timedelta(seconds=ports.here.settings.events_refresh_s),
        "failure": None,
        "failures_in_row": 0,
    }


def _examples(rejected: Sequence[RejectedItem]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in rejected:
        labels = found.setdefault(str(item.reason), [])
        if item.label and len(labels) < EXAMPLES_PER_REASON:
            labels.append(item.label)
    return found


def _local(ports: IntakePorts, moment: datetime | None) -> datetime | None:
    return moment.astimezone(ports.here.zone) if moment else None

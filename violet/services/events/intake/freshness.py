"""How each source is doing: when it last answered, why not since, what it sent that we did not take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from violet.domain.announcements import RejectedItem, Validators
from violet.domain.wall_clock import NEW_YORK
from violet.models import EventSourceRow
from violet.ports import EventSource
from violet.services.deps import Deps
from violet.services.events.intake import storage

EXAMPLES_PER_REASON = 3
LONGEST_PAUSE = timedelta(hours=6)
# A source is stale when this many of its turns went by without an answer.
STALE_AFTER_TURNS = 3


@dataclass(frozen=True, slots=True)
class SourceFreshness:
    """`status` is "ok", "stale" (nothing new for a while), "failing" (kept events may be old) or "never". Times are New
    York's. `rejected` counts by reason, `rejected_examples` names a few ids or titles."""

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


def freshness(deps: Deps) -> list[SourceFreshness]:
    """One entry for each source of this server, in its order. Raises DATABASE_DOWN."""
    known = storage.sources()
    return [_freshness_of(deps, source, known.get(source.name)) for source in deps.event_sources]


def _freshness_of(deps: Deps, source: EventSource, row: EventSourceRow | None) -> SourceFreshness:
    if row is None:
        return SourceFreshness(source.name, source.title, "never")
    patience = timedelta(seconds=deps.settings.events_refresh_s) * STALE_AFTER_TURNS
    status = "ok" if row.succeeded_at and deps.now() - row.succeeded_at <= patience else "stale"
    if row.failure:
        status = "failing"
    return SourceFreshness(
        source.name,
        source.title,
        status,
        row.events,
        _local(row.succeeded_at),
        _local(row.attempted_at),
        _local(row.next_at),
        row.failure,
        row.rejected,
        row.rejected_examples,
    )


def is_due(row: EventSourceRow | None, now: datetime) -> bool:
    return row is None or row.next_at is None or row.next_at <= now


def known_validators(row: EventSourceRow | None) -> Validators | None:
    """What the source's last good answer came with; None after a failure, to be sure."""
    kept = row.validators if row is not None and row.failure is None else None
    return Validators(date.fromisoformat(kept["day"]), kept.get("etag"), kept.get("last_modified")) if kept else None


def note_unchanged(deps: Deps, source: EventSource, now: datetime) -> None:
    storage.write_source(_well(deps, source, now))


def note_read(
    deps: Deps,
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
    storage.write_source(_well(deps, source, now) | news)
    return counts


def note_failure(deps: Deps, source: EventSource, row: EventSourceRow | None, *, now: datetime, failure: str) -> None:
    """A failed fetch: asked again after a pause that doubles with every failure."""
    failures = (row.failures_in_row if row else 0) + 1
    pause = min(timedelta(seconds=deps.settings.events_refresh_s) * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
    storage.write_source(
        {
            "source": source.name,
            "title": source.title,
            "attempted_at": now,
            "next_at": now + pause,
            "failure": failure,
            "failures_in_row": failures,
        }
    )


def _well(deps: Deps, source: EventSource, now: datetime) -> dict[str, Any]:
    return {
        "source": source.name,
        "title": source.title,
        "attempted_at": now,
        "succeeded_at": now,
        "next_at": now + timedelta(seconds=deps.settings.events_refresh_s),
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


def _local(moment: datetime | None) -> datetime | None:
    return moment.astimezone(NEW_YORK) if moment else None

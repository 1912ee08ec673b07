"""Bringing the events up to date: every source is asked, what it says is kept, merged and made searchable.

A source that fails keeps its last good events and is asked again later, each time after a longer while.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from functools import partial

import structlog

from violet.domain.announcements import EventBatch, RejectedItem, TimeWindow
from violet.domain.wall_clock import NEW_YORK
from violet.models import EventSourceRow
from violet.ports import EventSource, ProviderError
from violet.services.deps import Deps
from violet.services.events.intake import freshness, storage
from violet.services.events.intake.merging import merge
from violet.services.events.intake.normalise import NormalEvent, Normaliser
from violet.services.events.meaning import embed_new
from violet.services.working.locks import lock

log = structlog.get_logger(__name__)

LOCK = "events:refresh"
# A source that suddenly lists less than this part of what it listed is not believed to have cancelled the rest.
BELIEVABLE_PART = 0.2
EMPTY = "empty"
PROGRESS_STEP = 100
MEANINGS = "meanings"

Progress = Callable[[str, int], None]
"""Called with a source's name (at last with MEANINGS) and how many events were dealt with since the last call."""


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one refresh did to one source. `failure` is None where it was read; `unchanged` where it had nothing new."""

    source: str
    fetched: int = 0
    changes: storage.Changes = field(default_factory=storage.Changes)
    rejected: dict[str, int] = field(default_factory=dict)
    failure: str | None = None
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """`busy` where another refresh was under way and this one did nothing."""

    sources: tuple[SourceReport, ...] = ()
    pruned: int = 0
    merged: int = 0
    seconds: float = 0.0
    busy: bool = False


def refresh(
    deps: Deps, *, due_only: bool = False, only: Sequence[str] = (), progress: Progress | None = None
) -> RefreshReport:
    """Asks the sources (those named in `only`, or all; with `due_only` those whose time has come) and updates the
    events. Runs once at a time over all workers. Raises DATABASE_DOWN."""
    began = time.monotonic()
    with lock(deps.store, LOCK, ttl_s=deps.settings.events_refresh_limit_s) as mine:
        if not mine:
            return RefreshReport(busy=True)
        run = _Run(deps, progress or _silent)
        reports = run.ask([source for source in deps.event_sources if run.wants(source, due_only, only)])
        pruned = storage.prune(run.now)
        merged = storage.write_merges(merge(storage.announcements())) if reports or pruned else 0
        embed_new(deps, partial(progress or _silent, MEANINGS))
    return RefreshReport(tuple(reports), pruned, merged, time.monotonic() - began)


def window_at(now: datetime, days: int) -> TimeWindow:
    """From this morning's midnight in New York: what began earlier today may still be on, and feeds are asked the same
    question all day."""
    today = now.astimezone(NEW_YORK).date()
    return TimeWindow(_midnight(today), _midnight(today + timedelta(days=days)))


class _Run:
    """One refresh: the moment it is for, and what was known before it."""

    def __init__(self, deps: Deps, progress: Progress) -> None:
        self.now = deps.clock().astimezone(UTC)
        self._deps = deps
        self._progress = progress
        self._known: dict[str, EventSourceRow] = storage.sources()
        self._window = window_at(self.now, deps.settings.events_horizon_days)
        self._normaliser = Normaliser(deps.guide, deps.venues)

    def wants(self, source: EventSource, due_only: bool, only: Sequence[str]) -> bool:
        if only and source.name not in only:
            return False
        return not due_only or freshness.is_due(self._known.get(source.name), self.now)

    def ask(self, sources: Sequence[EventSource]) -> list[SourceReport]:
        """Fetches in parallel, writes one after the other as the answers come."""
        if not sources:
            return []
        reports = {}
        with ThreadPoolExecutor(max_workers=len(sources), thread_name_prefix="events") as pool:
            fetches: dict[Future[EventBatch], EventSource] = {
                pool.submit(self._fetch, source): source for source in sources
            }
            for fetch in as_completed(fetches):
                source = fetches[fetch]
                try:
                    reports[source.name] = self._keep(source, fetch.result())
                except ProviderError as error:
                    reports[source.name] = self._fail(source, str(error.failure))
        return [reports[source.name] for source in sources]

    def _fetch(self, source: EventSource) -> EventBatch:
        return source.fetch(self._window, freshness.known_validators(self._known.get(source.name)))

    def _keep(self, source: EventSource, batch: EventBatch) -> SourceReport:
        if batch.unchanged:
            freshness.note_unchanged(self._deps, source, self.now)
            return SourceReport(source.name, unchanged=True)
        events, rejected = self._normalised(source, batch)
        upcoming = sum(starts_at > self.now for _, starts_at in storage.known_of(source.name).values())
        if upcoming and not events:
            return self._fail(source, EMPTY)
        whole = batch.complete and len(events) >= upcoming * BELIEVABLE_PART
        removed_before = self._window.end if whole else None
        changes = storage.write(source.name, events, removed_before=removed_before, now=self.now)
        found = (rejected, batch.validators)
        counts = freshness.note_read(self._deps, source, self.now, events=len(events), found=found)
        log.info("event_source_read", source=source.name, events=len(events), rejected=sum(counts.values()))
        return SourceReport(source.name, len(batch.events), changes, counts)

    def _fail(self, source: EventSource, failure: str) -> SourceReport:
        freshness.note_failure(self._deps, source, self._known.get(source.name), now=self.now, failure=failure)
        log.warning("event_source_failed", source=source.name, failure=failure)
        return SourceReport(source.name, failure=failure)

    def _normalised(self, source: EventSource, batch: EventBatch) -> tuple[list[NormalEvent], list[RejectedItem]]:
        """The events that are not over, in our shape, and everything that was not taken."""
        events: list[NormalEvent] = []
        rejected = list(batch.rejected)
        for number, event in enumerate(batch.events, start=1):
            found = self._normaliser.normalise(event)
            if isinstance(found, RejectedItem):
                rejected.append(found)
            elif found.over_at > self.now:
                events.append(found)
            if number % PROGRESS_STEP == 0:
                self._progress(source.name, PROGRESS_STEP)
        self._progress(source.name, len(batch.events) % PROGRESS_STEP)
        return events, rejected


def _silent(source: str, count: int) -> None:
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, wall_time(), NEW_YORK)

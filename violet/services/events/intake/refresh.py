"""Bringing the events up to date: every source is asked, what it says is kept, merged and made searchable.

A source that fails keeps its last good events and is asked again later, each time after a longer while.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextvars import copy_context
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from datetime import time as wall_time
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from violet.domain.announcements import EventBatch, RejectedItem
from violet.domain.time_window import TimeWindow
from violet.domain.wall_clock import zone_of
from violet.models import EventSourceRow
from violet.ports import EventSource, ProviderError
from violet.services.events.intake import freshness, storage
from violet.services.events.intake.embedding import embed_new
from violet.services.events.intake.intake_ports import IntakePorts
from violet.services.events.intake.merging import merge
from violet.services.events.intake.normalize import NormalEvent, Normalizer
from violet.services.working.locks import lock

log = structlog.get_logger(__name__)

LOCK = "events:refresh"
# What the campus's editors publish, which nobody has to be asked for.
EDITORS = "editors"
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
    ports: IntakePorts, *, due_only: bool = False, only: Sequence[str] = (), progress: Progress | None = None
) -> RefreshReport:
    """Asks the sources (those named in `only`, or all; with `due_only` those whose time has come) and updates the
    events. Runs once at a time over all workers. Raises DATABASE_DOWN."""
    began = time.monotonic()
    with lock(
        ports.store, ports.here.campus.source_key(LOCK), ttl_s=ports.here.settings.events_refresh_limit_s
    ) as mine:
        if not mine:
            return RefreshReport(busy=True)
        run = _Run(ports, progress or _silent)
        reports = run.ask([source for source in ports.sources if run.wants(source, due_only, only)])
        pruned = storage.prune(run.now)
        merged = storage.write_merges(_merges(ports), ports.here.campus) if reports or pruned else 0
        limit_s = ports.here.settings.events_embedding_limit_s
        embed_new(ports.embedder, partial(progress or _silent, MEANINGS), limit_s=limit_s)
    return RefreshReport(tuple(reports), pruned, merged, time.monotonic() - began)


def _merges(ports: IntakePorts) -> Mapping[int, int]:
    campus = ports.here.campus
    trust = [campus.source_key(name) for name in (EDITORS, *(source.id for source in campus.sources))]
    return merge(storage.announcements(campus), trust=trust, filler=campus.words.all)


def merge_anew(ports: IntakePorts) -> int:
    """Puts together what several sources announce, after one of them has changed. Returns how many rows changed."""
    return storage.write_merges(_merges(ports), ports.here.campus)


def window_at(now: datetime, days: int) -> TimeWindow:
    """From this morning's midnight where `now` is told: what began earlier today may still be on, and feeds are asked
    the same question all day."""
    zone, today = zone_of(now), now.date()
    return TimeWindow(_midnight(today, zone), _midnight(today + timedelta(days=days), zone))


class _Run:
    """One refresh: the moment it is for, and what was known before it."""

    def __init__(self, ports: IntakePorts, progress: Progress) -> None:
        self.now = ports.here.clock().astimezone(UTC)
        self._ports = ports
        self._progress = progress
        self._known: dict[str, EventSourceRow] = storage.sources()
        self._window = window_at(ports.here.now(), ports.here.settings.events_horizon_days)
        self._normalizer = Normalizer(ports.here.campus, ports.venues)

    def wants(self, source: EventSource, due_only: bool, only: Sequence[str]) -> bool:
        if only and source.name not in only:
            return False
        return not due_only or freshness.is_due(self._known.get(self._ports.key(source)), self.now)

    def ask(self, sources: Sequence[EventSource]) -> list[SourceReport]:
        """Fetches in parallel, writes one after the other as the answers come."""
        if not sources:
            return []
        reports = {}
        with ThreadPoolExecutor(max_workers=len(sources), thread_name_prefix="events") as pool:
            fetches: dict[Future[EventBatch], EventSource] = {
                pool.submit(copy_context().run, self._fetch, source): source for source in sources
            }
            for fetch in as_completed(fetches):
                source = fetches[fetch]
                try:
                    reports[source.name] = self._keep(source, fetch.result())
                except ProviderError as error:
                    reports[source.name] = self._fail(source, str(error.failure))
        return [reports[source.name] for source in sources]

    def _fetch(self, source: EventSource) -> EventBatch:
        return source.fetch(self._window, freshness.known_validators(self._known.get(self._ports.key(source))))

    def _keep(self, source: EventSource, batch: EventBatch) -> SourceReport:
        if batch.unchanged:
            freshness.note_unchanged(self._ports, source, self.now)
            return SourceReport(source.name, unchanged=True)
        events, rejected = self._normalized(source, batch)
        upcoming = sum(starts_at > self.now for _, starts_at in storage.known_of(self._ports.key(source)).values())
        if upcoming and not events:
            return self._fail(source, EMPTY)
        whole = batch.complete and len(events) >= upcoming * BELIEVABLE_PART
        removed_before = self._window.end if whole else None
        changes = storage.write(self._ports.key(source), events, removed_before=removed_before, now=self.now)
        found = (rejected, batch.validators)
        counts = freshness.note_read(self._ports, source, self.now, events=len(events), found=found)
        log.info("event_source_read", source=source.name, events=len(events), rejected=sum(counts.values()))
        return SourceReport(source.name, len(batch.events), changes, counts)

    def _fail(self, source: EventSource, failure: str) -> SourceReport:
        freshness.note_failure(
            self._ports, source, self._known.get(self._ports.key(source)), now=self.now, failure=failure
        )
        log.warning("event_source_failed", source=source.name, failure=failure)
        return SourceReport(source.name, failure=failure)

    def _normalized(self, source: EventSource, batch: EventBatch) -> tuple[list[NormalEvent], list[RejectedItem]]:
        """The events that are not over, in our shape, and everything that was not taken."""
        events: list[NormalEvent] = []
        rejected = list(batch.rejected)
        for number, event in enumerate(batch.events, start=1):
            found = self._normalizer.normalize(event)
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


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, wall_time(), zone)

"""Bringing a campus's open data up to date: rows become places, and what vanished at the source is archived after the
second refresh without it.

A data set that fails, is empty all of a sudden or has lost a column that its rows need changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Connection

from violet.campus.campus import Campus
from violet.campus.datasets import Dataset
from violet.campus.naming import plain_name
from violet.campus.open_data.rows import Found, Reader, Refused, by_column, chosen, slug
from violet.domain.geo import meters_between
from violet.domain.open_rows import RowBatch, RowSource, Seen
from violet.observability import metrics
from violet.ports import ProviderError
from violet.services.open_data import kept
from violet.services.open_data.drift import Drift, columns_of, drift_of
from violet.services.open_data.kept import Changes, Kept
from violet.services.open_data.open_data_ports import OpenDataPorts
from violet.services.working.database import reading, writing
from violet.services.working.locks import lock
from violet.services.working.published_sets import changed

log = structlog.get_logger(__name__)

LOCK = "open_data"
EMPTY, DRIFTED = "empty", "drifted"
LONGEST_PAUSE = timedelta(days=1)
FIRST_PAUSE = timedelta(minutes=10)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
# Within these meters a place of the pack with the same name is the row's.
SAME_M = 250.0

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class DatasetReport:
    """What one refresh did to one data set. `failure` is None where it was read; `drift` also where it could be."""

    dataset: str
    rows: int = 0
    changes: Changes = field(default_factory=Changes)
    refused: Mapping[str, int] = field(default_factory=dict)
    failure: str | None = None
    unchanged: bool = False
    complete: bool = True
    drift: Drift = field(default_factory=Drift)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "changes": asdict(self.changes), "drift": self.drift.as_dict()}


@dataclass(frozen=True, slots=True)
class OpenDataReport:
    """`busy` where another refresh was under way and this one did nothing."""

    datasets: tuple[DatasetReport, ...] = ()
    busy: bool = False


def refresh(
    ports: OpenDataPorts, *, due_only: bool = False, only: Sequence[str] = (), progress: Progress | None = None
) -> OpenDataReport:
    """Reads the data sets (those in `only`, or all; with `due_only` those whose time has come), one after the other.
    Runs once at a time over all workers. Raises DATABASE_DOWN."""
    name = f"{LOCK}:{ports.here.campus.id}"
    with lock(ports.store, name, ttl_s=ports.here.settings.open_data_limit_s) as mine:
        if not mine:
            return OpenDataReport(busy=True)
        with reading() as connection:
            known = kept.datasets_of(connection, ports.here.campus.id)
        wanted = [one for one in ports.sources if not only or one in only]
        if due_only:
            wanted = [one for one in wanted if is_due(known.get(one), ports.here.clock())]
        reports = []
        for done, dataset in enumerate(wanted):
            if progress is not None:
                progress(done, len(wanted))
            reports.append(_Run(ports, ports.datasets[dataset], known.get(dataset, {})).read(ports.sources[dataset]))
    return OpenDataReport(tuple(reports))


def any_due(ports: OpenDataPorts) -> bool:
    """Whether any data set wants to be read. Raises DATABASE_DOWN."""
    with reading() as connection:
        known = kept.datasets_of(connection, ports.here.campus.id)
    return any(is_due(known.get(dataset), ports.here.clock()) for dataset in ports.sources)


def states(ports: OpenDataPorts) -> list[dict[str, Any]]:
    """How each data set is doing, in the order of the pack. Raises DATABASE_DOWN."""
    with reading() as connection:
        known = kept.datasets_of(connection, ports.here.campus.id)
    return [
        {
            "dataset": name,
            "title": dataset.title,
            "publisher": dataset.publisher,
            "license": dataset.license,
            **{
                key: known.get(name, {}).get(key)
                for key in ("attempted_at", "succeeded_at", "next_at", "failure", "rows", "refused", "drift")
            },
        }
        for name, dataset in ports.datasets.items()
        if name in ports.sources
    ]


def is_due(row: Mapping[str, Any] | None, now: datetime) -> bool:
    return row is None or row["next_at"] is None or bool(row["next_at"] <= now)


class _Run:
    """One data set, read once."""

    def __init__(self, ports: OpenDataPorts, dataset: Dataset, known: Mapping[str, Any]) -> None:
        self._campus: Campus = ports.here.campus
        self._dataset = dataset
        self._known = known
        self._now = ports.here.clock()
        self._today = ports.here.now().date().isoformat()

    def read(self, source: RowSource) -> DatasetReport:
        seen = self._known.get("seen") if self._known.get("failure") is None else None
        try:
            batch = source.fetch(Seen(**seen) if seen else None)
        except ProviderError as error:
            return self._fail(str(error.failure))
        if batch.unchanged:
            with writing() as connection:
                self._write_state(connection, self._well())
            return self._told(DatasetReport(self._dataset.id, self._known.get("rows", 0), unchanged=True))
        return self._keep(batch)

    def _keep(self, batch: RowBatch) -> DatasetReport:
        rows = [by_column(row) for row in batch.rows]
        columns = columns_of(rows) | set(by_column(dict.fromkeys(batch.columns)))
        before = self._known.get("columns") or ()
        drift = drift_of(self._dataset, columns, before) if columns else Drift()
        if drift.missing:
            return self._fail(DRIFTED, drift)
        if not rows and self._known.get("rows"):
            return self._fail(EMPTY)
        reader = Reader(self._dataset, self._campus.sites, as_of=self._today)
        found: list[Found] = []
        refused: dict[str, int] = {}
        for row in rows:
            read = reader.read(row)
            if isinstance(read, Refused):
                refused[read.reason] = refused.get(read.reason, 0) + 1
            else:
                found.append(read)
        news = {
            "rows": len(rows), "refused": refused, "columns": sorted(columns),
            "drift": drift.as_dict() if drift.any else None, "seen": asdict(batch.seen) if batch.seen else None,
        }  # fmt: skip
        changes = self._write(chosen(found, self._dataset), news, complete=batch.complete)
        report = DatasetReport(self._dataset.id, len(rows), changes, refused, complete=batch.complete, drift=drift)
        return self._told(report)

    def _write(self, found: Sequence[Found], news: Mapping[str, Any], *, complete: bool) -> Changes:
        """Everything in one transaction: who looks sees all of the reading or none."""
        with writing() as connection:
            before = kept.rows_of(connection, self._campus.id, self._dataset.id)
            named = _Names(self._campus, self._dataset, kept.ids_in_use(connection, self._campus.id))
            prints = {one.key: kept.fingerprint(one) for one in found}
            new = [one for one in found if one.key not in before]
            other = [one for one in found if one.key in before and _differs(before[one.key], prints[one.key])]
            back = [one for one in found if one.key in before and before[one.key].missed and one not in other]
            gone = [row for key, row in before.items() if key not in prints and not row.archived] if complete else []
            kept.insert_rows(connection, [self._row(one, prints, named.name(one)) for one in new])
            kept.update_rows(connection, [{"id": before[one.key].id, **self._values(one, prints)} for one in other])
            kept.update_rows(connection, [{"id": before[one.key].id, "missed": 0} for one in back])
            kept.update_rows(connection, [self._missed(row) for row in gone])
            archived = sum(row.missed >= kept.MISSED_AT_MOST for row in gone)
            unchanged = len(found) - len(new) - len(other)
            changes = Changes(len(new), len(other), unchanged, len(gone) - archived, archived)
            # The first good reading takes the place of what the pack has, also where it says the same.
            if changes.shows or self._known.get("succeeded_at") is None:
                changed(connection, self._campus.id)
            self._write_state(connection, self._well() | dict(news))
        return changes

    def _row(self, one: Found, prints: Mapping[str, str], place_id: str) -> dict[str, Any]:
        """What the first reading says is what was known before: no editor was told otherwise since."""
        own = {"campus": self._campus.id, "dataset": self._dataset.id, "key": one.key, "place_id": place_id}
        return own | self._values(one, prints) | {"changed_at": LONG_AGO}

    def _values(self, one: Found, prints: Mapping[str, str]) -> dict[str, Any]:
        return {
            "site": one.site, "fields": dict(one.fields), "fingerprint": prints[one.key], "changed_at": self._now,
            "missed": 0, "archived_at": None,
        }  # fmt: skip

    def _missed(self, row: Kept) -> dict[str, Any]:
        leaves = row.missed >= kept.MISSED_AT_MOST
        return {"id": row.id, "missed": row.missed + 1, "archived_at": self._now if leaves else None}

    def _well(self) -> dict[str, Any]:
        """A good reading."""
        return {
            "succeeded_at": self._now, "next_at": self._now + timedelta(seconds=self._dataset.refresh_s),
            "failure": None, "failures_in_row": 0,
        }  # fmt: skip

    def _fail(self, failure: str, drift: Drift | None = None) -> DatasetReport:
        """Asked again after a pause that doubles with every failure."""
        failures = (self._known.get("failures_in_row") or 0) + 1
        pause = min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
        news = {"failure": failure, "failures_in_row": failures, "next_at": self._now + pause}
        with writing() as connection:
            self._write_state(connection, news | ({"drift": drift.as_dict()} if drift is not None else {}))
        return self._told(DatasetReport(self._dataset.id, failure=failure, drift=drift or Drift()))

    def _write_state(self, connection: Connection, values: Mapping[str, Any]) -> None:
        own = {"campus": self._campus.id, "dataset": self._dataset.id, "title": self._dataset.title}
        kept.write_dataset(connection, {**own, "attempted_at": self._now, **values})

    def _told(self, report: DatasetReport) -> DatasetReport:
        tell = log.warning if report.failure or report.drift.any else log.info
        tell("open_data_read", campus=self._campus.id, **report.as_dict())
        outcome = report.failure or ("unchanged" if report.unchanged else "drift" if report.drift.any else "ok")
        metrics.open_data_read(self._campus.id, outcome)
        return report


def _differs(row: Kept, now: str) -> bool:
    return row.fingerprint != now or row.archived


class _Names:
    """Ids for new places: that of the pack's place which the row is, else one of its own."""

    def __init__(self, campus: Campus, dataset: Dataset, in_use: set[str]) -> None:
        self._used = in_use
        self._others = {place.id for place in campus.places if place.source != dataset.title}
        self._own: dict[str, list[Any]] = {}
        for place in campus.places:
            if place.source == dataset.title:
                self._own.setdefault(plain_name(place.name), []).append(place)

    def name(self, one: Found) -> str:
        same = self._own.get(plain_name(one.name), ())
        near = (place.id for place in same if meters_between(place.location, one.at) <= SAME_M)
        chosen_id = next((place_id for place_id in near if place_id not in self._used), None) or self._new(one.name)
        self._used.add(chosen_id)
        return chosen_id

    def _new(self, name: str) -> str:
        wanted, number = slug(name)[:100], 1
        while (found := wanted if number == 1 else f"{wanted}-{number}") in self._used or found in self._others:
            number += 1
        return found

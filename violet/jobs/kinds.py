"""What each kind of job does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import select

from violet.container import Container
from violet.models import User
from violet.services import exports, privacy
from violet.services.accounts.account import COLUMNS, from_row
from violet.services.accounts.sessions import Caller
from violet.services.calendar import gap_notices
from violet.services.content.happenings import bring_in
from violet.services.content.steps import take_due
from violet.services.events.intake import refresh as intake
from violet.services.events.intake.reindex import reindex as reindex_events
from violet.services.jobs.job import (
    CONTENT_DUE,
    EVENTS_REFRESH,
    EXPORT,
    FREE_TIME,
    OPEN_DATA_REFRESH,
    REINDEX,
    Job,
    JobFailed,
    JobKind,
    JobKinds,
    Progress,
)
from violet.services.open_data import ingest
from violet.services.working.database import reading

# Calendars are read for so long at a time; a worker has other jobs.
FREE_TIME_LIMIT_S = 60.0


def job_kinds(container: Container) -> JobKinds:
    """The jobs of a server made of `container`."""
    ports = container.exports

    def gather(user_id: int, session_id: str | None, progress: Progress) -> Mapping[str, Any]:
        with reading() as connection:
            row = connection.execute(select(*COLUMNS).where(User.id == user_id)).first()
        if row is None:
            raise JobFailed("not_found", "The account is gone.")
        caller = Caller(from_row(row), "", None)
        return privacy.export(container.accounts, caller, session_id=session_id, progress=progress)

    def export(job: Job, progress: Progress) -> Mapping[str, Any]:
        return exports.make(ports, gather, job, progress)

    def refresh(job: Job, progress: Progress) -> Mapping[str, Any]:
        return _refreshed(container, job)

    def publish_due(job: Job, progress: Progress) -> Mapping[str, Any]:
        return _published_what_is_due(container)

    def read_open_data(job: Job, progress: Progress) -> Mapping[str, Any]:
        return _open_data_read(container, job, progress)

    def reindex(job: Job, progress: Progress) -> Mapping[str, Any]:
        return _reindexed(container, job, progress)

    def tell_of_free_time(job: Job, progress: Progress) -> Mapping[str, Any]:
        return _told_of_free_time(container)

    return {
        EXPORT: JobKind(export),
        REINDEX: JobKind(reindex, container.settings.events_refresh_limit_s),
        FREE_TIME: JobKind(tell_of_free_time, FREE_TIME_LIMIT_S * 2),
        OPEN_DATA_REFRESH: JobKind(read_open_data, container.settings.open_data_limit_s),
        EVENTS_REFRESH: JobKind(refresh, container.settings.events_refresh_limit_s),
        CONTENT_DUE: JobKind(publish_due),
    }


def _published_what_is_due(container: Container) -> dict[str, Any]:
    """On every campus."""
    done = []
    for each in container.everywhere():
        changed = take_due(each.here)
        if any(document.kind == "events" for document in changed):
            bring_in(each.intake)
        done += [document.id for document in changed]
    return {"documents": done}


def _reindexed(container: Container, job: Job, progress: Progress) -> dict[str, Any]:
    """Of the campus that the job names, else of all."""
    campus_id = job.arguments.get("campus")
    wanted = [each for each in container.everywhere() if campus_id in (None, each.campus.id)]
    return {"campuses": {each.campus.id: asdict(reindex_events(each.intake, progress)) for each in wanted}}


def _told_of_free_time(container: Container) -> dict[str, Any]:
    """Of each account at its own campus, the default's where it chose none."""
    people: dict[str, list[gap_notices.Candidate]] = defaultdict(list)
    for one in gap_notices.candidates(container.clock()):
        chosen = str(one.settings.get("campus"))
        people[chosen if chosen in container.campuses else container.campus.id].append(one)
    limit_s = FREE_TIME_LIMIT_S / max(1, len(people))
    told = {
        campus_id: gap_notices.tell_gaps(container.at(campus_id).free_time, those, limit_s=limit_s)
        for campus_id, those in people.items()
    }
    return {"asked": sum(map(len, people.values())), "told": sum(told.values())}


def _open_data_read(container: Container, job: Job, progress: Progress) -> dict[str, Any]:
    """Of the campus that the job names, else of all that have some."""
    only, campus_id = job.arguments.get("datasets", ()), job.arguments.get("campus")
    due_only = bool(job.arguments.get("due_only"))
    reports = {
        each.campus.id: ingest.refresh(each.open_data, due_only=due_only, only=only, progress=progress)
        for each in container.everywhere()
        if each.row_sources and campus_id in (None, each.campus.id)
    }
    return {
        "busy": bool(reports) and all(report.busy for report in reports.values()),
        "datasets": {
            f"{name}/{one.dataset}": one.as_dict() for name, report in reports.items() for one in report.datasets
        },
    }


def _refreshed(container: Container, job: Job) -> dict[str, Any]:
    """Of the campus that the job names, else of all; one after the other, so that they share what refreshing costs."""
    only, campus_id = job.arguments.get("sources", ()), job.arguments.get("campus")
    reports = [
        (each.campus, intake.refresh(each.intake, due_only=bool(job.arguments.get("due_only")), only=only))
        for each in container.everywhere()
        if campus_id in (None, each.campus.id)
    ]
    for each in container.everywhere():
        bring_in(each.intake)
    outcomes = {
        campus.source_key(one.source): one.failure or "ok" for campus, report in reports for one in report.sources
    }
    return {"busy": all(report.busy for _, report in reports), "sources": outcomes}

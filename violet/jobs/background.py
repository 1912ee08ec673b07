"""A server's jobs and clock: built for its settings, and run in one of its processes where there is no worker.

gunicorn's processes agree on who by a file lock, which goes free when its holder ends; without Redis they are all on
one machine.
"""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from flask import Flask

from violet.container import Container
from violet.database import use
from violet.jobs.clock import Chore, Chores, ClockThread
from violet.jobs.kinds import job_kinds
from violet.jobs.runner import Runner
from violet.services import exports
from violet.services.calendar.gap_notices import candidates
from violet.services.content.steps import any_due
from violet.services.events import attendance
from violet.services.events.changes import tell_changes
from violet.services.events.intake import freshness
from violet.services.events.reminders import remind
from violet.services.jobs.claims import Claims
from violet.services.jobs.job import CONTENT_DUE, EVENTS_REFRESH, FREE_TIME, OPEN_DATA_REFRESH
from violet.services.jobs.queue import Order
from violet.services.moderation import feedback
from violet.services.notify.outbox import Outbox
from violet.services.open_data import ingest
from violet.services.together import positions, rooms, sweeper
from violet.services.together.alerts import note_unreachable
from violet.services.working.parallel import start

# The first look comes when the server had time to answer its first requests.
FIRST_AFTER_S = 2.0
PRUNE_EVERY_S = 3600.0
CHANGES_EVERY_S = 10.0
RECEIPTS_EVERY_S = 60.0
UNREACHABLE_EVERY_S = 10.0
FREE_TIME_EVERY_S = 300.0
# One look may send for so long, before the clock looks after jobs and reminders again.
DELIVERS_FOR_S = 2.0

HandOver = Callable[[str], object]


def runner_of(container: Container) -> Runner:
    return Runner(_claims(container), job_kinds(container))


def run_jobs_here(container: Container) -> None:
    """From now on a job that is submitted in this process begins at once, in a thread of it."""
    runner = runner_of(container)
    container.carrier.hand_to(lambda job_id: start(lambda: runner.run(job_id)))


def chores_of(container: Container, hand_over: HandOver) -> Chores:
    """What the clock looks after. `hand_over` gets the ids of jobs that are due; where it raises OSError they are due
    again."""
    settings, claims = container.settings, _claims(container)
    courier = container.courier
    clock, zone, zones = container.clock, container.here.zone, container.zones

    def carry_jobs() -> None:
        for job_id in claims.due():
            try:
                hand_over(job_id)
            except OSError:
                claims.put_back(job_id)

    def deliver() -> None:
        """Goes on while there is something, for as long as others may wait."""
        until = time.monotonic() + DELIVERS_FOR_S
        while courier.deliver() and time.monotonic() < until:
            pass

    chores = [
        Chore("jobs", settings.jobs_check_s, carry_jobs),
        Chore("reminders", settings.jobs_check_s, lambda: remind(clock(), zone, zones)),
        Chore("changes", CHANGES_EVERY_S, lambda: tell_changes(clock(), zone, zones)),
        # Before the outbox, which takes out what these put in.
        Chore("walks", settings.jobs_check_s, lambda: _sweep_walks(container)),
        Chore("unreachable", UNREACHABLE_EVERY_S, lambda: note_unreachable(container.together)),
        Chore("outbox", settings.jobs_check_s, deliver),
        Chore("receipts", RECEIPTS_EVERY_S, courier.check_receipts),
        Chore("content", settings.jobs_check_s, lambda: _publish_what_is_due(container)),
        Chore("free time", FREE_TIME_EVERY_S, lambda: _look_for_free_time(container)),
        Chore("prune", PRUNE_EVERY_S, lambda: _prune(container)),
    ]
    return Chores([*chores, *_refreshing(container)])


def _sweep_walks(container: Container) -> None:
    """Each campus's in its own zone; those of one that is not served any more are the default's."""
    default, *others = container.everywhere()
    for each in others:
        sweeper.sweep(each.together)
    sweeper.sweep(default.together, others=[each.campus.id for each in others])


def start_background(app: Flask, *, first_after_s: float = FIRST_AFTER_S) -> Background | None:
    """Starts the clock in this process; None where a worker has it (REDIS_URL is set)."""
    container: Container = app.extensions["violet"]
    if container.settings.redis_url is not None:
        return None
    background = Background(app, first_after_s)
    background.start()
    return background


class Background:
    """Looks after jobs while this process holds the lock."""

    def __init__(self, app: Flask, first_after_s: float) -> None:
        container: Container = app.extensions["violet"]
        self._database_url = container.settings.database_url
        self._lock_file: IO[str] | None = None
        runner = runner_of(container)

        def in_thread(job_id: str) -> None:
            start(lambda: runner.run(job_id))

        chores = chores_of(container, in_thread)

        def tick() -> None:
            use(container.engine)
            chores.tick()

        every_s = min(container.settings.jobs_check_s, container.settings.events_check_s)
        self._thread = ClockThread(tick, every_s=every_s, first_after_s=first_after_s, chosen=self._chosen)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread after the tick under way, and lets another process take over."""
        self._thread.stop()
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    @property
    def holds_lock(self) -> bool:
        """Whether it is this process that looks after jobs."""
        return self._lock_file is not None

    def _chosen(self) -> bool:
        """Whether this process is the one; asks for the lock again while another holds it."""
        if self._lock_file is not None:
            return True
        name = hashlib.sha256(self._database_url.encode()).hexdigest()[:16]
        file = (Path(tempfile.gettempdir()) / f"violet-background-{name}.lock").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._lock_file = file
        return True


def _claims(container: Container) -> Claims:
    return Claims(container.clock, max_attempts=container.settings.jobs_max_attempts)


def _refresh_what_is_due(container: Container) -> None:
    """One job for all sources whose time has come; none while one of them is under way."""
    if any(freshness.any_due(each.intake) for each in container.everywhere()):
        container.jobs.submit(Order(EVENTS_REFRESH, arguments={"due_only": True}, slot=EVENTS_REFRESH))


def _publish_what_is_due(container: Container) -> None:
    if any_due(container.clock()):
        container.jobs.submit(Order(CONTENT_DUE, slot=CONTENT_DUE))


def _look_for_free_time(container: Container) -> None:
    """One job for everybody who may be told; it reads calendars, which takes its time."""
    if candidates(container.clock()):
        container.jobs.submit(Order(FREE_TIME, slot=FREE_TIME))


def _prune(container: Container) -> None:
    """Forgets what has been kept for long enough."""
    now = container.clock()
    exports.prune(now)
    container.jobs.prune()
    Outbox(container.clock).prune()
    attendance.prune(now)
    feedback.prune(now)
    positions.prune(now)
    rooms.prune(container.together)
    sweeper.prune(container.together)


def _refreshing(container: Container) -> Iterator[Chore]:
    """What comes from elsewhere, where the settings want it to be read by itself."""
    settings = container.settings
    if settings.events_refresh != "off":
        yield Chore("events", settings.events_check_s, lambda: _refresh_what_is_due(container))
    if settings.open_data_refresh != "off":
        yield Chore("open data", settings.open_data_check_s, lambda: _read_open_data_that_is_due(container))


def _read_open_data_that_is_due(container: Container) -> None:
    """As for events."""
    if any(ingest.any_due(each.open_data) for each in container.everywhere() if each.row_sources):
        container.jobs.submit(Order(OPEN_DATA_REFRESH, arguments={"due_only": True}, slot=OPEN_DATA_REFRESH))

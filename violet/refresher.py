"""Events without a worker: where there is no Redis, one thread of one server process refreshes them.

gunicorn's processes agree on who by a file lock, which goes free when its holder ends; without Redis they are all on
one machine.
"""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import threading
from pathlib import Path
from typing import IO

import structlog
from flask import Flask

from violet.database import DATABASE_DOWN
from violet.services.deps import Deps
from violet.services.events.intake.refresh import refresh

log = structlog.get_logger(__name__)

# The first look comes when the server had time to answer its first requests.
FIRST_AFTER_S = 2.0


def start_refresher(app: Flask, *, first_after_s: float = FIRST_AFTER_S) -> Refresher | None:
    """Starts the thread in this process; None where a worker does it (REDIS_URL is set) or EVENTS_REFRESH is off."""
    deps: Deps = app.extensions["violet"]
    if deps.settings.redis_url is not None or deps.settings.events_refresh == "off":
        return None
    refresher = Refresher(app, first_after_s)
    refresher.start()
    return refresher


class Refresher(threading.Thread):
    """Refreshes what is due, every so often, while this process holds the lock."""

    def __init__(self, app: Flask, first_after_s: float) -> None:
        super().__init__(name="events-refresher", daemon=True)
        self._app = app
        self._deps: Deps = app.extensions["violet"]
        self._first_after_s = first_after_s
        self._stopped = threading.Event()
        self._lock_file: IO[str] | None = None

    def run(self) -> None:
        pause_s = self._first_after_s
        while not self._stopped.wait(pause_s):
            pause_s = self._deps.settings.events_check_s
            if self._chosen():
                self._refresh()

    def stop(self) -> None:
        """Ends the thread after the refresh under way, and lets another process take over."""
        self._stopped.set()
        self.join()
        if self._lock_file is not None:
            self._lock_file.close()
            self._lock_file = None

    @property
    def holds_lock(self) -> bool:
        """Whether it is this process that refreshes."""
        return self._lock_file is not None

    def _refresh(self) -> None:
        with self._app.app_context():
            try:
                refresh(self._deps, due_only=True)
            except DATABASE_DOWN:
                log.warning("events_not_refreshed", reason="database_down")

    def _chosen(self) -> bool:
        """Whether this process is the one; asks for the lock again while another holds it."""
        if self._lock_file is not None:
            return True
        name = hashlib.sha256(self._deps.settings.database_url.encode()).hexdigest()[:16]
        file = (Path(tempfile.gettempdir()) / f"violet-events-{name}.lock").open("a")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._lock_file = file
        return True

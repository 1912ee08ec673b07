"""Which container serves a campus: replaced whole when its content changes, so that nothing which was made from the
content of before is asked afterwards.

A request takes the container once and keeps it to its end; whatever is kept in memory belongs to a container and goes
with it. What changed is told by a number in the database, which each process reads twice a second at the most.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass

import structlog

from violet.campus.campus import Campus
from violet.container import CampusParts, Container
from violet.database import DATABASE_DOWN
from violet.ports import ProviderError
from violet.providers.street_routes import forget_streets
from violet.services.places.vectors import shipped_texts
from violet.services.working.parallel import start

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 0.5
# Who comes upon a change waits so long for what it makes, and goes on with what was before otherwise.
PATIENCE_S = 0.5

Renew = Callable[[Container, int], tuple[int, Container] | None]
"""The newer version of the content and the container for it, made from the campus's own; None where the version that
is given is the newest. May raise DATABASE_DOWN."""
Refit = Callable[[Container, Campus], Container]
"""The container for another snapshot of its campus."""
Repack = Callable[[Container], Container | None]
"""The container for the pack of its campus that has been put in the place of the one before; None where none has."""


@dataclass(frozen=True, slots=True)
class Renewals:
    """Where a newer container comes from: what editors and data sets published, another snapshot, another pack."""

    renew: Renew
    refit: Refit
    repack: Repack


def repacked(container: Container, campus: Campus, parts_of: Callable[[Campus], CampusParts]) -> Container:
    """The same server with another pack of its campus: streets, sources and embeddings too."""
    forget_streets()
    if container.embedder.available:
        with suppress(ProviderError):
            container.embedder.encode(shipped_texts(campus))
    made = container.with_parts(parts_of(campus))
    made.guide_facts.warm_up()
    return made


class Served:
    """One campus's container in force. Safe to use from several threads; `clock` is monotonic seconds."""

    def __init__(self, base: Container, renewals: Renewals, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._base = base
        self._from = renewals
        self._clock = clock
        self._current = (0, base)
        self._waiting: Container | None = None
        self._due_at = float("-inf")
        self._lock = threading.Lock()

    @property
    def base(self) -> Container:
        """The campus as its pack has it."""
        return self._base

    @property
    def version(self) -> int:
        """The content's version in force; 0 before anything was published."""
        return self._current[0]

    def now(self) -> Container:
        """The container in force, which is at most a second behind what any process published."""
        if self._clock() >= self._due_at:
            self._due_at = self._clock() + LOOK_EVERY_S
            with suppress(FutureTimeoutError):
                start(self._look).result(PATIENCE_S)
        return self._current[1]

    def seen_with(self, campus: Campus) -> Container:
        """The container for another snapshot of the campus, which nobody else is served."""
        return self._from.refit(self._current[1], campus)

    def refresh(self) -> Container:
        """Looks at once and waits for it: for whoever has just published something. Raises DATABASE_DOWN."""
        with self._lock:
            self._take_pack()
            newer = self._from.renew(self._base, self._current[0])
            if newer is not None:
                self._current = newer
                log.info("content_swapped", campus=self._base.campus.id, version=newer[0])
        return self._current[1]

    def _take_pack(self) -> None:
        """The pack comes with what was published on it, or not at all. Raises DATABASE_DOWN."""
        pack = self._waiting or self._from.repack(self._base)
        if pack is None:
            return
        self._waiting = pack  # for the next look, where the database is away at this one
        self._current = self._from.renew(pack, 0) or (0, pack)
        self._base, self._waiting = pack, None
        log.info("pack_swapped", campus=pack.campus.id)

    def _look(self) -> None:
        try:
            self.refresh()
        except DATABASE_DOWN:
            log.debug("content_not_looked_at", reason="database_down")


class ServedCampuses:
    """The containers in force of all campuses of a server."""

    def __init__(self, base: Container, renewals: Renewals, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._served = {each.campus.id: Served(each, renewals, clock=clock) for each in base.everywhere()}
        self.default = self._served[base.campus.id]

    def campuses(self) -> list[Campus]:
        """The campuses as their packs have them now, the default first."""
        return [one.now().campus for one in self._served.values()]

    def at(self, campus_id: str) -> Served:
        """Raises KeyError for a campus that is not served."""
        return self._served[campus_id]

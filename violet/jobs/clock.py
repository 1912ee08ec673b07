"""The clock: one thread that looks every second for what is due, and hands it to whoever does it.

What is due is in rows, so any number of clocks may run, and nothing is lost while none does.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from violet.database import DATABASE_DOWN

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to look after every `every_s` seconds. `do` may raise DATABASE_DOWN: it is asked again next time."""

    name: str
    every_s: float
    do: Callable[[], object]


class Chores:
    """Does each chore when its time has come, one after the other. `clock` is monotonic seconds."""

    def __init__(self, chores: Sequence[Chore], *, clock: Callable[[], float] = time.monotonic) -> None:
        self._chores = chores
        self._clock = clock
        self._due_at = {chore.name: clock() for chore in chores}

    def tick(self) -> None:
        for chore in self._chores:
            if self._clock() < self._due_at[chore.name]:
                continue
            self._due_at[chore.name] = self._clock() + chore.every_s
            try:
                chore.do()
            except DATABASE_DOWN:
                log.warning("chore_put_off", chore=chore.name, reason="database_down")


class ClockThread(threading.Thread):
    """Calls `tick` every so often until it is stopped, while `chosen` says that this process is the one."""

    def __init__(
        self, tick: Callable[[], object], *, every_s: float, first_after_s: float, chosen: Callable[[], bool]
    ) -> None:
        super().__init__(name="clock", daemon=True)
        self._tick = tick
        self._every_s = every_s
        self._first_after_s = first_after_s
        self._chosen = chosen
        self._stopped = threading.Event()

    def run(self) -> None:
        pause_s = self._first_after_s
        while not self._stopped.wait(pause_s):
            pause_s = self._every_s
            if self._chosen():
                self._tick()

    def stop(self) -> None:
        """Ends the thread after the tick under way."""
        self._stopped.set()
        self.join()

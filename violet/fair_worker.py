"""The patient worker, sharing connections that stay open evenly among the workers.

All workers wait on one listening socket, and whoever wakes first accepts. Fifty connections opened at one moment may so
all go to one worker, which then answers them alone for as long as they live while its sibling sleeps.
"""

from __future__ import annotations

import mmap
import socket
import time

from violet.server.patient_worker import PatientWorker

# How long a worker with more connections than a sibling leaves the next one to it. A sibling that takes some is left
# more; one that takes none, because it hangs, delays nobody by longer than this.
HEAD_START_S = 0.001
SLOTS = 64
NOT_ACCEPTING = -1

# Open connections of each worker, at its age modulo SLOTS, in memory that the forked workers share. Two live workers
# with one slot, which takes 64 deaths, would share less evenly and nothing else.
_open = memoryview(mmap.mmap(-1, 4 * SLOTS)).cast("i")
for _slot in range(SLOTS):
    _open[_slot] = NOT_ACCEPTING


class FairWorker(PatientWorker):
    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        _open[_slot_of(self)] = self.nr_conns if self._accepting else NOT_ACCEPTING
        super().wait_for_and_dispatch_events(timeout)

    def accept(self, listener: socket.socket) -> None:
        sibling = self._least_busy_sibling()
        if sibling is not None and (had := _open[sibling]) < self.nr_conns:
            time.sleep(HEAD_START_S)
            if _open[sibling] > had:
                return
        super().accept(listener)

    def _least_busy_sibling(self) -> int | None:
        own = _slot_of(self)
        siblings = (slot for slot in range(SLOTS) if slot != own and _open[slot] != NOT_ACCEPTING)
        return min(siblings, key=_open.__getitem__, default=None)


def forget(worker: FairWorker) -> None:
    """In the master, for a worker that ended: nobody leaves a connection to it."""
    _open[_slot_of(worker)] = NOT_ACCEPTING


def _slot_of(worker: FairWorker) -> int:
    return int(worker.age % SLOTS)

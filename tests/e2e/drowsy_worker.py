"""A worker of which every second one, by age, is slow to accept, as a process is that the system wakes late."""

from __future__ import annotations

import socket
import time

from violet.fair_worker import FairWorker

WAKES_AFTER_S = 0.0005


class DrowsyWorker(FairWorker):
    def accept(self, listener: socket.socket) -> None:
        if self.age % 2:
            time.sleep(WAKES_AFTER_S)
        super().accept(listener)

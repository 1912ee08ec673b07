"""The server with its clock set to BENCH_CLOCK when it starts: at night little is open, so that a turn has less to do,
and the bench would say more of its hour than of the code."""

from __future__ import annotations

import os
import sys

# time-machine brings pytest along where it can: 15 MB that a server does not have.
sys.modules["pytest"] = None  # type: ignore[assignment]
import time_machine  # noqa: E402

# Before the server is imported, and in the process that its workers are forked from.
time_machine.travel(os.environ["BENCH_CLOCK"]).start()

from violet.wsgi import app  # noqa: E402

__all__ = ["app"]

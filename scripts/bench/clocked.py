"""The server with its clock set to BENCH_CLOCK when it starts: at night little is open, so that a turn has less to do,
and the bench would say more of its hour than of the code."""

from __future__ import annotations

import os

import time_machine

# Before the server is imported, and in the process that its workers are forked from.
time_machine.travel(os.environ["BENCH_CLOCK"]).start()

from violet.wsgi import app  # noqa: E402

__all__ = ["app"]

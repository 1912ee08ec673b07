"""The Procfile's worker as a process of the test's own."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.deployment import IN_PRODUCTION, ROOT, procfile


def worker_command(schedule: Path) -> list[str]:
    command = shlex.split(procfile()["worker"].removeprefix(IN_PRODUCTION))
    command[command.index("--schedule") + 1] = str(schedule)
    return [str(Path(sys.executable).parent / command[0]), *command[1:]]


class Worker:
    """With all its processes it can be killed, and begun anew. `log` gets everything they write."""

    def __init__(self, environ: Mapping[str, str], log: Path) -> None:
        self._environ = dict(environ)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = worker_command(self._log.with_suffix(".schedule"))
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=self._environ, stdout=output, stderr=output, start_new_session=True
            )

    def kill(self) -> None:
        """With -9, as a machine does that runs out of memory."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def kill_and_start(self) -> None:
        self.kill()
        self.start()

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait()
            self._process = None

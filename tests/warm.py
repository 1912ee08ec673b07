"""Processes of violet that begin with everything imported and read.

What a server imports, reads and builds before it listens takes five seconds of a processor, and the suite starts dozens.
Here one process has done that already, and a start is a fork of it: a third of a second. From there on a process is as
any other: the same command line, an environment of its own, its own log. A test about the start itself has nothing of
this, but a `subprocess` that begins with nothing.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parent.parent
# prometheus_client asks for it as it is imported, and remembers whether there was one.
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@cache
def warm_context() -> ForkServerContext:
    """Forks processes from one that has imported `tests.warm_imports`."""
    folder = tempfile.mkdtemp(prefix="violet-warm-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.collector", "tests.warm_imports"])
    with mock.patch.dict(os.environ, {METRICS_FOLDER: folder}):
        forkserver.ensure_running()
    return context


class WarmProcess:
    """`python -m module arguments`, with of `subprocess.Popen` what the tests use. Both streams go to `output`, but for
    what is written to `errors`."""

    def __init__(
        self,
        module: str,
        *arguments: str,
        env: Mapping[str, str],
        output: Path,
        errors: Path | None = None,
        cwd: Path = ROOT,
    ) -> None:
        work = (module, arguments, dict(env), cwd, (output, errors or output))
        self._process: ForkServerProcess = warm_context().Process(target=_become, args=work)
        self._process.start()
        assert self._process.pid is not None
        self.pid: int = self._process.pid

    @property
    def returncode(self) -> int | None:
        return self._process.exitcode

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        status = self.returncode
        if status is None:
            raise TimeoutError(f"process {self.pid} goes on")
        return status

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def run_warm(
    module: str, *arguments: str, env: Mapping[str, str], cwd: Path = ROOT, timeout: float | None = None
) -> subprocess.CompletedProcess[str]:
    """What `subprocess.run` returns for `python -m module arguments`, its output captured as text."""
    with tempfile.TemporaryDirectory(prefix="violet-run-") as folder:
        output, errors = Path(folder, "output"), Path(folder, "errors")
        process = WarmProcess(module, *arguments, env=env, output=output, errors=errors, cwd=cwd)
        try:
            status = process.wait(timeout)
        finally:
            process.kill()
        return subprocess.CompletedProcess([module, *arguments], status, output.read_text(), errors.read_text())


def _become(module: str, arguments: Sequence[str], env: dict[str, str], cwd: Path, logs: tuple[Path, Path]) -> None:
    """In the fork: the process that was asked for."""
    own = {METRICS_FOLDER: os.environ[METRICS_FOLDER]} | env
    os.environ.clear()
    os.environ.update(own)
    os.chdir(cwd)
    for descriptor, path in enumerate(logs, 1):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(file, descriptor)
        os.close(file)
    sys.argv = [module, *arguments]
    sys.path.insert(0, os.fspath(cwd))
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:  # a fork of multiprocessing ends without them
        atexit._run_exitfuncs()

"""Work side by side under one deadline: what is late is left out, and its thread is not waited for."""

from __future__ import annotations

import contextvars
import os
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

# Threads wait on upstreams, which have timeouts of their own; the number bounds how many wait at once in a process.
MOST_THREADS = 256

_executor: ThreadPoolExecutor | None = None
_owner_pid = 0
_lock = threading.Lock()


def start(task: Callable[[], Any]) -> Future[Any]:
    """Runs `task` in another thread, with this request's context."""
    return _pool().submit(contextvars.copy_context().run, task)


def gather(tasks: Mapping[str, Callable[[], Any]], *, deadline_s: float) -> dict[str, Future[Any]]:
    """Runs the tasks at once and returns those that ended in time, by name; each may hold an exception."""
    futures = {name: start(task) for name, task in tasks.items()}
    done, _late = wait(futures.values(), timeout=deadline_s)
    return {name: future for name, future in futures.items() if future in done}


def _pool() -> ThreadPoolExecutor:
    """This process's threads; a forked worker makes its own."""
    global _executor, _owner_pid
    with _lock:
        if _executor is None or _owner_pid != os.getpid():
            _executor = ThreadPoolExecutor(max_workers=MOST_THREADS, thread_name_prefix="gather")
            _owner_pid = os.getpid()
        return _executor

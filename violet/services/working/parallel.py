"""Work side by side under one deadline: what is late is left out, and its thread is not waited for."""

from __future__ import annotations

import contextvars
import os
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import MappingProxyType
from typing import Any, TypeVar

# Threads wait on upstreams, which have timeouts of their own; the number bounds how many wait at once in a process.
MOST_THREADS = 256
# A few times what it takes to come to the point of asking, and little of what an answer takes.
HEAD_START_S = 0.012

Tasks = Mapping[str, Callable[[], Any]]
T = TypeVar("T")

_executor: ThreadPoolExecutor | None = None
_owner_pid = 0
_lock = threading.Lock()


def start(task: Callable[[], Any]) -> Future[Any]:
    """Runs `task` in another thread, with this request's context."""
    return _pool().submit(contextvars.copy_context().run, task)


def promised(task: Callable[[], T]) -> tuple[Future[T], Callable[[], T]]:
    """What `task` will answer, for those who cannot wait for it to begin, and the task, to be run once."""
    promise: Future[T] = Future()

    def work() -> T:
        try:
            answer = task()
        except BaseException as error:
            promise.set_exception(error)
            raise
        promise.set_result(answer)
        return answer

    return promise, work


def gather(tasks: Tasks, *, deadline_s: float, afterwards: Tasks = MappingProxyType({})) -> dict[str, Future[Any]]:
    """Runs the tasks at once and returns those that ended in time, by name; each may hold an exception.

    `afterwards` is what takes less time, and would only keep the tasks from asking their upstreams: it begins when they
    have asked, or are done.
    """
    deadline = time.monotonic() + deadline_s
    futures = {name: start(task) for name, task in tasks.items()}
    if afterwards:
        wait(futures.values(), timeout=HEAD_START_S)
        futures |= {name: start(task) for name, task in afterwards.items()}
    done, _late = wait(futures.values(), timeout=max(0.0, deadline - time.monotonic()))
    return {name: future for name, future in futures.items() if future in done}


def _pool() -> ThreadPoolExecutor:
    """This process's threads; a forked worker makes its own."""
    global _executor, _owner_pid
    with _lock:
        if _executor is None or _owner_pid != os.getpid():
            _executor = ThreadPoolExecutor(max_workers=MOST_THREADS, thread_name_prefix="gather")
            _owner_pid = os.getpid()
        return _executor

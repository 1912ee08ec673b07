"""Runs checks over numbered inputs, times each, and says which went wrong, so that one can be repeated."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from random import Random

Check = Callable[[Random], str | None]
LONGEST_S = 1.0
HANGS_S = 60.0


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which inputs: `first` to `first + count` of those that `seed` makes."""

    seed: int
    count: int
    first: int = 0


@dataclass(slots=True)
class Outcome:
    """What came of one kind. `wrong` holds a line for each input that failed, with its number."""

    kind: str
    inputs: int = 0
    slowest_s: float = 0.0
    slowest: int = 0
    wrong: list[str] = field(default_factory=list)

    def text(self) -> str:
        slowest = f"slowest {self.slowest_s:.3f} s ({self.slowest})"
        line = f"{self.kind}: {self.inputs} inputs, {len(self.wrong)} wrong, {slowest}"
        return "\n".join([line, *self.wrong[:50]])


def run(kind: str, check: Check, numbers: Numbers, *, longest_s: float = LONGEST_S) -> Outcome:
    """Gives `check` the inputs of `kind` with these numbers, each made of its own random numbers. `longest_s` is of
    processor time, so that a busy machine is not taken for a slow input."""
    outcome = Outcome(kind)
    with ThreadPoolExecutor(1) as worker:
        _once(worker, check, "what is loaded at the first input is no input's doing")
        for number in range(numbers.first, numbers.first + numbers.count):
            found, seconds = _once(worker, check, f"{kind}-{numbers.seed}-{number}")
            if found is None and seconds > longest_s:
                found = f"took {seconds:.1f} s"
            outcome.inputs += 1
            if seconds > outcome.slowest_s:
                outcome.slowest_s, outcome.slowest = seconds, number
            if found is not None:
                outcome.wrong.append(f"  {kind} {number}: {found}")
    return outcome


def _once(worker: ThreadPoolExecutor, check: Check, random: str) -> tuple[str | None, float]:
    """What went wrong (whatever it raises is what we look for), and how long it worked."""

    def work() -> str | None:
        try:
            return check(Random(random))  # noqa: S311 -- to be the same each time
        finally:
            ended.append(time.thread_time())

    ended, began = list[float](), worker.submit(time.thread_time).result()
    asked = worker.submit(work)
    if not wait([asked], timeout=HANGS_S).done:
        return f"hangs: no end after {HANGS_S} s", HANGS_S
    error = asked.exception()
    if error is None:
        return asked.result(), ended[0] - began
    told = "".join(traceback.format_exception(error)).strip().replace("\n", "\n      ")
    return f"raised {told[-1500:]}", ended[0] - began

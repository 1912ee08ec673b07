"""How long understanding one message takes: never seen before ("cold"), and seen before ("warm")."""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence

from scripts.evaluation.cases import Case
from scripts.evaluation.world import World
from violet.understanding.acts.state import DialogueState
from violet.understanding.understand import understand

MOST_MESSAGES = 120


def latency_ms(world: World, cases: Sequence[Case]) -> dict[str, float]:
    """Medians and 95th percentiles in milliseconds. Call it before the cases are run, while their messages are new."""
    singles = [case for case in cases if case.single][:MOST_MESSAGES]
    _time(world, "something to load what loads at the first message", singles[0])
    cold = [_time(world, case.turns[0].say, case) for case in singles]
    warm = [_time(world, case.turns[0].say, case) for case in singles]
    return {
        "understand_cold_median": _rounded(statistics.median(cold)),
        "understand_cold_p95": _rounded(_p95(cold)),
        "understand_warm_median": _rounded(statistics.median(warm)),
        "understand_warm_p95": _rounded(_p95(warm)),
    }


def _time(world: World, message: str, case: Case) -> float:
    context = DialogueState(now=case.when)
    started = time.perf_counter()
    understand(message, context, meaning=world.deps.meaning, gazetteer=world.deps.gazetteer)
    return (time.perf_counter() - started) * 1000


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _rounded(value: float) -> float:
    return round(value, 3)

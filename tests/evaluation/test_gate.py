"""The gate: what students get may not become worse than the targets and the committed scores allow."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.evaluate import measure
from scripts.evaluation.cases import STUDENTS, load_cases
from scripts.evaluation.report import (
    BARS,
    GATED,
    NEVER,
    STUDENT_SCORES,
    TARGETS,
    TOLERANCE,
    fallen,
    read_committed,
    regressions,
    scores_of,
)
from scripts.evaluation.world import World

WHAT_NOW = "python -m scripts.evaluate shows every score beside the committed one, --failures what went wrong where"


def test_the_reported_half_is_no_worse_than_committed(world: World) -> None:
    rows = measure(world, [case for case in load_cases() if case.half == "reported"])
    worse = regressions(scores_of(rows), read_committed())
    broken = [line for row in rows for line in (*row.violations, *row.ungrounded)]
    assert worse == [], "\n".join(["The concierge got worse:", *worse, *broken, WHAT_NOW])


def test_what_students_type_is_answered_no_worse_than_committed(world: World) -> None:
    rows = measure(world, [case for case in load_cases(STUDENTS) if case.half == "reported"])
    worse = fallen(scores_of(rows), read_committed(STUDENT_SCORES))
    assert worse == [], "\n".join(["The concierge got worse:", *worse, f"with --students, {WHAT_NOW}"])


def _scores(**changes: float) -> dict[str, Any]:
    return {"reported": {"all": dict.fromkeys(GATED, 1.0) | dict.fromkeys(NEVER, 0) | changes}}


def test_as_good_as_committed_is_good_enough() -> None:
    assert regressions(_scores(), _scores()) == []
    assert regressions(_scores(), {}) == [], "with nothing committed the targets decide"


@pytest.mark.parametrize("measure", GATED)
def test_a_share_may_fall_within_the_tolerance_and_no_further(measure: str) -> None:
    least = max(1 - TOLERANCE, TARGETS.get(measure, 0.0))
    assert regressions(_scores(**{measure: least}), _scores()) == []
    assert regressions(_scores(**{measure: least - 0.001}), _scores()) == [
        f"{measure} is {least - 0.001:.3f}, less than {least:.3f}"
    ]


@pytest.mark.parametrize(("measure", "target"), TARGETS.items())
def test_a_target_holds_whatever_was_committed(measure: str, target: float) -> None:
    low = _scores(**{measure: target - 0.01})
    assert regressions(low, low) == [f"{measure} is {target - 0.01:.3f}, less than {target:.3f}"]
    assert regressions(_scores(**{measure: target}), low) == []


@pytest.mark.parametrize("measure", NEVER)
def test_a_single_violation_is_one_too_many_even_if_committed(measure: str) -> None:
    once = _scores(**{measure: 1})
    assert regressions(once, once) == [f"1 {measure.replace('_', ' ')}, and there must be none"]


def test_a_measure_that_is_measured_no_more_is_worse() -> None:
    scores = _scores()
    del scores["reported"]["all"]["reference"]
    assert regressions(scores, _scores()) == ["reference is 0.000, less than 0.980"]


def _students(measure: str, score: float) -> dict[str, Any]:
    return {"reported": {"all": dict.fromkeys(BARS, 1.0) | dict.fromkeys(NEVER, 0) | {measure: score}}}


@pytest.mark.parametrize("measure", BARS)
def test_below_its_bar_a_measure_may_not_fall(measure: str) -> None:
    committed = _students(measure, 0.5)
    assert fallen(_students(measure, 0.5 - TOLERANCE), committed) == []
    assert fallen(_students(measure, 0.47), committed) == [f"{measure} is 0.470, less than 0.480"]


@pytest.mark.parametrize(("measure", "bar"), BARS.items())
def test_a_bar_once_reached_holds(measure: str, bar: float) -> None:
    reached = _students(measure, bar)
    assert fallen(reached, reached) == []
    low = f"{bar - 0.001:.3f}"
    assert fallen(_students(measure, bar - 0.001), reached) == [f"{measure} is {low}, less than {bar:.3f}"]


@pytest.mark.parametrize("measure", NEVER)
def test_students_see_no_more_violations_than_committed(measure: str) -> None:
    assert fallen(_students(measure, 2), _students(measure, 2)) == []
    assert fallen(_students(measure, 3), _students(measure, 2)) == [f"3 {measure.replace('_', ' ')}, more than 2"]

"""Measures the concierge on the labeled cases:
`python -m scripts.evaluate [--students | --languages | --campus ID] [--write] [--failures]`.

Exits with 1 where the reported half is worse than the targets or the committed scores allow. docs/evaluation.md tells
what the scores mean.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from scripts.evaluation import document, report
from scripts.evaluation.cases import CAMPUSES, CASES, LANGUAGES, STUDENTS, Case, load_cases
from scripts.evaluation.grounding import ungrounded
from scripts.evaluation.latency import latency_ms
from scripts.evaluation.running import run_cases
from scripts.evaluation.scores import Checked, check
from scripts.evaluation.world import World, lying, open_world


def measure(world: World, cases: Sequence[Case]) -> list[Checked]:
    """The checks of every turn. What a lying model gets past the server is counted among the ungrounded words."""
    rows = [check(outcome, world.deps.campus) for outcome in run_cases(world, cases)]
    lied = {
        (outcome.case.id, outcome.number): tuple(ungrounded(outcome, world.deps.campus))
        for outcome in run_cases(lying(world), cases)
    }
    return [replace(row, ungrounded=row.ungrounded + lied[row.outcome.case.id, row.outcome.number]) for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    cases = [case for case in load_cases(options.cases) if options.half in (None, case.half)]
    with open_world(embeddings=not options.no_embeddings, campus=options.campus) as world:
        latency = latency_ms(world, cases)
        rows = measure(world, cases)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    scores: dict[str, Any] = report.scores_of(rows) | {"latency_ms": latency, "machine": machine}
    committed = report.read_committed(_committed(options))
    print(report.text_of(scores, committed, slices=not options.brief))
    if options.failures:
        print(_failures(rows))
    if options.json:
        report.write(scores, options.json)
    if options.write:
        report.write(scores, _committed(options))
        document.DOCUMENT.write_text(_written(options)(document.DOCUMENT.read_text(), scores))
        return 0
    worse = _gate(options)(scores, committed) if "reported" in scores else []
    print("\n".join(f"WORSE: {line}" for line in worse))
    return 1 if worse else 0


def _gate(options: argparse.Namespace) -> Callable[[Mapping[str, Any], Mapping[str, Any]], list[str]]:
    if options.languages:
        return report.fallen_languages
    return report.fallen if options.students or options.campus else report.regressions


def _written(options: argparse.Namespace) -> Callable[[str, Mapping[str, Any]], str]:
    if options.campus:
        return partial(document.campus_document, options.campus)
    if options.languages:
        return document.languages_document
    return document.students_document if options.students else document.document


def _committed(options: argparse.Namespace) -> Path:
    if options.campus:
        return report.campus_scores(options.campus)
    if options.languages:
        return report.LANGUAGE_SCORES
    return report.STUDENT_SCORES if options.students else report.COMMITTED


def _failures(rows: Sequence[Checked]) -> str:
    """What went wrong in the fitting half. The reported half is not shown: what has been looked at is fitted to."""
    lines = []
    for row in rows:
        outcome = row.outcome
        wrong = [measure for measure, passed in row.passed.items() if not passed]
        if outcome.case.half == "reported" or not (wrong or row.violations or row.ungrounded or row.right < row.wanted):
            continue
        heads = {category.value: round(weight, 2) for category, weight in outcome.intent.categories.items()}
        lines.append(
            f"{outcome.case.id}.{outcome.number} {outcome.message!r}: {', '.join(wrong)}; "
            f"{outcome.intent.kind.value} {heads} {outcome.intent.constraints} "
            f"ref={outcome.intent.reference and outcome.intent.reference.name} named={outcome.intent.named} "
            f"-> {[card.name for card in outcome.cards]} {row.violations} {row.ungrounded}"
        )
    return "\n".join(lines)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=report.HALVES, help="only this half of the cases")
    parser.add_argument("--failures", action="store_true", help="show what went wrong in the fitting half")
    parser.add_argument("--brief", action="store_true", help="without the slices")
    parser.add_argument("--no-embeddings", action="store_true", help="without the model")
    parser.add_argument("--json", type=Path, help="write all scores to this file")
    parser.add_argument("--cases", type=Path, default=CASES, help="measure the cases of another folder")
    parser.add_argument(
        "--students", action="store_true", help="the turns as students type them, instead of the others"
    )
    parser.add_argument("--languages", action="store_true", help="the turns in other languages, each with a score")
    parser.add_argument("--campus", help="the turns of another campus, by its id")
    parser.add_argument("--write", action="store_true", help="make these the committed scores, also in the document")
    options = parser.parse_args(arguments)
    given = options.cases != CASES
    if options.students:
        options.cases = STUDENTS
    if options.languages:
        options.cases = LANGUAGES
    if options.campus:
        options.cases = CAMPUSES / options.campus
    if options.write and (options.half or options.no_embeddings or given):
        parser.error("--write is for all cases, with the model")
    return options


if __name__ == "__main__":
    sys.exit(main())

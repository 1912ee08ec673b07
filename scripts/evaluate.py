"""Measures the concierge on the labelled cases: `python -m scripts.evaluate [--write] [--failures]`.

Exits with 1 where the reported half is worse than the targets or the committed scores allow. docs/evaluation.md tells
what the scores mean.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from scripts.evaluation import document, report
from scripts.evaluation.cases import CASES, Case, load_cases
from scripts.evaluation.grounding import ungrounded
from scripts.evaluation.latency import latency_ms
from scripts.evaluation.running import run_cases
from scripts.evaluation.scores import Checked, check
from scripts.evaluation.world import World, lying, open_world


def measure(world: World, cases: Sequence[Case]) -> list[Checked]:
    """The checks of every turn. What a lying model gets past the server is counted among the ungrounded words."""
    rows = [check(outcome, world.deps.guide) for outcome in run_cases(world, cases)]
    lied = {
        (outcome.case.id, outcome.number): tuple(ungrounded(outcome, world.deps.guide))
        for outcome in run_cases(lying(world), cases)
    }
    return [replace(row, ungrounded=row.ungrounded + lied[row.outcome.case.id, row.outcome.number]) for row in rows]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    cases = [case for case in load_cases(options.cases) if options.half in (None, case.half)]
    with open_world(embeddings=not options.no_embeddings) as world:
        latency = latency_ms(world, cases)
        rows = measure(world, cases)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    scores: dict[str, Any] = report.scores_of(rows) | {"latency_ms": latency, "machine": machine}
    committed = report.read_committed()
    print(report.text_of(scores, committed, slices=not options.brief))
    if options.failures:
        print(_failures(rows))
    if options.json:
        report.write(scores, options.json)
    if options.write:
        report.write(scores, report.COMMITTED)
        document.DOCUMENT.write_text(document.document(document.DOCUMENT.read_text(), scores))
        return 0
    worse = report.regressions(scores, committed) if "reported" in scores else []
    print("\n".join(f"WORSE: {line}" for line in worse))
    return 1 if worse else 0


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
    parser.add_argument("--write", action="store_true", help="make these the committed scores, also in the document")
    options = parser.parse_args(arguments)
    if options.write and (options.half or options.no_embeddings or options.cases != CASES):
        parser.error("--write is for all cases, with the model")
    return options


if __name__ == "__main__":
    sys.exit(main())

"""The tables of docs/evaluation.md, from the committed scores."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from scripts.evaluation.report import NEVER, TARGETS

DOCUMENT = Path(__file__).parents[2] / "docs" / "evaluation.md"
BEGIN = "<!-- scores: written by python -m scripts.evaluate --write, from tests/evaluation/scores.json -->\n"
END = "<!-- end of scores -->\n"
NAMES = {
    "intent": "intent accuracy",
    "category": "category accuracy",
    "constraint_f1": "constraint F1",
    "reference": "reference resolution",
    "hit_at_3": "hit@3",
    "name": "named places",
    "language": "language",
    "smalltalk": "small talk",
    "refusal": "refusals",
    "safety": "safety",
    "constraint_violations": "constraint violations",
    "grounding_violations": "grounding violations",
}
OF_SLICES = ("intent", "category", "constraint_f1", "reference", "hit_at_3")
LATENCIES = {"understand_cold": "cold", "understand_warm": "warm"}


def document(current: str, scores: Mapping[str, Any]) -> str:
    """The document with these scores between its two marks. Raises ValueError where a mark is missing."""
    before, begin, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the marks around the scores are missing")
    parts = (_halves(scores), _slices(scores["reported"]["slices"]), _latency(scores))
    return before + begin + "\n" + "\n".join(parts) + "\n" + end + after


def _halves(scores: Mapping[str, Any]) -> str:
    turns = {half: scores[half]["all"]["turns"] for half in ("reported", "fitting")}
    head = (
        f"| | reported ({turns['reported']} turns) | of | has to be | fitting ({turns['fitting']} turns) | of |\n"
        "|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(measure, scores) for measure in NAMES)


def _row(measure: str, scores: Mapping[str, Any]) -> str:
    cells = [NAMES[measure], *_share(measure, scores["reported"]), _bound(measure), *_share(measure, scores["fitting"])]
    return _line(cells)


def _share(measure: str, half: Mapping[str, Any]) -> tuple[str, str]:
    """The score, and of how many turns (of how many items, for the constraints)."""
    of = half["of"].get(measure, "")
    return _shown(half["all"].get(measure)), str(of)


def _bound(measure: str) -> str:
    if measure in NEVER:
        return "0"
    return f"{TARGETS[measure]:.2f}" if measure in TARGETS else ""


def _slices(slices: Mapping[str, Mapping[str, float]]) -> str:
    head = "| slice of the reported half | turns | " + " | ".join(NAMES[measure] for measure in OF_SLICES) + " |\n"
    rule = "|---" * (len(OF_SLICES) + 2) + "|\n"
    rows = (
        _line([name, str(scores["turns"]), *(_shown(scores.get(measure)) for measure in OF_SLICES)])
        for name, scores in slices.items()
    )
    return head + rule + "".join(rows)


def _latency(scores: Mapping[str, Any]) -> str:
    head = "| understanding one message | median | 95th percentile |\n|---|---|---|\n"
    measured = scores["latency_ms"]
    rows = (
        _line([name, *(f"{measured[f'{key}_{part}']:.2f} ms" for part in ("median", "p95"))])
        for key, name in LATENCIES.items()
    )
    machine = scores["machine"]
    return f"{head}{''.join(rows)}\nOne thread, on a machine of {machine['cores']} cores, Python {machine['python']}.\n"


def _shown(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"

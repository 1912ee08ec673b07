"""The tables of docs/evaluation.md, from the committed scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scripts.evaluation.report import BARS, MAX_CALIBRATION_ERROR, NEVER, OF_LANGUAGES, TARGETS

DOCUMENT = Path(__file__).parents[2] / "docs" / "evaluation.md"
BEGIN = "<!-- scores: written by python -m scripts.evaluate --write, from tests/evaluation/scores.json -->\n"
END = "<!-- end of scores -->\n"
STUDENTS_BEGIN = (
    "<!-- scores: written by python -m scripts.evaluate --students --write, "
    "from tests/evaluation/students/scores.json -->\n"
)
STUDENTS_END = "<!-- end of the students' scores -->\n"
LANGUAGES_BEGIN = (
    "<!-- scores: written by python -m scripts.evaluate --languages --write, "
    "from tests/evaluation/languages/scores.json -->\n"
)
LANGUAGES_END = "<!-- end of the languages' scores -->\n"
CAMPUS_BEGIN = (
    "<!-- scores: written by python -m scripts.evaluate --campus {campus} --write, "
    "from tests/evaluation/campuses/{campus}/scores.json -->\n"
)
CAMPUS_END = "<!-- end of the scores of {campus} -->\n"
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
    "alarm": "alarm",
    "alarm_precision": "alarm precision",
    "calm": "calm",
    "origin": "origin",
    "time": "time",
    "compare": "comparisons",
    "reply": "words of the reply",
    "answered_in": "answered in kind",
    "calibration_error": "calibration error",
    "constraint_violations": "constraint violations",
    "grounding_violations": "grounding violations",
}
OF_SLICES = ("intent", "category", "constraint_f1", "reference", "hit_at_3")
OF_STUDENTS = ("intent", "category", "constraint_f1", "hit_at_3", "alarm", "calm", "origin", "time", "compare", "reply")
LATENCIES = {"understand_cold": "cold", "understand_warm": "warm"}


def document(current: str, scores: Mapping[str, Any]) -> str:
    """The document with these scores between its two marks. Raises ValueError where a mark is missing."""
    slices = _slices(scores["reported"]["slices"], OF_SLICES)
    parts = (_halves(scores, TARGETS), _reliability(scores), slices, _latency(scores))
    return _between(current, (BEGIN, END), parts)


def students_document(current: str, scores: Mapping[str, Any]) -> str:
    """The document with the scores of the students' own turns. Raises ValueError where a mark is missing."""
    parts = (_halves(scores, BARS), _reliability(scores), _slices(scores["reported"]["slices"], OF_STUDENTS))
    return _between(current, (STUDENTS_BEGIN, STUDENTS_END), parts)


def languages_document(current: str, scores: Mapping[str, Any]) -> str:
    """The document with the scores of the turns in other languages. Raises ValueError where a mark is missing."""
    parts = (_halves(scores, BARS), _slices(scores["reported"]["slices"], (*OF_LANGUAGES, "hit_at_3", "alarm")))
    return _between(current, (LANGUAGES_BEGIN, LANGUAGES_END), parts)


def campus_document(campus: str, current: str, scores: Mapping[str, Any]) -> str:
    """The document with the scores of another campus's turns. Raises ValueError where a mark is missing."""
    marks = (CAMPUS_BEGIN.format(campus=campus), CAMPUS_END.format(campus=campus))
    return _between(current, marks, (_halves(scores, BARS),))


def _between(current: str, marks: tuple[str, str], parts: Sequence[str]) -> str:
    before, begin, rest = current.partition(marks[0])
    _, end, after = rest.partition(marks[1])
    if not (begin and end):
        raise ValueError("the marks around the scores are missing")
    return before + begin + "\n" + "\n".join(parts) + "\n" + end + after


def _halves(scores: Mapping[str, Any], bounds: Mapping[str, float]) -> str:
    turns = {half: scores[half]["all"]["turns"] for half in ("reported", "fitting")}
    head = (
        f"| | reported ({turns['reported']} turns) | of | has to be | fitting ({turns['fitting']} turns) | of |\n"
        "|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(measure, scores, bounds) for measure in NAMES if _is_measured(measure, scores))


def _is_measured(measure: str, scores: Mapping[str, Any]) -> bool:
    return any(measure in scores[half]["all"] for half in ("reported", "fitting"))


def _row(measure: str, scores: Mapping[str, Any], bounds: Mapping[str, float]) -> str:
    bound = _bound(measure, bounds)
    return _line([NAMES[measure], *_share(measure, scores["reported"]), bound, *_share(measure, scores["fitting"])])


def _share(measure: str, half: Mapping[str, Any]) -> tuple[str, str]:
    """The score, and of how many turns (of how many items, for the constraints)."""
    of = half["of"].get(measure, "")
    return _shown(half["all"].get(measure)), str(of)


def _bound(measure: str, bounds: Mapping[str, float]) -> str:
    if measure in NEVER:
        return "0"
    if measure == "calibration_error":
        return f"under {MAX_CALIBRATION_ERROR:.2f}"
    return f"{bounds[measure]:.2f}" if measure in bounds else ""


def _reliability(scores: Mapping[str, Any]) -> str:
    """How sure, and how often right, of the reported half."""
    head = "| confidence of the reported half | turns | on average | understood |\n|---|---|---|---|\n"
    return head + "".join(
        _line([f"over {row['from']} to {row['to']}", str(row["turns"]), _shown(row["sure"]), _shown(row["right"])])
        for row in scores["reported"]["reliability"]
    )


def _slices(slices: Mapping[str, Mapping[str, float]], measures: Sequence[str]) -> str:
    head = "| slice of the reported half | turns | " + " | ".join(NAMES[measure] for measure in measures) + " |\n"
    rule = "|---" * (len(measures) + 2) + "|\n"
    rows = (
        _line([name, str(scores["turns"]), *(_shown(scores.get(measure)) for measure in measures)])
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

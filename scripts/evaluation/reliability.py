"""How far the confidence of an intent can be believed: of the turns at 0.8, about 80 % should be understood."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from scripts.evaluation.scores import Checked

EDGES = (0.0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


def reliability(rows: Sequence[Checked]) -> list[dict[str, Any]]:
    """For each range of confidence that has turns: how many, how sure they are on average, and the share understood."""
    table = []
    for low, high in pairwise(EDGES):
        inside = [row for row in rows if low < _of(row) <= high or low == _of(row) == 0.0]
        if inside:
            sure, right = sum(map(_of, inside)) / len(inside), sum(map(understood, inside)) / len(inside)
            table.append(
                {"from": low, "to": high, "turns": len(inside), "sure": round(sure, 4), "right": round(right, 4)}
            )
    return table


def calibration_error(table: Sequence[dict[str, Any]]) -> float:
    """The expected calibration error: the mean of what confidence and truth are apart, each turn counted once."""
    turns: int = sum(row["turns"] for row in table)
    apart: float = sum(row["turns"] * abs(row["sure"] - row["right"]) for row in table)
    return round(apart / max(1, turns), 4)


def understood(row: Checked) -> bool:
    """Whether it was taken for what it is, and for the right kind of place where it asks for one."""
    return row.passed["intent"] and row.passed.get("category", True)


def _of(row: Checked) -> float:
    return row.outcome.intent.confidence

"""Rows of the bench's table, each beside its yardstick and its budget, printed and kept as JSON."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from scripts.bench.load import Figures

Verdict = Literal["ok", "MISSED", ""]
COMPARE: Mapping[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True, slots=True)
class Budget:
    """`sign` and `bound` say what `value` of the row must be."""

    sign: Literal[">=", "<="]
    bound: float
    unit: str = ""

    def verdict(self, value: float) -> Verdict:
        return "ok" if COMPARE[self.sign](value, self.bound) else "MISSED"

    def __str__(self) -> str:
        return f"{self.sign} {self.bound:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a load (`figures`), or a single `value` with its unit; `ratio` is to the yardstick, 1 for as good."""

    name: str
    figures: Figures | None = None
    clients: int | None = None
    value: float | None = None
    unit: str = ""
    ratio: float | None = None
    budget: Budget | None = None
    judged: float | None = None

    @property
    def verdict(self) -> Verdict:
        return self.budget.verdict(self.judged) if self.budget is not None and self.judged is not None else ""


@dataclass(slots=True)
class Results:
    rows: list[Row] = field(default_factory=list)

    def load(self, name: str, figures: Figures, clients: int, *, yardstick: Figures | None = None,
             budget: Budget | None = None) -> Row:  # fmt: skip
        """A load. With a yardstick, the budget is for the ratio of answers a second; without, for answers a second
        where it says `>=` and for the 95th percentile in milliseconds where it says `<=`."""
        ratio = figures.per_second / yardstick.per_second if yardstick and yardstick.per_second else None
        judged = figures.p95_ms if budget is not None and budget.sign == "<=" else figures.per_second
        return self._add(
            Row(name, figures, clients, ratio=ratio, budget=budget, judged=judged if ratio is None else ratio)
        )

    def value(self, name: str, value: float, unit: str, *, budget: Budget | None = None) -> Row:
        return self._add(Row(name, value=value, unit=unit, budget=budget, judged=value))

    def _add(self, row: Row) -> Row:
        self.rows.append(row)
        print(_line(row), flush=True)
        return row

    @property
    def missed(self) -> list[str]:
        return [row.name for row in self.rows if row.verdict == "MISSED"]

    def save(self, path: Path, about: Mapping[str, Any]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = [asdict(row) | {"verdict": row.verdict, **_rate(row)} for row in self.rows]
        path.write_text(json.dumps({**about, "missed": self.missed, "rows": rows}, indent=2) + "\n")


HEADER = (
    f"{'':44} {'clients':>7} {'per s':>8} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8} {'bad':>5} {'ratio':>6}  budget"
)


def _line(row: Row) -> str:
    if row.figures is not None:
        f = row.figures
        middle = (
            f"{row.clients:>7} {f.per_second:>8.1f} {f.p50_ms:>8.1f} {f.p95_ms:>8.1f} {f.p99_ms:>8.1f} "
            f"{f.refused + f.lost + f.degraded:>5}"
        )
    else:
        middle = f"{f'{row.value:.6g} {row.unit}':>49}"
    ratio = f"{row.ratio:>6.2f}" if row.ratio is not None else " " * 6
    budget = f"  {row.budget} {row.verdict}" if row.budget is not None else ""
    return f"{row.name:44} {middle} {ratio}{budget}".rstrip()


def _rate(row: Row) -> dict[str, float]:
    return {"per_second": round(row.figures.per_second, 2)} if row.figures is not None else {}

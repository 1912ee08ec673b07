#!/usr/bin/env python
"""Writes the table of docs/scaling.md from what scripts/bench/all measured: build/bench.json, or the file named."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "build" / "bench.json"
DOCUMENT = ROOT / "docs" / "scaling.md"
BEGIN = "<!-- figures: written by scripts/figures_table.py from build/bench.json -->\n"
END = "<!-- end of figures -->\n"
HEADER = (
    "| | clients | a second | p50 ms | p95 ms | p99 ms | to the yardstick | budget |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def document(current: str, measured: Mapping[str, Any]) -> str:
    """The document with these figures between its two marks. Raises ValueError where a mark is missing."""
    before, begin, rest = current.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError("the marks around the figures are missing")
    return f"{before}{begin}\n{_about(measured)}\n\n{HEADER}{''.join(map(_line, measured['rows']))}\n{end}{after}"


def _about(measured: Mapping[str, Any]) -> str:
    return f"{measured['cores']} cores, Python {measured['python']}, load from {measured['load_generator']}."


def _line(row: Mapping[str, Any]) -> str:
    figures = row["figures"]
    if figures is None:
        cells = ["", f"{row['value']:.6g} {row['unit']}".strip(), "", "", ""]
    else:
        times = [f"{figures[name]:.1f}" for name in ("p50_ms", "p95_ms", "p99_ms")]
        cells = [str(row["clients"]), f"{row['per_second']:.1f}", *times]
    ratio = "" if row["ratio"] is None else f"{row['ratio']:.2f}"
    return "| " + " | ".join([row["name"].strip(), *cells, ratio, _budget(row)]) + " |\n"


def _budget(row: Mapping[str, Any]) -> str:
    budget = row["budget"]
    return "" if budget is None else f"{budget['sign']} {budget['bound']:g}{budget['unit']} {row['verdict']}"


def main(arguments: list[str]) -> None:
    measured = json.loads(Path(arguments[0] if arguments else MEASURED).read_text())
    DOCUMENT.write_text(document(DOCUMENT.read_text(), measured))


if __name__ == "__main__":
    main(sys.argv[1:])

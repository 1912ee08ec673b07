#!/usr/bin/env python
"""Writes the tables of docs/configuration.md from .env.example, which holds every setting, its default and its meaning.

    python scripts/settings_table.py

What stands above the first table is left as it is.
"""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / ".env.example"
DOCUMENT = ROOT / "docs" / "configuration.md"
HEADER = "| variable | default | what it does |\n|---|---|---|\n"
BEGIN = "<!-- The tables from here on are written by scripts/settings_table.py from .env.example. -->\n"


def tables(example: str) -> str:
    """Markdown: a section for each `##` line, in it a row for each setting."""
    parts = re.split(r"^## (.+)$", example, flags=re.MULTILINE)[1:]
    sections = zip(parts[::2], parts[1::2], strict=True)
    return "\n".join(f"## {title}\n\n{HEADER}{''.join(_rows(lines))}" for title, lines in sections)


def document(current: str, example: str) -> str:
    """The document with its tables as they should be."""
    return current.partition(BEGIN)[0] + BEGIN + "\n" + tables(example)


def _rows(lines: str) -> list[str]:
    found = re.findall(r"((?:^# .+\n)+)^([A-Z_]+)=(.*)$", lines, re.MULTILINE)
    return [
        f"| `{name}` | {f'`{value}`' if value else ''} | {_sentence(comment)} |\n" for comment, name, value in found
    ]


def _sentence(comment: str) -> str:
    return " ".join(line.removeprefix("# ") for line in comment.splitlines()).replace("|", "\\|")


def main() -> None:
    DOCUMENT.write_text(document(DOCUMENT.read_text(), EXAMPLE.read_text()))


if __name__ == "__main__":
    main()

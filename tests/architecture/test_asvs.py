"""docs/security.md gives a verdict on every requirement of ASVS 4.0.3 up to level 2, and on each once."""

from __future__ import annotations

import re
from collections import Counter

from tests.architecture.source import ROOT

TABLE = (ROOT / "docs" / "security.md").read_text().partition("## ASVS 4.0.3, level 2")[2]
VERDICTS = frozenset({"yes", "no", "partly", "operator", "apps", "n/a"})
# Section -> how many requirements it has, and which are of level 3 or were withdrawn.
SECTIONS = {
    "1.1": 7, "1.2": 4, "1.4": 5, "1.5": 4, "1.6": 4, "1.7": 2, "1.8": 2, "1.9": 2, "1.10": 1, "1.11": 3, "1.12": 2, "1.14": 6,
    "2.1": 12, "2.2": 7, "2.3": 3, "2.4": 5, "2.5": 7, "2.6": 3, "2.7": 6, "2.8": 7, "2.9": 3, "2.10": 4,
    "3.1": 1, "3.2": 4, "3.3": 4, "3.4": 5, "3.5": 3, "3.7": 1,
    "4.1": 5, "4.2": 2, "4.3": 3, "5.1": 5, "5.2": 8, "5.3": 10, "5.4": 3, "5.5": 4,
    "6.1": 3, "6.2": 8, "6.3": 3, "6.4": 2, "7.1": 4, "7.2": 2, "7.3": 4, "7.4": 3, "8.1": 6, "8.2": 3, "8.3": 8,
    "9.1": 3, "9.2": 5, "10.2": 6, "10.3": 3, "11.1": 8, "12.1": 3, "12.2": 1, "12.3": 6, "12.4": 2, "12.5": 2, "12.6": 1,
    "13.1": 5, "13.2": 6, "13.3": 2, "13.4": 2, "14.1": 5, "14.2": 6, "14.3": 3, "14.4": 7, "14.5": 4,
}  # fmt: skip
LEVEL_3 = frozenset(
    "1.11.3 2.2.4 2.2.5 2.2.6 2.2.7 6.2.7 6.2.8 6.3.3 8.1.5 8.1.6 9.2.5 10.2.3 10.2.4 10.2.5 10.2.6 14.1.5".split()
)
WITHDRAWN = frozenset("1.4.2 1.4.3 1.12.1 4.1.4 7.3.2 13.1.2 13.2.4 14.3.1".split())


def verdicts() -> Counter[str]:
    """How often the table names each requirement."""
    named: Counter[str] = Counter()
    for row in re.findall(r"^\| (\d.*?) \| (.*?) \|", TABLE, re.MULTILINE):
        assert row[1] in VERDICTS, row
        for first, last in re.findall(r"(\d+\.\d+\.\d+)(?:-(\d+\.\d+\.\d+))?", row[0]):
            section, _, begin = first.rpartition(".")
            end = (last or first).rpartition(".")[2]
            named.update(f"{section}.{number}" for number in range(int(begin), int(end) + 1))
    return named


def test_every_requirement_of_level_2_has_one_verdict() -> None:
    required = {f"{section}.{number}" for section, count in SECTIONS.items() for number in range(1, count + 1)}
    named = verdicts()
    assert required - LEVEL_3 - WITHDRAWN - named.keys() == set()
    assert named.keys() - required == set()
    assert [requirement for requirement, times in named.items() if times > 1] == []

"""The rooms of understanding: only reading looks at text."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from tests.architecture.source import ROOT, Module, modules

READING = "violet/understanding/reading/"
MAX_LINES = 60


def test_patterns_are_known_to_reading_alone():
    users = users_of_patterns(modules())
    assert users
    assert [path for path in users if not path.startswith(READING)] == []


@pytest.mark.parametrize("line", ["import re", "from re import compile", "import os, re"])
def test_a_planted_pattern_is_found(line: str):
    planted = Module("violet/understanding/acts/planted.py", line, ast.parse(line))
    assert users_of_patterns([planted]) == {planted.path}


def users_of_patterns(source: Iterable[Module]) -> set[str]:
    """The modules of understanding that import `re`."""
    return {
        module.path
        for module in source
        if module.path.startswith("violet/understanding/")
        for node in module.nodes
        if "re" in imported(node)
    }


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_understand_is_the_three_steps_and_no_more():
    text = (ROOT / "violet/understanding/understand.py").read_text()
    assert len(text.splitlines()) < MAX_LINES
    for step in ("read(", "decide(", "apply("):
        assert step in text

"""Words are data: no list of natural words and no sentence pattern in the code that reads messages or checks replies."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

import pytest

from tests.architecture.source import Module, modules
from violet.domain.intent import Aspect, Comparison

ROOMS = ("violet/understanding/", "violet/services/chat/replies/")
# Shorter collections are of names that the program gave: four words that people type are a list.
MIN_WORDS = 4
# Words that somebody says, one beside another, in a pattern.
ALTERNATIVES = re.compile(r"[a-z']{3,}\)?\??\|(?:\(\?:)?[a-z']{3,}")
NATURAL = re.compile(r"[a-zà-ÿ' ]{3,}|[\u0370-\uffff]+")
# What an intent is made of, and the groups of the lexicon: names of our own that only look like words.
OWN_NAMES = frozenset({*get_args(Aspect), *get_args(Comparison)}) | {
    "category", "cuisine", "kind", "brand", "tag", "diet", "cue", "safety", "task", "smalltalk",
}  # fmt: skip
# The same of one file, by the first of them.
OWN_LISTS: Mapping[str, str] = {
    "violet/services/chat/replies/canonical.py": "minutes",  # the tables of numbers.toml
    "violet/services/chat/replies/nothing.py": "walk",  # what stood in the way
    "violet/services/chat/replies/properties.py": "free",  # the kinds of properties.toml
}


def test_words_and_patterns_are_data():
    assert worded(modules()) == []


def test_nothing_is_allowed_that_is_not_there():
    assert OWN_LISTS.items() <= set(_worded(modules()))


@pytest.mark.parametrize(
    "planted",
    [
        'FILLERS = frozenset("so um uh well".split())',
        'NEARNESS = {"near", "close", "beside", "around"}',
        'NEGATIONS = ("不要", "不想", "别", "没")',
        'NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4}',
        'CHEAP = re.compile(r"\\b(?:cheap|budget|affordable)\\b")',
        'LIMIT = re.compile(rf"\\b(?:under|below) {NUMBER}")',
    ],
)
@pytest.mark.parametrize("room", ROOMS)
def test_planted_words_are_found(room: str, planted: str):
    module = Module(f"{room}planted.py", planted, ast.parse(planted))
    assert worded([*modules(), module]) == [f"{room}planted.py"]


def test_docstrings_and_identifiers_are_none():
    text = '"""Near, close, beside or around."""\nKINDS = ("place", "event")\nA = sorted(("d", "e", "f", "g"))'
    assert worded([Module(f"{ROOMS[0]}plain.py", text, ast.parse(text))]) == []


def worded(source: Iterable[Module]) -> list[str]:
    """The files of the two rooms with words in them that are not names of our own."""
    return sorted({path for path, first in _worded(source) if OWN_LISTS.get(path) != first})


def _worded(source: Iterable[Module]) -> Iterator[tuple[str, str]]:
    """Each list or pattern of words, as its file and its first word or itself."""
    for module in source:
        if module.path.startswith(ROOMS):
            docstrings = set(map(id, _docstrings(module.tree)))
            for node in module.nodes:
                first = _first_word(node) if id(node) not in docstrings else None
                if first is not None:
                    yield module.path, first


def _first_word(node: ast.AST) -> str | None:
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".split"):
        return _text(node.func.value) if isinstance(node.func, ast.Attribute) else None
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if ALTERNATIVES.search(node.value) else None
    members = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", ())
    words = [_text(one) for one in members]
    if (
        len(words) < MIN_WORDS
        or OWN_NAMES.issuperset(words)
        or not all(word is not None and NATURAL.fullmatch(word) for word in words)
    ):
        return None
    return words[0]


def _text(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _docstrings(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr):
                yield first.value

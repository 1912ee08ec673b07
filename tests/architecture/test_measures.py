"""Sizes and habits of the source: nothing so long that it cannot be read at one go, nothing caught that is not named."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.architecture.source import ROOT, Function, Module, modules

MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 5


def test_no_module_is_too_long():
    assert long_modules(modules()) == []


def test_no_function_is_too_long():
    assert long_functions(modules()) == []


def test_no_function_takes_too_many_parameters():
    assert wide_functions(modules()) == []


def test_what_is_planted_is_found():
    long = "\n".join(f"    a = {number}" for number in range(MOST_LINES_OF_A_FUNCTION))
    names = ", ".join(f"p{number}" for number in range(MOST_PARAMETERS + 1))
    lines = [
        *(f"def long():\n{long}", f"def wide({names}): ...", f"def keywords(*, {names}): ..."),
        *(f"class A:\n    def method(self, {names}): ...", "b = 0\n" * MOST_LINES_OF_A_MODULE),
    ]
    text = "\n".join(lines)
    planted = [Module("violet/planted.py", text, ast.parse(text))]
    assert long_modules(planted) == ["violet/planted.py"]
    assert long_functions(planted) == ["violet/planted.py:long"]
    assert wide_functions(planted) == [f"violet/planted.py:{name}" for name in ("wide", "keywords", "method")]


def long_modules(source: Iterable[Module]) -> list[str]:
    return [module.path for module in source if len(module.text.splitlines()) > MOST_LINES_OF_A_MODULE]


def long_functions(source: Iterable[Module]) -> list[str]:
    return _functions(source, lambda function: (function.end_lineno or 0) - function.lineno >= MOST_LINES_OF_A_FUNCTION)


def wide_functions(source: Iterable[Module]) -> list[str]:
    return _functions(source, lambda function: _parameters(function) > MOST_PARAMETERS)


def _functions(source: Iterable[Module], is_wrong: Callable[[Function], bool]) -> list[str]:
    measured = [(module, function) for module in source for function in module.functions]
    assert measured
    return [f"{module.path}:{function.name}" for module, function in measured if is_wrong(function)]


def test_every_module_says_what_it_owns():
    assert [module.path for module in modules() if module.text and not ast.get_docstring(module.tree)] == []


def test_nothing_is_caught_that_is_not_named():
    caught = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in module.nodes
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises_again(node)
    ]
    assert caught == []


def test_nothing_prints_or_stops_for_a_debugger_in_the_server():
    used = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        if module.path.startswith("violet/")
        for node in module.nodes
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "breakpoint", "pdb.set_trace")
    ]
    assert used == []


def test_the_source_speaks_of_no_machine():
    """A path or a host of whoever wrote a line means nothing to whoever runs it."""
    traces = ("/" + "work/", "/" + "root/", "/" + "home/")
    found = [module.path for module in modules() if any(trace in module.text for trace in traces)]
    found += [str(path) for path in Path(ROOT).glob("*.md") if any(trace in path.read_text() for trace in traces)]
    assert found == []


def _parameters(function: Function) -> int:
    own = function.args
    names = [argument.arg for argument in (*own.posonlyargs, *own.args, *own.kwonlyargs)]
    return len([name for name in names if name not in ("self", "cls")])


def _catches_all(handler: ast.ExceptHandler) -> bool:
    types = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) in ("Exception", "BaseException") for kind in types)


def _raises_again(handler: ast.ExceptHandler) -> bool:
    """Cleaning up for whatever passes by, and letting it pass."""
    return isinstance(handler.body[-1], ast.Raise) and handler.body[-1].exc is None

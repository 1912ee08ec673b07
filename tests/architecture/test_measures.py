"""Sizes and habits of the source: nothing so long that it cannot be read at one go, nothing caught that is not named."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.architecture.source import ROOT, Function, modules

MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_PARAMETERS = 5


def test_no_module_is_too_long():
    assert _too_long({module.path: len(module.text.splitlines()) for module in modules()}, MOST_LINES_OF_A_MODULE) == {}


def test_no_function_is_too_long():
    lengths = {
        f"{module.path}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for module in modules()
        for function in module.functions
    }
    assert _too_long(lengths, MOST_LINES_OF_A_FUNCTION) == {}


def test_no_function_takes_too_many_parameters():
    counts = {
        f"{module.path}:{function.name}": _parameters(function) for module in modules() for function in module.functions
    }
    assert _too_long(counts, MOST_PARAMETERS) == {}


def test_every_module_says_what_it_owns():
    assert [module.path for module in modules() if module.text and not ast.get_docstring(module.tree)] == []


def test_nothing_is_caught_that_is_not_named():
    caught = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _raises_again(node)
    ]
    assert caught == []


def test_nothing_prints_or_stops_for_a_debugger_in_the_server():
    used = [
        f"{module.path}:{node.lineno}"
        for module in modules()
        if module.path.startswith("violet/")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "breakpoint", "pdb.set_trace")
    ]
    assert used == []


def test_the_source_speaks_of_no_machine():
    """A path or a host of whoever wrote a line means nothing to whoever runs it."""
    traces = ("/" + "work/", "/" + "root/", "/" + "home/")
    found = [module.path for module in modules() if any(trace in module.text for trace in traces)]
    found += [str(path) for path in Path(ROOT).glob("*.md") if any(trace in path.read_text() for trace in traces)]
    assert found == []


def _too_long(measured: dict[str, int], most: int) -> dict[str, int]:
    assert measured
    return {name: size for name, size in measured.items() if size > most}


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

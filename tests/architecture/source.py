"""The server's source files as syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """`path` is relative to the repository."""

    path: str
    text: str
    tree: ast.Module

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All of the tree, which many tests look through."""
        return tuple(ast.walk(self.tree))

    @property
    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes if isinstance(node, Function))


@cache
def modules() -> tuple[Module, ...]:
    """Everything that runs on a server or by hand. Migrations are left out: they are written once, by a tool."""
    paths = [*ROOT.glob("violet/**/*.py"), *ROOT.glob("scripts/**/*.py"), ROOT / "gunicorn.conf.py"]
    return tuple(
        Module(str(path.relative_to(ROOT)), text, ast.parse(text))
        for path in sorted(paths)
        if "migrations/versions" not in str(path)
        for text in [path.read_text()]
    )

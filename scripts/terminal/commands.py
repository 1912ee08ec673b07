"""Every command there is: `scripts/help`."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1]
BENCH = FOLDER / "bench"
COMMANDS = FOLDER.parent / "violet" / "cli"


def main() -> None:
    found = [*scripts(), *modules(), *flask_commands()]
    width = max(len(name) for name, _ in found)
    for name, says in found:
        print(f"{name:<{width}}  {says}")


def scripts() -> Iterator[tuple[str, str]]:
    """The executables beside this folder and the benches, by the comment under their first line."""
    for path in (*sorted(FOLDER.iterdir()), *sorted(BENCH.iterdir())):
        if path.is_file() and os.access(path, os.X_OK):
            lines = path.read_text().splitlines()
            yield path.relative_to(FOLDER.parent).as_posix(), lines[1].removeprefix("#").strip()


def modules() -> Iterator[tuple[str, str]]:
    """What is run by `python -m`, by the first sentence of its docstring."""
    for path in (*sorted(FOLDER.glob("*.py")), *sorted(BENCH.glob("*.py"))):
        text = path.read_text()
        if '__name__ == "__main__"' in text and not path.with_suffix("").exists():  # a script of its own runs it
            says = " ".join((ast.get_docstring(ast.parse(text)) or "").split())
            module = ".".join(path.relative_to(FOLDER.parent).with_suffix("").parts)
            yield f"python -m {module}", says.split(". ")[0].rstrip(".") + "."


def flask_commands() -> Iterator[tuple[str, str]]:
    """`flask --app violet.wsgi ...`, as the modules of violet/cli write them: no app has to be made for that."""
    trees = [ast.parse(path.read_text()) for path in sorted(COMMANDS.glob("*.py"))]
    groups = {variable: name for tree in trees for variable, name in _groups(tree)}
    above = {child: parent for tree in trees for child, parent in _added(tree)}
    for tree in trees:
        for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
            for owner, name in _commands(function):
                group = owner if owner in groups else above.get(function.name, "")
                says = " ".join((ast.get_docstring(function) or "").split())
                path = " ".join([*_path(group, groups, above), name])
                yield f"flask --app violet.wsgi {path}", says.split(". ")[0].rstrip(".") + "."


def _path(group: str, groups: dict[str, str], above: dict[str, str]) -> list[str]:
    """The names of a group and of those around it, the outermost first."""
    return [*_path(above.get(group, ""), groups, above), groups[group]] if group in groups else []


def _commands(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """`@group.command("name")`: what it is a command of, and its name."""
    for decorator in function.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else None
        if isinstance(decorator, ast.Call) and isinstance(called, ast.Attribute) and called.attr == "command":
            yield ast.unparse(called.value), str(ast.literal_eval(decorator.args[0]))


def _groups(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "AppGroup" in ast.unparse(node.value):
            yield ast.unparse(node.targets[0]), str(ast.literal_eval(node.value.args[0]))


def _added(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """`parent.add_command(child)`: what was added, and to what."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_command":
            yield ast.unparse(node.args[0]), ast.unparse(node.func.value)


if __name__ == "__main__":
    main()

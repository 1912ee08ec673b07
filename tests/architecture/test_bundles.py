"""A use case takes the ports it uses: no bundle holds more than five, and only the entries know the whole container."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.architecture.source import Module, modules

MAX_PORTS = 5
CONTAINER = "violet/container.py"
ENTRIES = ("violet/api/", "violet/cli/", "violet/jobs/", "violet/realtime/", "violet/web/")
ENTRY_MODULES = ("app", "container", "refresher", "served", "wiring", "worker", "wsgi")


def test_no_bundle_holds_more_than_five_ports():
    assert wide_bundles(modules()) == []


def test_only_the_entries_know_the_container():
    assert knowers_of_the_container(modules()) == []


def test_a_planted_bundle_and_a_planted_knower_are_found():
    fields = "\n".join(f"    port_{number}: Store" for number in range(MAX_PORTS + 1))
    bundle = _module("violet/services/wide.py", f"@dataclass\nclass WidePorts:\n{fields}\n")
    knower = _module("violet/services/knower.py", "from violet.container import Container\n")
    assert wide_bundles([*modules(), bundle]) == ["violet/services/wide.py:WidePorts"]
    assert knowers_of_the_container([*modules(), knower]) == ["violet/services/knower.py"]


def wide_bundles(source: Iterable[Module]) -> list[str]:
    """The dataclasses with more than MAX_PORTS fields that are ports, bundles of them, or the store."""
    source = list(source)
    ports = {"Store", "Here", "Settings"} | {
        node.name
        for module in source
        for node in module.nodes
        if isinstance(node, ast.ClassDef) and (module.path == "violet/ports.py" or node.name.endswith("Ports"))
    }
    return [
        f"{module.path}:{node.name}"
        for module in source
        if module.path != CONTAINER
        for node in module.nodes
        if isinstance(node, ast.ClassDef) and _ports_of(node, ports) > MAX_PORTS
    ]


def knowers_of_the_container(source: Iterable[Module]) -> list[str]:
    return [
        module.path
        for module in source
        if module.path.startswith("violet/") and not _is_entry(module.path)
        for node in module.nodes
        if isinstance(node, ast.ImportFrom) and node.module == "violet.container"
    ]


def _is_entry(path: str) -> bool:
    return path.startswith(ENTRIES) or path in {f"violet/{name}.py" for name in ENTRY_MODULES}


def _ports_of(node: ast.ClassDef, ports: set[str]) -> int:
    fields = [item for item in node.body if isinstance(item, ast.AnnAssign)]
    if node.name.endswith("Ports"):
        return len(fields)
    named = ({part.id for part in ast.walk(item.annotation) if isinstance(part, ast.Name)} for item in fields)
    return sum(1 for names in named if names & ports)


def _module(path: str, text: str) -> Module:
    return Module(path, text, ast.parse(text))

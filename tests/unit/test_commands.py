"""scripts/help lists every command; the software bill of materials lists every dependency."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from scripts.terminal import commands
from tests.conftest import make_settings
from violet.app import create_app

ROOT = Path(__file__).parents[2]


def test_every_executable_and_every_module_that_is_run_is_listed() -> None:
    listed = {name for name, _ in (*commands.scripts(), *commands.modules())}
    folder = ROOT / "scripts"
    files = [*folder.iterdir(), *(folder / "bench").iterdir()]
    executables = {path.relative_to(ROOT).as_posix() for path in files if path.is_file() and os.access(path, os.X_OK)}
    assert executables <= listed
    assert {"scripts/run", "scripts/ask", "scripts/demo", "scripts/test", "scripts/help"} <= executables
    assert {"python -m scripts.migrate_sqlite_to_postgres", "python -m scripts.bench.exports"} <= listed


def test_every_flask_command_is_listed_with_what_it_does() -> None:
    known = {f"flask --app violet.wsgi {name}" for name in _ours(create_app(make_settings()).cli)}
    listed = dict(commands.flask_commands())
    assert set(listed) == known
    assert all(re.match(r"[A-Z].+\.$", says) for says in listed.values())


def _ours(group: click.Group, above: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _ours(command, f"{above}{name} ")
        elif command.callback is not None and _module(command).startswith("violet.cli"):
            yield above + name


def _module(command: click.Command) -> str:
    callback = getattr(command.callback, "__wrapped__", command.callback)
    return str(getattr(callback, "__module__", ""))


def test_the_bill_of_materials_has_every_pin() -> None:
    requirements = ROOT / "requirements.txt"
    command = [
        "-m",
        "cyclonedx_py",
        "requirements",
        "--spec-version",
        "1.6",
        "--output-reproducible",
        str(requirements),
    ]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=True)
    bill = json.loads(done.stdout)
    pinned = re.findall(r"^([\w.-]+)(?:\[\w+\])?==", requirements.read_text(), re.MULTILINE)
    assert len(pinned) > 30
    assert {component["name"].lower() for component in bill["components"]} >= {name.lower() for name in pinned}
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")

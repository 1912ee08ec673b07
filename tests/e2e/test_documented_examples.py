"""Every example of README.md and docs/api.md, run by a shell against a real server, answers as it is shown there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.processes import ROOT, gunicorn_server
from tests.warm import run_warm

DOCUMENTED_URL = "http://127.0.0.1:5001"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# What does not depend on the hour, on chance or on what the guide knows: the answer has to have the very value shown.
SAME = frozenset(
    "category code degraded dietary_restrictions email error field first_name intent mode status type vibe".split()
)


@dataclass(frozen=True)
class Example:
    """A shell block with a curl in it, and the block of output that follows it."""

    document: str
    command: str
    language: str
    shown: str


def examples(document: str) -> list[Example]:
    blocks = BLOCK.findall((ROOT / document).read_text())
    pairs = zip(blocks, [*blocks[1:], ("", "")], strict=True)
    return [
        Example(document, command, *(following if following[0] in ("json", "text") else ("", "")))
        for (language, command), following in pairs
        if language == "sh" and "curl" in command
    ]


@pytest.fixture(scope="module")
def server_url(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server as `scripts/run` starts it, with the guide's events."""
    folder = tmp_path_factory.mktemp("documented")
    database = shutil.copy(_sqlite_template, folder / "violet.db")
    environ = {"DATABASE_URL": f"sqlite:///{database}", "WEB_CONCURRENCY": "1"}
    command = ("flask", "--app", "violet.wsgi", "events", "refresh", "--source", "campus_guide")
    run_warm(*command, env=os.environ | environ | {"EMBEDDINGS": "off"}).check_returncode()
    with gunicorn_server(folder, **environ) as server:
        yield server.url


def run(document: str, url: str, folder: Path) -> list[tuple[Example, str]]:
    """All examples of a document, one after the other in one shell: they build on each other."""
    found = examples(document)
    script = "".join(f"{{\n{example.command}}} > {number}.out\n" for number, example in enumerate(found))
    search_path = os.environ["PATH"]
    if shutil.which("curl") is None:
        _install_stand_in(folder)
        search_path = f"{folder}{os.pathsep}{search_path}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail"],
        input=script.replace(DOCUMENTED_URL, url),
        cwd=folder,
        env=os.environ | {"PATH": search_path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(example, (folder / f"{number}.out").read_text()) for number, example in enumerate(found)]


def _install_stand_in(folder: Path) -> None:
    """`curl` on machines that have none."""
    command = folder / "curl"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "tests/e2e/curl.py"}" "$@"\n')
    command.chmod(0o755)


@pytest.mark.parametrize(("document", "at_least"), [("README.md", 1), ("docs/api.md", 10)])
def test_every_example_answers_as_it_is_shown(document: str, at_least: int, server_url: str, tmp_path: Path) -> None:
    answered = run(document, server_url, tmp_path)
    assert len(answered) >= at_least
    for example, output in answered:
        assert example.shown, f"nothing is shown for\n{example.command}"
        if example.language == "json":
            differences = list(differing(json.loads(example.shown), json.loads(output), ""))
            assert differences == [], f"{example.command}\n{output}"
        else:
            events = [line for line in example.shown.splitlines() if line and not line.startswith("data:")]
            assert events
            assert events == [line for line in output.splitlines() if line.strip() in events][: len(events)], output


def differing(shown: Any, answered: Any, where: str) -> Iterator[str]:
    """What is shown but is not so: a key that is missing, a value of another kind, another value where it is fixed."""
    if isinstance(shown, dict) and isinstance(answered, dict):
        for key, value in shown.items():
            if key not in answered:
                yield f"{where}.{key} is missing"
            elif key in SAME and value != answered[key]:
                yield f"{where}.{key} is {answered[key]!r}"
            else:
                yield from differing(value, answered[key], f"{where}.{key}")
    elif isinstance(shown, list) and isinstance(answered, list):
        if any(isinstance(one, dict) for one in shown) and len(shown) > len(answered):  # tags and the like vary
            yield f"{where} has only {len(answered)} items"
        for number, (one, other) in enumerate(zip(shown, answered, strict=False)):
            yield from differing(one, other, f"{where}[{number}]")
    elif shown is not None and answered is not None and _kind(shown) != _kind(answered):
        yield f"{where} is {answered!r}"


def _kind(value: object) -> str:
    return "number" if type(value) in (int, float) else type(value).__name__


@pytest.mark.parametrize(
    ("shown", "answered"),
    [
        ({"reply": "a"}, {"answer": "a"}),
        ({"rating": 4.5}, {"rating": "4.5"}),
        ({"code": "bad_request"}, {"code": "not_found"}),
        ({"places": [{"id": 1}]}, {"places": []}),
        ({"places": [{"id": 1}]}, {"places": [{"name": "a"}]}),
        ({"free": True}, {"free": 1}),
    ],
)
def test_a_difference_is_found(shown: Any, answered: Any) -> None:
    assert len(list(differing(shown, answered, ""))) == 1

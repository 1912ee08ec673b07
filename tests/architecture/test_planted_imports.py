"""Each import contract notices what it is there to stop: a copy of the source with one violation for each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

# The beginning of a contract's name -> the file that breaks it, and the line that does.
PLANTED = {
    "One way down": ("violet/providers/mail.py", "from violet.services import dashboard"),
    "The use cases have floors": ("violet/services/ranking/affinity.py", "from violet.services.quick import lists"),
    "The chat's answers": ("violet/services/chat/answers/talk.py", "from violet.services.chat.answers import detail"),
    "Understanding has rooms": (
        "violet/understanding/reading/lexicon.py",
        "from violet.understanding.dialogue import apply",
    ),
    "The domain is": ("violet/domain/geo.py", "import violet.settings"),
    "Ports know": ("violet/ports.py", "import violet.settings"),
    "The pure rooms": ("violet/understanding/acts/kinds.py", "import violet.ports"),
    "The API knows": ("violet/api/weather.py", "import violet.models"),
    "Services, providers": ("violet/services/weather.py", "import flask"),
    "Only the transport": ("violet/services/weather.py", "import requests"),
    "Among the providers": ("violet/providers/mail.py", "import requests"),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The verdict on each contract, by its whole name, where all are broken at once."""
    folder = tmp_path_factory.mktemp("planted")
    shutil.copytree(ROOT / "violet", folder / "violet", ignore=shutil.ignore_patterns("__pycache__", "campuses"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path, line in PLANTED.values():
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    command = [os.fspath(Path(sys.executable).with_name("lint-imports")), "--config", "pyproject.toml", "--no-cache"]
    environment = os.environ | {"PYTHONPATH": os.fspath(folder), "COLUMNS": "400"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return {name.strip(): verdict for name, verdict in re.findall(r"^(.+?) (KEPT|BROKEN)", run.stdout, re.MULTILINE)}


def test_every_contract_has_its_violation() -> None:
    names = [contract["name"] for contract in _contracts()]
    assert [name for name in names if not any(name.startswith(begun) for begun in PLANTED)] == []


@pytest.mark.parametrize("begun", PLANTED)
def test_a_planted_violation_breaks_the_contract(begun: str, verdicts: dict[str, str]) -> None:
    assert {verdict for name, verdict in verdicts.items() if name.startswith(begun)} == {"BROKEN"}


def _contracts() -> list[dict[str, str]]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contracts: list[dict[str, str]] = config["tool"]["importlinter"]["contracts"]
    return contracts

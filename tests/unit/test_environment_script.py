"""scripts/environment: which Python it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pythons(folder: Path, versions: dict[str, str]) -> None:
    """A command for each name, which says that it is that version ("3, 12") of Python."""
    for name, version in versions.items():
        command = folder / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "import sys; sys.version_info = ({version}); $2"\n')
        command.chmod(0o755)


def found(folder: Path, python: str = "") -> subprocess.CompletedProcess[str]:
    script = f'. "{ROOT}/scripts/environment"; PATH="{folder}"; find_python'
    environment = {"PATH": os.environ["PATH"], "PYTHON": python}
    return subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("version", ["3, 11", "3, 12", "3, 13"])
def test_every_version_that_works_is_taken(tmp_path: Path, version: str) -> None:
    pythons(tmp_path, {"python3": version})
    assert found(tmp_path).stdout.strip() == "python3"


@pytest.mark.parametrize("version", ["2, 7", "3, 10", "3, 14", "3, 15", "4, 0"])
def test_no_other_version_is_taken_whoever_names_it(tmp_path: Path, version: str) -> None:
    pythons(tmp_path, {"python3": version, "mine": version})
    refused = found(tmp_path, python="mine")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "3.11, 3.12 or 3.13" in refused.stderr


def test_the_newest_that_works_goes_before_a_newer_default(tmp_path: Path) -> None:
    pythons(tmp_path, {"python3": "3, 14", "python3.12": "3, 12", "python3.11": "3, 11"})
    assert found(tmp_path).stdout.strip() == "python3.12"


def test_the_named_one_goes_first(tmp_path: Path) -> None:
    pythons(tmp_path, {"python3.13": "3, 13", "mine": "3, 11"})
    assert found(tmp_path, python="mine").stdout.strip() == "mine"

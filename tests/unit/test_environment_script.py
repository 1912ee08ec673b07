"""scripts/environment and scripts/run: which Python and which port they take, and what they mend."""

from __future__ import annotations

import os
import shutil
import socket
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


def copied(folder: Path) -> Path:
    """A folder with the two scripts and nothing to install."""
    (folder / "scripts").mkdir(parents=True)
    for name in ("run", "environment"):
        shutil.copy(ROOT / "scripts" / name, folder / "scripts" / name)
    (folder / "requirements.txt").touch()
    return folder


def told(folder: Path, command: str, **environment: str) -> str:
    """What a function of scripts/environment prints in that folder."""
    known = {"PATH": os.environ["PATH"], "PYTHON": sys.executable}
    script = f"set -euo pipefail; . scripts/environment; {command}"
    run = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=known | environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


@pytest.mark.parametrize(
    ("line", "port"),
    [
        ("PORT=5055", "5055"),
        ("PORT = '5055'  # mine", "5055"),
        ('export PORT="5055"', "5055"),
        ("SMTP_PORT=587", "5001"),
        ("#PORT=5055", "5001"),
        ("PORT=", "5001"),
        ("PORT=1\nPORT=5055", "5055"),
    ],
)
def test_the_port_of_the_settings_file_counts_unless_the_shell_names_one(tmp_path: Path, line: str, port: str) -> None:
    folder = copied(tmp_path / "violet")
    assert told(folder, "chosen_port") == "5001"
    (folder / ".env").write_text(f"{line}\n")
    assert told(folder, "chosen_port") == port
    assert told(folder, "chosen_port", PORT="6000") == "6000"


@pytest.mark.parametrize("shell", ["sh", "bash"])
def test_a_taken_port_is_said_before_anything_else_in_any_shell(tmp_path: Path, shell: str) -> None:
    folder = copied(tmp_path / "violet")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        (folder / ".env").write_text(f"PORT={port}\n")
        run = subprocess.run(
            [shell, "scripts/run"],
            cwd=folder,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
    assert (run.returncode, run.stdout) == (1, "")
    assert f"Port {port} is taken" in run.stderr
    assert f"PORT={port + 1} scripts/run" in run.stderr
    assert not (folder / ".venv").exists()


def test_an_environment_that_was_moved_or_broken_is_made_again_and_a_good_one_is_kept(tmp_path: Path) -> None:
    use = "use_environment requirements.txt; pip --version"
    assert "Making .venv" in told(copied(tmp_path / "here"), use)
    assert "Making .venv" not in told(tmp_path / "here", use)
    moved = (tmp_path / "here").rename(tmp_path / "there")
    healed = told(moved, use)
    assert "Making .venv" in healed
    assert str(moved) in healed.splitlines()[-1]
    for python in (moved / ".venv/bin").glob("python*"):
        python.unlink()
    assert "Making .venv" in told(moved, use)

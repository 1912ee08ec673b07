"""scripts/ask and scripts/demo against a running server, as somebody uses them at first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ports import free_port
from tests.processes import ROOT, gunicorn_server


@pytest.fixture(scope="module")
def server_url(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("terminal")
    database = shutil.copy(_sqlite_template, folder / "violet.db")
    with gunicorn_server(folder, DATABASE_URL=f"sqlite:///{database}", WEB_CONCURRENCY="1") as server:
        yield server.url


def run(module: str, url: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "VIOLET_URL": url}
    command = [sys.executable, "-m", f"scripts.terminal.{module}", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_question_prints_an_answer_with_cards_and_the_next_goes_on(server_url: str, tmp_path: Path) -> None:
    first = run("ask", server_url, tmp_path, "quiet place to study")
    assert first.returncode == 0, first.stderr
    names = re.findall(r"^\d\. (.+?)  \(", first.stdout, re.MULTILINE)
    assert len(names) == 3
    assert "min walk" in first.stdout
    second = run("ask", server_url, tmp_path, "tell", "me", "about", "the", "second", "one")
    assert names[1] in second.stdout
    fresh = run("ask", server_url, tmp_path, "--new", "tell me about the second one")
    assert names[1] not in fresh.stdout


def test_the_demo_makes_an_account_with_a_day_in_it(server_url: str, tmp_path: Path) -> None:
    done = run("demo", server_url, tmp_path)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^Log in to .+ as demo-\w+@nyu\.edu, password \S+$", done.stdout, re.MULTILINE)
    assert re.search(r"^TOKEN=\S+$", done.stdout, re.MULTILINE)
    assert re.search(r"^Free: ", done.stdout, re.MULTILINE)
    assert re.search(r"^quick_bites: \w", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("module", ["ask", "demo"])
def test_without_a_server_it_says_how_to_start_one(module: str, tmp_path: Path) -> None:
    arguments = ["hello"] if module == "ask" else []
    done = run(module, f"http://127.0.0.1:{free_port()}", tmp_path, *arguments)
    assert done.returncode == 1
    assert "Start the server first: scripts/run" in done.stderr

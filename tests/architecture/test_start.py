"""What a process loads: the heavy libraries only where they are used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT
from violet.settings import Settings

HEAVY = ("torch", "onnxruntime", "sentence_transformers", "transformers", "google.genai", "celery", "schemathesis")
SERVING = """
from violet.wsgi import app
assert app.test_client().get("/health/live").status_code == 200
assert app.test_client().get("/api/docs/openapi.json").status_code == 200
assert app.test_client().get("/api/directions?lat=40.73&lng=-73.99").status_code == 200
"""
COMMAND = """
from violet.wsgi import app
assert app.test_cli_runner().invoke(args=["db", "upgrade"]).exit_code == 0
assert app.test_cli_runner().invoke(args=["guide", "places"]).exit_code == 0
"""


@pytest.mark.parametrize("work", [SERVING, COMMAND], ids=["serving", "command"])
def test_a_process_that_serves_no_chat_loads_nothing_heavy(tmp_path: Path, work: str):
    assert _loaded(work, tmp_path) == []


def test_a_process_that_chats_loads_no_more_than_the_model(tmp_path: Path):
    """PyTorch, sentence-transformers and what they bring are 400 MB that nobody misses."""
    ask = "from violet.wsgi import app; from violet.wiring import warm_up; warm_up(app.extensions['violet'])\n"
    models = [name for name in _loaded(ask, tmp_path) if "transformers" in name or name in ("torch", "onnxruntime")]
    assert models == ["onnxruntime"]


def test_the_check_sees_what_is_loaded(tmp_path: Path):
    assert _loaded("import celery\n", tmp_path) == ["celery"]


def _loaded(work: str, folder: Path) -> list[str]:
    """The heavy modules that a fresh process has imported after `work`."""
    inherited = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    environ = inherited | {
        "DATABASE_URL": f"sqlite:///{folder}/violet.db",
        "GEMINI_API_KEY": "not-a-key",
        "GEMINI_BASE_URL": "http://127.0.0.1:9",
    }
    report = f"import sys; print('loaded', *(name for name in {HEAVY!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", work + report], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    return done.stdout.split("loaded")[-1].split()

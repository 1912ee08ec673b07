"""What production refuses to start with, and how it says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from violet.app import create_app
from violet.production import UnsafeConfiguration, load_settings, production_problems
from violet.settings import DEVELOPMENT_JWT_SECRET, Settings

ROOT = Path(__file__).parents[2]
KEY = "b25seSBmb3IgdGVzdHMsIGFuZCAzMiBieXRlcyBsb24="  # the same in every test process
GOOD = {
    "FLASK_ENV": "production",
    "JWT_SECRET": "s" * 32,
    "DATABASE_URL": "postgresql://violet@127.0.0.1:1/violet",
    "ALLOWED_ORIGINS": "https://violet.nyu.edu",
    "FIELD_ENCRYPTION_KEYS": KEY,
}
PROBLEMS = {
    "JWT_SECRET": ["", "s" * 31, DEVELOPMENT_JWT_SECRET],
    "JWT_SECRET_PREVIOUS": ["short"],
    "DATABASE_URL": ["", "nonsense"],
    "ALLOWED_ORIGINS": ["", "*", "https://*.nyu.edu", "http://localhost:3000", "https://violet.nyu.edu,*"],
    "FIELD_ENCRYPTION_KEYS": ["", "nonsense", f"{KEY},nonsense"],
    "RATELIMIT_ENABLED": ["false"],
    "BCRYPT_ROUNDS": ["4"],
    "CALENDAR_ALLOW_PRIVATE_ADDRESSES": ["true"],
    "GOOGLE_OAUTH_CLIENT_ID": ["nonsense.apps.googleusercontent.com"],
}
BAD = {name: values[-1] for name, values in PROBLEMS.items()} | {"JWT_SECRET": "", "DATABASE_URL": ""}


def settings_from(monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)


def test_a_good_environment_has_no_problems_and_starts(monkeypatch: pytest.MonkeyPatch):
    settings = settings_from(monkeypatch, GOOD | {"EMBEDDINGS": "off"})
    assert production_problems(settings) == []
    assert create_app(settings).test_cli_runner().invoke(args=["config", "check"]).exit_code == 0


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in PROBLEMS.items() for value in values])
def test_each_problem_is_named_once_and_stops_production(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    settings = settings_from(monkeypatch, GOOD | {name: value})
    problems = production_problems(settings)
    assert len(problems) == 1
    assert problems[0].startswith(name)
    assert "nonsense" not in problems[0]
    with pytest.raises(UnsafeConfiguration) as refused:
        create_app(settings)
    assert refused.value.problems == problems


def test_all_problems_are_named_in_one_run(monkeypatch: pytest.MonkeyPatch):
    problems = production_problems(settings_from(monkeypatch, GOOD | BAD))
    assert {problem.split()[0].rstrip(":") for problem in problems} == set(PROBLEMS)


def test_what_cannot_be_read_is_named_together_with_the_rest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    settings_from(monkeypatch, GOOD | {"JWT_SECRET": "short"})
    monkeypatch.setenv("PORT", "a secret that is not a port")
    monkeypatch.setenv("BCRYPT_ROUNDS", "99")
    with pytest.raises(UnsafeConfiguration) as refused:
        load_settings()
    assert {problem.split()[0].rstrip(":") for problem in refused.value.problems} == {
        "PORT",
        "BCRYPT_ROUNDS",
        "JWT_SECRET",
    }
    assert "a secret" not in str(refused.value)


def test_development_starts_with_any_settings_and_says_what_production_would_miss(monkeypatch: pytest.MonkeyPatch):
    app = create_app(settings_from(monkeypatch, {"EMBEDDINGS": "off"}))
    result = app.test_cli_runner().invoke(args=["config", "check"])
    assert result.exit_code == 0
    for name in ("JWT_SECRET", "DATABASE_URL", "ALLOWED_ORIGINS", "FIELD_ENCRYPTION_KEYS"):
        assert name in result.output


def test_made_keys_are_good_ones(monkeypatch: pytest.MonkeyPatch):
    app = create_app(settings_from(monkeypatch, {"EMBEDDINGS": "off"}))
    lines = app.test_cli_runner().invoke(args=["config", "make-key"]).output.split()
    assert production_problems(settings_from(monkeypatch, GOOD | dict(line.split("=", 1) for line in lines))) == []


@pytest.mark.parametrize(
    "command", [["-m", "flask", "--app", "violet.wsgi", "config", "check"], ["-m", "gunicorn", "violet.wsgi:app"]]
)
def test_the_process_prints_the_list_and_exits(command: list[str], tmp_path: Path):
    environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    run = subprocess.run(
        [sys.executable, *command],
        env=environ | GOOD | BAD | {"PORT": "0", "PYTHONPATH": str(ROOT)}, cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert run.returncode != 0
    printed = [line.strip("- ").split()[0].rstrip(":") for line in run.stderr.splitlines() if line.startswith("  - ")]
    assert sorted(printed) == sorted(PROBLEMS)
    assert "Traceback" not in run.stderr

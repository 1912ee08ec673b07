"""What production refuses to start with, and how it says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.warm import run_warm
from violet.app import create_app
from violet.production import UnsafeConfiguration, load_settings, production_problems, require_own_secrets
from violet.settings import DEVELOPMENT_JWT_SECRET, Settings

ROOT = Path(__file__).parents[2]
KEY = "b25seSBmb3IgdGVzdHMsIGFuZCAzMiBieXRlcyBsb24="  # the same in every test process
GOOD = {
    "FLASK_ENV": "production",
    "JWT_SECRET": "q7Zt0cQ2w9sVbXy5LkPf8RmJ3dHgN6uE",
    "PUBLIC_BASE_URL": "https://api.violet.nyu.edu",
    "DATABASE_URL": "postgresql://violet@127.0.0.1:1/violet",
    "ALLOWED_ORIGINS": "https://violet.nyu.edu",
    "FIELD_ENCRYPTION_KEYS": KEY,
}
PROBLEMS = {
    "JWT_SECRET": ["", "s" * 31, "s" * 48, "changeme" * 6, "1234567890" * 4, DEVELOPMENT_JWT_SECRET],
    "JWT_SECRET_PREVIOUS": ["passwordpasswordpasswordpassword1", "short"],
    "METRICS_TOKEN": ["metrics"],
    "PUBLIC_BASE_URL": [
        "",
        "https://127.0.0.1",
        "https://[::1]:8443",
        "https://[::1",
        "http://violet.nyu.edu",
        "http://localhost",
        "ftp://violet.nyu.edu",
        "${APP_URL}",
    ],
    "ACCESS_TOKEN_TTL_S": ["31536000"],
    "REFRESH_TOKEN_TTL_S": ["31536000"],
    "PASSWORD_RESET_TTL_S": ["604800"],
    "EMAIL_VERIFICATION_TTL_S": ["31536000"],
    "EMAIL_VERIFICATION": ["required"],
    "DATABASE_URL": [
        "",
        "sqlite:////var/lib/violet.db",
        "nonsense",
        "mysql://violet@db/violet",
        "${db.DATABASE_URL}",
    ],
    "REDIS_URL": ["memcached://cache:11211", "${cache.DATABASE_URL}"],
    "ALLOWED_ORIGINS": [
        "https://violet.nyu.edu/",
        "https://Violet.nyu.edu",
        "https://violet.nyu.edu:443",
        "",
        "*",
        "https://*.nyu.edu",
        "http://localhost:3000",
        "https://violet.nyu.edu,*",
    ],
    "FIELD_ENCRYPTION_KEYS": ["", "A" * 43 + "=", "nonsense", f"{KEY},nonsense"],
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
    "command", [["flask", "--app", "violet.wsgi", "config", "check"], ["gunicorn", "violet.wsgi:app"]]
)
def test_the_process_prints_the_list_and_exits(command: list[str]):
    environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    run = run_warm(*command, env=environ | GOOD | BAD | {"PORT": "0", "PYTHONPATH": str(ROOT)}, timeout=60)
    assert run.returncode != 0
    printed = [line.strip("- ").split()[0].rstrip(":") for line in run.stderr.splitlines() if line.startswith("  - ")]
    assert sorted(printed) == sorted(PROBLEMS)
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("valkey://cache:6379/0", "redis://cache:6379/0"),
        ("valkeys://cache:25061", "rediss://cache:25061"),
        ("rediss://cache:25061?ssl_cert_reqs=CERT_REQUIRED", "rediss://cache:25061?ssl_cert_reqs=required"),
        ("rediss://cache:25061/0?db=1&ssl_cert_reqs=CERT_NONE", "rediss://cache:25061/0?db=1&ssl_cert_reqs=none"),
        ("rediss://cache:25061?ssl_cert_reqs=optional", "rediss://cache:25061?ssl_cert_reqs=optional"),
    ],
)
def test_redis_is_read_under_every_name_and_spelling(monkeypatch: pytest.MonkeyPatch, given: str, read: str):
    settings = settings_from(monkeypatch, GOOD | {"REDIS_URL": given})
    assert settings.redis_url == read
    assert production_problems(settings) == []


@pytest.mark.parametrize("level", ["info", "Info", " INFO "])
def test_the_log_level_is_read_in_any_case(monkeypatch: pytest.MonkeyPatch, level: str):
    assert settings_from(monkeypatch, GOOD | {"LOG_LEVEL": level}).log_level == "INFO"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "violet.nyu.edu", ""])
def test_beyond_this_machine_the_secret_that_everybody_knows_is_refused(monkeypatch: pytest.MonkeyPatch, host: str):
    for environment in ("development", "testing"):
        settings = settings_from(monkeypatch, {"FLASK_ENV": environment})
        with pytest.raises(UnsafeConfiguration) as refused:
            require_own_secrets(settings, ["127.0.0.1", host])
        assert "FLASK_ENV=production" in str(refused.value)
        require_own_secrets(settings, ["127.0.0.1", "::1", "localhost"])
    require_own_secrets(settings_from(monkeypatch, {"JWT_SECRET": GOOD["JWT_SECRET"]}), [host])


def test_a_server_that_is_told_to_listen_everywhere_does_not_start_with_that_secret(tmp_path: Path):
    environ = {name: value for name, value in os.environ.items() if name.lower() not in Settings.model_fields}
    command = ("gunicorn", "--config", "gunicorn.conf.py", "--bind", "0.0.0.0:0", "violet.wsgi:app")
    more = {"PORT": "0", "EMBEDDINGS": "off", "DATABASE_URL": f"sqlite:///{tmp_path}/violet.db"}
    run = run_warm(*command, env=environ | more, timeout=120)
    assert run.returncode != 0
    assert "JWT_SECRET is the development default" in run.stderr
    assert "Traceback" not in run.stderr

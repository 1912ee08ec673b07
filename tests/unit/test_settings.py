"""Settings: all of them are in .env.example with their defaults, and their secrets are not shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import make_settings
from violet.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
LINE = re.compile(r"# ([A-Z][A-Z0-9_]+)=(.*?)(?:\s+#.*)?")


def _lines() -> dict[str, str]:
    matches = (LINE.fullmatch(line) for line in EXAMPLE.read_text().splitlines())
    return {match[1]: match[2] for match in matches if match}


def test_every_setting_is_in_the_example_and_nothing_else() -> None:
    assert set(_lines()) == {"FLASK_ENV" if name == "environment" else name.upper() for name in Settings.model_fields}


def test_the_example_shows_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _lines():
        monkeypatch.delenv(name, raising=False)
    taken = tmp_path / "env"
    taken.write_text("".join(f"{name}='{value}'\n" for name, value in _lines().items()))
    assert Settings(_env_file=taken) == Settings(_env_file=None)


def test_a_price_that_is_given_replaces_that_price_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRICE_TABLE", '{"places.search_enterprise": 12.5}')
    prices = Settings(_env_file=None).price_table
    assert prices["places.search_enterprise"] == 12.5
    assert prices["routes.route"] == 5.0


def test_secrets_are_not_shown() -> None:
    secrets = {
        "google_api_key": "canary-key-a", "gemini_api_key": "canary-key-b", "openweather_key": "canary-key-c",
        "jwt_secret": "canary-key-d", "smtp_password": "canary-key-e", "database_url": "postgres://u:canary-key-f@h/d",
        "redis_url": "redis://:canary-key-g@h/0", "field_encryption_keys": "canary-key-h", "sentry_dsn": "canary-key-i",
        "metrics_token": "canary-key-j",
    }  # fmt: skip
    shown = repr(make_settings(**secrets)) + str(make_settings(**secrets))
    assert "canary" not in shown
    assert "port=5001" in shown

"""Settings: their secrets are not shown. That all of them are documented is tests/architecture's business."""

from __future__ import annotations

from tests.conftest import make_settings


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

"""What Flask and its extensions are told of the settings."""

from __future__ import annotations

from typing import Any

from violet.database import database_uri
from violet.settings import Settings
from violet.store.base import Store
from violet.store.failover_store import FailoverStore
from violet.store.limit_storage import FAILOVER_SCHEME, LOCAL_SCHEME


def flask_config(settings: Settings, store: Store) -> dict[str, Any]:
    """Flask's and the extensions' own configuration keys. Rate limits are counted where `store` keeps its data."""
    return {
        "MAX_CONTENT_LENGTH": settings.max_body_bytes,
        "SQLALCHEMY_DATABASE_URI": database_uri(settings),
        "TESTING": settings.environment == "testing",
        "RATELIMIT_ENABLED": settings.ratelimit_enabled,
        **_limit_storage(store),
    }


def cors_options(settings: Settings) -> dict[str, Any]:
    """Only the origins named may call from a web page; the apps are no web pages and need none of this."""
    taken = [
        "Authorization", "Content-Type", "X-Session-ID", "X-Clear-Session", "X-Campus", "X-Request-ID", "Last-Event-ID",
    ]  # fmt: skip
    shown = ["X-Request-ID", "X-Turn-ID", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"]
    return {
        "origins": list(settings.allowed_origins),
        "supports_credentials": True,
        "allow_headers": taken,
        "expose_headers": shown,
        "max_age": 600,
    }


def _limit_storage(store: Store) -> dict[str, Any]:
    if not isinstance(store, FailoverStore):
        return {"RATELIMIT_STORAGE_URI": f"{LOCAL_SCHEME}://"}
    options = {"client": store.client, "breaker": store.breaker}
    return {"RATELIMIT_STORAGE_URI": f"{FAILOVER_SCHEME}://", "RATELIMIT_STORAGE_OPTIONS": options}

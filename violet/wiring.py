"""Which concrete provider and store serve a given set of settings. Choosing is all that happens: nothing connects."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from violet.database import engine_options
from violet.providers.base import ProviderError
from violet.providers.campus_guide import CampusGuidePlaces, GuideGeocoder
from violet.providers.embeddings import LexicalEmbedder, MiniLMEmbedder
from violet.providers.geo import EstimatedRoutes
from violet.providers.guide.loader import load_guide
from violet.providers.mail import build_mailer
from violet.providers.no_weather import NoWeather
from violet.security.encryption import FieldCipher, development_field_key
from violet.security.passwords import PasswordHasher
from violet.security.tokens import TokenSigner
from violet.services.deps import Deps
from violet.services.understanding.gazetteer import Gazetteer
from violet.services.understanding.meaning import Prototypes
from violet.settings import Settings
from violet.store.base import Store
from violet.store.failover_store import FailoverStore
from violet.store.memory_store import MemoryStore
from violet.store.redis_store import RedisStore, connect


def build_deps(settings: Settings) -> Deps:
    guide = load_guide()
    guide_places = CampusGuidePlaces(guide)
    embedder = MiniLMEmbedder() if settings.embeddings == "on" else LexicalEmbedder()
    return Deps(
        settings=settings,
        store=build_store(settings),
        guide=guide,
        places=guide_places,
        guide_places=guide_places,
        routes=EstimatedRoutes(),
        geocoder=GuideGeocoder(guide),
        weather=NoWeather(),
        tokens=TokenSigner(settings.jwt_secret, settings.jwt_secret_previous),
        passwords=PasswordHasher(settings.bcrypt_rounds),
        cipher=field_cipher(settings),
        mailer=build_mailer(settings),
        embedder=embedder,
        prototypes=Prototypes(embedder),
        gazetteer=Gazetteer(guide),
    )


def field_cipher(settings: Settings) -> FieldCipher:
    """What seals single fields. Without keys of its own (development) it takes one made from the JWT secret."""
    return FieldCipher(settings.field_encryption_keys or [development_field_key(settings.jwt_secret)])


def warm_up(deps: Deps) -> None:
    """Loads what is slow to load, before gunicorn forks its workers. A model that is missing is not waited for."""
    if isinstance(deps.embedder, MiniLMEmbedder):
        with suppress(ProviderError):
            deps.embedder.load()


def build_store(settings: Settings) -> Store:
    """Redis with this process's memory behind it, or memory alone where there is no REDIS_URL."""
    if settings.redis_url is None:
        return MemoryStore()
    client = connect(
        settings.redis_url, timeout_s=settings.redis_timeout_s, max_connections=settings.redis_max_connections
    )
    return FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=settings.conversation_ttl_s)


def flask_config(settings: Settings) -> dict[str, Any]:
    """Flask's and the extensions' own configuration keys."""
    return {
        "MAX_CONTENT_LENGTH": settings.max_body_bytes,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings),
        "TESTING": settings.environment == "testing",
        "RATELIMIT_ENABLED": settings.ratelimit_enabled,
        "RATELIMIT_STORAGE_URI": settings.redis_url or "memory://",
        "RATELIMIT_STORAGE_OPTIONS": _limit_storage_options(settings),
    }


def cors_options(settings: Settings) -> dict[str, Any]:
    """Only the origins named may call from a web page; the apps are no web pages and need none of this."""
    return {
        "origins": list(settings.allowed_origins),
        "supports_credentials": True,
        "allow_headers": ["Authorization", "Content-Type", "X-Session-ID", "X-Clear-Session", "X-Request-ID"],
        "expose_headers": ["X-Request-ID", "Retry-After", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"],
        "max_age": 600,
    }


def _limit_storage_options(settings: Settings) -> dict[str, Any]:
    if settings.redis_url is None:
        return {}
    return {"socket_timeout": settings.redis_timeout_s, "socket_connect_timeout": settings.redis_timeout_s}

"""Which concrete provider and store serve a given set of settings. Choosing is all that happens: nothing connects."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from violet.database import engine_options
from violet.ports import ProviderError
from violet.providers.calendars.feeds import PrivateCalendarFeeds
from violet.providers.calendars.google import GoogleCalendarApi
from violet.providers.campus_guide import CampusGuidePlaces, GuideGeocoder
from violet.providers.embeddings.embedder import LexicalEmbedder, MiniLMEmbedder
from violet.providers.estimated_routes import EstimatedRoutes
from violet.providers.event_sources.build import build_event_sources
from violet.providers.gemini import GeminiWriter
from violet.providers.google.geocoding import GoogleGeocoder
from violet.providers.google.photos import GooglePhotos
from violet.providers.google.places import GooglePlaces
from violet.providers.google.routes import GoogleRoutes
from violet.providers.guide.loader import load_guide
from violet.providers.http import Transport
from violet.providers.http.documents import Documents
from violet.providers.mail import build_mailer
from violet.providers.no_weather import NoWeather
from violet.providers.openweather import OpenWeather
from violet.security.encryption import FieldCipher, development_field_key
from violet.security.passwords import PasswordHasher
from violet.security.tokens import TokenSigner
from violet.services.deps import Deps, as_it_is
from violet.services.events.venues import Venues
from violet.services.places.guide_facts import GuideFacts
from violet.services.places.vectors import shipped_texts
from violet.services.understanding.gazetteer import Gazetteer
from violet.services.understanding.meaning import Meaning
from violet.services.working.people import KnownPeople
from violet.settings import Settings
from violet.store.base import Store
from violet.store.failover_store import FailoverStore
from violet.store.limit_storage import FAILOVER_SCHEME, LOCAL_SCHEME
from violet.store.memory_store import MemoryStore
from violet.store.notices import Notices
from violet.store.redis_store import RedisStore, connect


def build_deps(settings: Settings) -> Deps:
    """A provider is the real one where its key is set; what stands in otherwise needs no network."""
    guide = load_guide()
    guide_places = CampusGuidePlaces(guide)
    transport = Transport(settings)
    documents = Documents(transport, settings)
    maps = settings.google_api_key is not None
    embedder = MiniLMEmbedder() if settings.embeddings == "on" else LexicalEmbedder()
    store = build_store(settings)
    return Deps(
        settings=settings,
        store=store,
        guide=guide,
        places=GooglePlaces(transport, settings) if maps else guide_places,
        guide_places=guide_places,
        routes=GoogleRoutes(transport, settings) if maps else EstimatedRoutes(),
        geocoder=GoogleGeocoder(transport, settings) if maps else GuideGeocoder(guide),
        photos=GooglePhotos(transport, settings) if maps else None,
        shared_origin=transport.shared_origin if maps else as_it_is,
        weather=OpenWeather(transport, settings) if settings.openweather_key else NoWeather(),
        writer=GeminiWriter(transport, settings) if settings.gemini_api_key else None,
        venues=Venues(guide),
        calendar_feeds=PrivateCalendarFeeds(documents, settings),
        google_calendar=GoogleCalendarApi(documents, settings) if settings.google_oauth_client_id else None,
        event_sources=build_event_sources(documents, settings, guide),
        tokens=TokenSigner(settings.jwt_secret, settings.jwt_secret_previous),
        passwords=PasswordHasher(settings.bcrypt_rounds),
        cipher=field_cipher(settings),
        mailer=build_mailer(settings),
        embedder=embedder,
        guide_facts=GuideFacts(guide),
        meaning=Meaning(embedder),
        gazetteer=Gazetteer(guide),
        people=KnownPeople(Notices(store) if isinstance(store, FailoverStore) else None),
    )


def field_cipher(settings: Settings) -> FieldCipher:
    """What seals single fields. Without keys of its own (development) it takes one made from the JWT secret."""
    return FieldCipher(settings.field_encryption_keys or [development_field_key(settings.jwt_secret)])


def warm_up(deps: Deps) -> None:
    """Loads what is slow to load, before gunicorn forks its workers. A model that is missing is not waited for."""
    if isinstance(deps.embedder, MiniLMEmbedder):
        with suppress(ProviderError):
            deps.embedder.load()
            deps.embedder.encode(shipped_texts(deps.guide))
    if isinstance(deps.writer, GeminiWriter):
        deps.writer.load()


def build_store(settings: Settings) -> Store:
    """Redis with this process's memory behind it, or memory alone where there is no REDIS_URL."""
    if settings.redis_url is None:
        return MemoryStore()
    client = connect(
        settings.redis_url, timeout_s=settings.redis_timeout_s, max_connections=settings.redis_max_connections
    )
    return FailoverStore(RedisStore(client), MemoryStore(), list_ttl_s=settings.conversation_ttl_s)


def flask_config(settings: Settings, store: Store) -> dict[str, Any]:
    """Flask's and the extensions' own configuration keys. Rate limits are counted where `store` keeps its data."""
    return {
        "MAX_CONTENT_LENGTH": settings.max_body_bytes,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings),
        "TESTING": settings.environment == "testing",
        "RATELIMIT_ENABLED": settings.ratelimit_enabled,
        **_limit_storage(store),
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


def _limit_storage(store: Store) -> dict[str, Any]:
    if not isinstance(store, FailoverStore):
        return {"RATELIMIT_STORAGE_URI": f"{LOCAL_SCHEME}://"}
    options = {"client": store.client, "breaker": store.breaker}
    return {"RATELIMIT_STORAGE_URI": f"{FAILOVER_SCHEME}://", "RATELIMIT_STORAGE_OPTIONS": options}

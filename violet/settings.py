"""Every setting of the server: one typed, frozen object read from the environment (and `.env` on a laptop).

A name here in lower case is the environment variable in upper case. `.env.example` lists them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DAY_S = 24 * 3600
DEVELOPMENT_JWT_SECRET = "development-only-secret-never-used-in-production"  # noqa: S105 -- refused in production

# List prices, first paid band, of November 2026. A call is billed at the dearest field its mask names.
DEFAULT_PRICES = {
    "places.search_pro": 32.0,
    "places.search_enterprise": 35.0,
    "places.search_atmosphere": 40.0,
    "places.details_enterprise": 20.0,
    "places.details_atmosphere": 25.0,
    "places.photo": 7.0,
    "routes.matrix_element": 5.0,
    "routes.route": 5.0,
    "geocoding.request": 5.0,
    "openweather.call": 0.0,
    "gemini-3.8-flash.input": 0.00075,
    "gemini-3.8-flash.output": 0.00375,
}

_SECRET = re.compile(r"(?:key|keys|secret|secret_previous|token|password|dsn|database_url|redis_url)$")

CommaList = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """Read with `Settings()`; tests and tools build it with keyword arguments. Times end in `_s` and are seconds."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    # Where and how we run
    environment: Literal["development", "production", "testing"] = Field(
        default="development", validation_alias=AliasChoices("FLASK_ENV", "ENVIRONMENT")
    )
    port: int = 5001
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "json", "text"] = "auto"
    metrics_token: str | None = None
    sentry_dsn: str | None = None
    otel_exporter_otlp_endpoint: str | None = None
    web_concurrency: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=64, ge=1, le=1000)
    graceful_timeout_s: int = Field(default=30, ge=1, le=600)
    public_base_url: str = "http://127.0.0.1:5001"
    commit_sha: str = "unknown"
    max_body_bytes: int = 1_000_000

    # State
    database_url: str = "sqlite:///violet.db"
    db_pool_size: int = Field(default=8, ge=1)
    db_max_overflow: int = Field(default=0, ge=0)
    db_pool_timeout_s: float = 3.0
    db_timeout_s: float = Field(default=2.0, gt=0)
    redis_url: str | None = None
    redis_timeout_s: float = Field(default=0.25, gt=0)
    redis_max_connections: int = Field(default=16, ge=1)
    conversation_ttl_s: int = 24 * 3600
    cache_ttl_s: int = 300

    # Accounts and security
    jwt_secret: str = DEVELOPMENT_JWT_SECRET
    jwt_secret_previous: str | None = None
    access_token_ttl_s: int = Field(default=7 * DAY_S, ge=60)
    refresh_token_ttl_s: int = Field(default=30 * DAY_S, ge=60)
    password_reset_ttl_s: int = Field(default=3600, ge=60)
    email_verification_ttl_s: int = Field(default=2 * DAY_S, ge=60)
    bcrypt_rounds: int = Field(default=12, ge=4, le=16)
    field_encryption_keys: CommaList = ()
    signup_email_domains: CommaList = ()
    email_verification: Literal["off", "required"] = "off"
    activity_limit: int = Field(default=500, ge=50)
    allowed_origins: CommaList = ()
    trusted_proxies: int | None = Field(default=None, ge=0, le=10)
    client_address_header: str | None = Field(default=None, pattern=r"^[A-Za-z0-9-]+$")
    ratelimit_enabled: bool = True

    # Mail: without SMTP_HOST, messages go to the log in development and nowhere in production
    smtp_host: str | None = None
    smtp_port: int = 587
    smtp_username: str | None = None
    smtp_password: str | None = None
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str = "VioletVibes <no-reply@localhost>"
    password_reset_url: str = "violetvibes://reset-password?token={token}"  # noqa: S105 -- a link
    email_verification_url: str = "violetvibes://verify-email?token={token}"

    # Keys of the providers
    google_api_key: str | None = None
    gemini_api_key: str | None = None
    openweather_key: str | None = None

    # Providers: where they are
    google_places_base_url: str = "https://places.googleapis.com"
    google_routes_base_url: str = "https://routes.googleapis.com"
    google_maps_base_url: str = "https://maps.googleapis.com"
    gemini_base_url: str = "https://generativelanguage.googleapis.com"
    openweather_base_url: str = "https://api.openweathermap.org"
    nyu_engage_base_url: str = "https://engage.nyu.edu"
    nyu_events_base_url: str = "https://events.nyu.edu"
    nyc_open_data_base_url: str = "https://data.cityofnewyork.us"
    downtown_brooklyn_base_url: str = "https://www.downtownbrooklyn.com"
    google_calendar_base_url: str = "https://www.googleapis.com"
    google_oauth_base_url: str = "https://oauth2.googleapis.com"
    expo_push_base_url: str = "https://exp.host"

    # Providers: how patient we are. Seconds; an upstream's budget bounds a call with all its attempts.
    upstream_connect_timeout_s: float = Field(default=1.5, gt=0)
    upstream_max_concurrent: int = Field(default=128, ge=1)
    upstream_busy_wait_s: float = Field(default=0.5, ge=0)
    breaker_failures: int = Field(default=5, ge=1)
    breaker_reset_s: float = Field(default=10.0, gt=0)
    places_budget_s: float = Field(default=3.6, gt=0)
    geocoding_budget_s: float = Field(default=2.0, gt=0)
    weather_budget_s: float = Field(default=2.5, gt=0)
    photos_budget_s: float = Field(default=6.0, gt=0)
    weather_cache_ttl_s: int = Field(default=600, ge=1)
    photo_cache_ttl_s: int = Field(default=1800, ge=1)

    # The model that writes the replies
    gemini_models: CommaList = ("gemini-3.8-flash", "gemini-3.7-flash", "gemini-3.6-flash")
    gemini_max_output_tokens: int = Field(default=1024, ge=64)

    # Money. Prices are US dollars per 1,000 units; ceilings are US dollars at these list prices.
    price_table: Annotated[dict[str, float], NoDecode] = Field(default_factory=lambda: dict(DEFAULT_PRICES))
    turn_ceiling_usd: float = Field(default=0.10, ge=0)
    user_day_ceiling_usd: float = Field(default=3.0, ge=0)
    deployment_day_ceiling_usd: float = Field(default=100.0, ge=0)

    # Events. "auto" lets the server refresh them by itself where there is no Redis for a worker
    events_refresh: Literal["auto", "off"] = "auto"
    events_refresh_s: int = Field(default=1800, ge=60)
    events_check_s: float = Field(default=120.0, gt=0)
    events_refresh_limit_s: int = Field(default=900, ge=30)
    events_horizon_days: int = Field(default=30, ge=1, le=90)
    events_embedding_limit_s: float = Field(default=60.0, ge=0)
    event_feed_budget_s: float = Field(default=20.0, gt=0)
    event_feed_pause_s: float = Field(default=0.2, ge=0)
    nyc_open_data_app_token: str | None = None

    # People's calendars, and the hours in which something is suggested
    google_oauth_client_id: str | None = None
    google_oauth_client_secret: str | None = None
    google_accounts_base_url: str = "https://accounts.google.com"
    google_oauth_return_url: str | None = None
    calendar_budget_s: float = Field(default=4.0, gt=0)
    calendar_cache_ttl_s: int = Field(default=300, ge=0)
    calendar_allow_private_addresses: bool = False
    waking_starts_hour: int = Field(default=8, ge=0, le=23)
    waking_ends_hour: int = Field(default=23, ge=0, le=23)
    walk_buffer_minutes: int = Field(default=5, ge=0, le=60)
    dashboard_deadline_s: float = Field(default=6.5, gt=0, lt=8)

    # Understanding
    embeddings: Literal["on", "off"] = "on"

    # A turn's time budgets; each upstream has its own, and they add up to less than turn_budget_s
    turn_budget_s: float = 20.0
    gather_deadline_s: float = 4.0
    routes_deadline_s: float = 2.0
    reply_deadline_s: float = 10.0

    @field_validator("price_table", mode="before")
    @classmethod
    def _read_json(cls, value: Any) -> Any:
        try:
            return json.loads(value) if isinstance(value, str) and value.strip() else value
        except ValueError:
            raise ValueError('not JSON, such as {"routes.route": 5.0}') from None

    @field_validator("price_table", mode="after")
    @classmethod
    def _complete_price_table(cls, given: dict[str, float]) -> dict[str, float]:
        """What is given replaces single prices; the others stay as they are."""
        return DEFAULT_PRICES | given

    @field_validator("allowed_origins", "field_encryption_keys", "signup_email_domains", "gemini_models", mode="before")
    @classmethod
    def _split_commas(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("*", mode="before")
    @classmethod
    def _empty_means_unset(cls, value: Any, info: Any) -> Any:
        """`KEY=` in a .env file means the same as no line at all."""
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[info.field_name].get_default(call_default_factory=True)
        return value

    @field_validator("database_url")
    @classmethod
    def _normalise_database_url(cls, url: str) -> str:
        """`postgres://` is what hosting platforms hand out; SQLAlchemy 2 wants the driver named."""
        for prefix in ("postgres://", "postgresql://"):
            if url.startswith(prefix):
                return "postgresql+psycopg2://" + url.removeprefix(prefix)
        return url

    @field_validator("*", mode="after")
    @classmethod
    def _no_trailing_slash(cls, value: Any, info: Any) -> Any:
        return value.rstrip("/") if info.field_name.endswith("_base_url") else value

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Settings are shown in tracebacks and test reports: without what is secret or may have a password in it."""
        for name, value in super().__repr_args__():
            yield name, "..." if value and _SECRET.search(name or "") else value

    @property
    def proxy_count(self) -> int:
        """How many proxies in front of us to believe: a hosting platform has one, a laptop none."""
        return int(self.production) if self.trusted_proxies is None else self.trusted_proxies

    @property
    def production(self) -> bool:
        return self.environment == "production"

    @property
    def json_logs(self) -> bool:
        return self.log_format == "json" or (self.log_format == "auto" and self.production)

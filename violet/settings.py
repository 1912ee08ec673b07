"""Every setting of the server: one typed, frozen object read from the environment (and `.env` on a laptop).

A name here in lower case is the environment variable in upper case. `.env.example` lists them all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from violet.addresses import database_address, redis_address
from violet.list_prices import DEFAULT_PRICES

DAY_S = 24 * 3600
DEVELOPMENT_JWT_SECRET = "development-only-secret-never-used-in-production"  # noqa: S105 -- refused in production

WEBPUSH_HOSTS = ("fcm.googleapis.com", "*.push.services.mozilla.com", "*.notify.windows.com", "*.push.apple.com")

_SECRET = re.compile(r"(?:key|keys|service_account|secret|secret_previous|token|password|dsn|database_url|redis_url)$")

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
    map_tiles_url: str | None = Field(
        default=None, pattern=r"^https?://[A-Za-z0-9.:-]+/(\S*\{z\}\S*|\S+\.pmtiles(\?\S*)?)$"
    )
    map_tiles_attribution: str | None = None
    commit_sha: str = "unknown"
    max_body_bytes: int = 1_000_000
    graphql: Literal["on", "off"] = "off"
    client_header_timeout_s: float = Field(default=10.0, gt=0)
    client_body_timeout_s: float = Field(default=20.0, gt=0)
    client_write_timeout_s: float = Field(default=30.0, gt=0)

    # State
    database_url: Annotated[str, AfterValidator(database_address)] = "sqlite:///violet.db"
    db_pool_size: int = Field(default=8, ge=1)
    db_max_overflow: int = Field(default=0, ge=0)
    db_pool_timeout_s: float = 3.0
    db_timeout_s: float = Field(default=2.0, gt=0)
    redis_url: Annotated[str, AfterValidator(redis_address)] | None = None
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
    smtp_budget_s: float = Field(default=30.0, gt=0, le=300)
    mail_from: str = "VioletVibes <no-reply@localhost>"
    password_reset_url: str = "violetvibes://reset-password?token={token}"  # noqa: S105 -- a link
    email_verification_url: str = "violetvibes://verify-email?token={token}"

    # Notifications: "auto" sends in production and shows on the console elsewhere; mail also wherever SMTP_HOST is set
    push: Literal["auto", "on", "console", "off"] = "auto"
    sms: Literal["auto", "on", "console", "off"] = "auto"
    mail: Literal["auto", "on", "console", "off"] = "auto"
    expo_access_token: str | None = None
    apns_team_id: str | None = None
    apns_key_id: str | None = None
    apns_private_key: str | None = None
    apns_topic: str | None = None
    fcm_service_account: str | None = None
    webpush_private_key: str | None = None
    webpush_subject: str | None = None
    webpush_hosts: CommaList = WEBPUSH_HOSTS
    twilio_account_sid: str | None = None
    twilio_auth_token: str | None = None
    twilio_from: str | None = None

    # Keys of the providers
    google_api_key: str | None = None
    gemini_api_key: str | None = None
    openweather_key: str | None = None
    google_translate_key: str | None = None
    mapbox_token: str | None = None

    # Providers: where they are
    google_places_base_url: str = "https://places.googleapis.com"
    google_routes_base_url: str = "https://routes.googleapis.com"
    google_maps_base_url: str = "https://maps.googleapis.com"
    gemini_base_url: str = "https://generativelanguage.googleapis.com"
    openweather_base_url: str = "https://api.openweathermap.org"
    campuses_dir: Path | None = None
    campuses: CommaList = ()
    campus_keys: CommaList = ()
    event_source_base_urls: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    open_data_melbourne_base_url: str = "https://data.melbourne.vic.gov.au"
    open_data_nyc_base_url: str = "https://data.cityofnewyork.us"
    open_data_base_urls: Annotated[dict[str, str], NoDecode] = Field(default_factory=dict)
    google_calendar_base_url: str = "https://www.googleapis.com"
    google_oauth_base_url: str = "https://oauth2.googleapis.com"
    expo_push_base_url: str = "https://exp.host"
    apns_base_url: str = "https://api.push.apple.com"
    fcm_base_url: str = "https://fcm.googleapis.com"
    twilio_base_url: str = "https://api.twilio.com"
    google_translate_base_url: str = "https://translation.googleapis.com"
    mapbox_base_url: str = "https://api.mapbox.com"

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
    translate_budget_s: float = Field(default=2.5, gt=0)
    weather_cache_ttl_s: int = Field(default=600, ge=1)
    photo_cache_ttl_s: int = Field(default=1800, ge=1)

    # The model that writes the replies
    gemini_models: CommaList = ("gemini-3.8-flash", "gemini-3.7-flash", "gemini-3.6-flash")
    gemini_max_output_tokens: int = Field(default=1024, ge=64)
    gemini_reader: Literal["on", "off"] = "off"

    # Money. Prices are US dollars per 1,000 units; ceilings are US dollars at these list prices.
    price_table: Annotated[dict[str, float], NoDecode] = Field(default_factory=lambda: dict(DEFAULT_PRICES))
    turn_ceiling_usd: float = Field(default=0.10, ge=0)
    user_day_ceiling_usd: float = Field(default=3.0, ge=0)
    address_day_ceiling_usd: float = Field(default=25.0, ge=0)
    deployment_day_ceiling_usd: float = Field(default=100.0, ge=0)

    # Live: the process that tells apps at once; it needs Redis. How many sockets it holds, and how many of one address
    realtime_port: int = Field(default=5002, ge=0, le=65535)
    realtime_max_sockets: int = Field(default=5000, ge=1)
    realtime_max_sockets_per_address: int = Field(default=2000, ge=1)
    realtime_max_sockets_per_user: int = Field(default=10, ge=1)

    # Jobs, and the clock that looks for what is due
    jobs_check_s: float = Field(default=1.0, gt=0)
    jobs_max_attempts: int = Field(default=5, ge=1, le=20)

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

    # Open data of the campuses' cities. "auto" reads each data set anew when its time has come
    open_data_refresh: Literal["auto", "off"] = "off"
    open_data_check_s: float = Field(default=600.0, gt=0)
    open_data_limit_s: int = Field(default=900, ge=30)

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

    # A turn's time budgets; each upstream has its own, and they add up to less than the 20 s a client waits
    gather_deadline_s: float = 4.0
    routes_deadline_s: float = 2.0
    reply_deadline_s: float = 10.0

    @field_validator("price_table", "event_source_base_urls", "open_data_base_urls", mode="before")
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

    @field_validator(
        "allowed_origins",
        "field_encryption_keys",
        "signup_email_domains",
        "gemini_models",
        "webpush_hosts",
        "campuses",
        "campus_keys",
        mode="before",
    )
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

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_any_case(cls, level: Any) -> Any:
        return level.strip().upper() if isinstance(level, str) else level

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

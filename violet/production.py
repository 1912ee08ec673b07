"""What must be right before violet serves strangers: every problem of a production environment, in one list. A leaf."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import ValidationError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from violet.security.encryption import is_field_key
from violet.settings import DEVELOPMENT_JWT_SECRET, Settings
from violet.settings_check import impossible_origins, mail_problems, unresolved, wrong_schemes

MIN_SECRET_BYTES = 32
MIN_BCRYPT_ROUNDS = 10
# How many guesses a secret has to withstand, as a power of ten (zxcvbn's estimate; 32 random hex digits: 10^32).
MIN_GUESSES_LOG10 = {"JWT_SECRET": 20, "JWT_SECRET_PREVIOUS": 20, "METRICS_TOKEN": 12}
JUDGED_CHARACTERS = 64
MIN_DISTINCT_KEY_BYTES = 8
# The longest a token may live, in seconds. Access: the apps in the field do not refresh theirs, so a week.
DAY_S = 24 * 3600
MAX_TTL_S = {
    "access_token_ttl_s": 7 * DAY_S,
    "refresh_token_ttl_s": 90 * DAY_S,
    "password_reset_ttl_s": DAY_S,
    "email_verification_ttl_s": 14 * DAY_S,
}
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0", ""})  # noqa: S104 -- names, nothing listens


class UnsafeConfiguration(RuntimeError):
    """`problems` holds a sentence for each; none repeats a value."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("violet does not start like this:\n" + "\n".join(f"  - {problem}" for problem in problems))


def load_settings() -> Settings:
    """The environment's settings. Raises UnsafeConfiguration with every problem where some cannot even be read."""
    try:
        return Settings()
    except ValidationError as error:
        raise UnsafeConfiguration(_unreadable(error)) from None


def require_safe(settings: Settings) -> None:
    """Raises UnsafeConfiguration in production with problems; development and tests may run with any settings."""
    problems = production_problems(settings) if settings.production else []
    if problems:
        raise UnsafeConfiguration(problems)


def require_own_secrets(settings: Settings, hosts: Sequence[str]) -> None:
    """Raises UnsafeConfiguration where the server would listen on one of `hosts` beyond this machine with the secret
    that everybody can read in the repository."""
    outside = [host for host in hosts if not _is_loopback(host)]
    if outside and settings.jwt_secret == DEVELOPMENT_JWT_SECRET:
        raise UnsafeConfiguration(
            [
                f"JWT_SECRET is the development default, and the server was to listen on {', '.join(outside)}: anybody "
                "could log in as anybody. Set FLASK_ENV=production with secrets of your own, or bind 127.0.0.1."
            ]
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def production_problems(settings: Settings) -> list[str]:
    """What is wrong with these settings for production, each a sentence that names its variable; or nothing."""
    unfilled = unresolved(settings)
    named = tuple(problem.split()[0] for problem in unfilled)
    return unfilled + [problem for problem in _problems(settings) if not named or not problem.startswith(named)]


def _problems(settings: Settings) -> list[str]:
    return [
        *wrong_schemes(settings),
        *mail_problems(settings),
        *impossible_origins(settings),
        *_secret_problems("JWT_SECRET", settings.jwt_secret),
        *(
            _secret_problems("JWT_SECRET_PREVIOUS", settings.jwt_secret_previous)
            if settings.jwt_secret_previous
            else ()
        ),
        *_metrics_problems(settings),
        *_lifetime_problems(settings),
        *_address_problems(settings),
        *_field_key_problems(settings),
        *_database_problems(settings),
        *_origin_problems(settings),
        *_limit_problems(settings),
        *_calendar_problems(settings),
    ]


def _secret_problems(name: str, secret: str) -> list[str]:
    if secret == DEVELOPMENT_JWT_SECRET:
        return [f"{name} is missing or the development default: set a random one of {MIN_SECRET_BYTES} bytes or more."]
    if len(secret.encode()) < MIN_SECRET_BYTES:
        return [f"{name} is too short: it needs at least {MIN_SECRET_BYTES} bytes."]
    return _guessable(name, secret)


def _guessable(name: str, secret: str) -> list[str]:
    from zxcvbn import zxcvbn

    if zxcvbn(secret[:JUDGED_CHARACTERS])["guesses_log10"] >= MIN_GUESSES_LOG10[name]:
        return []
    return [f"{name} can be guessed: make a random one with `flask --app violet.wsgi config make-key`."]


def _metrics_problems(settings: Settings) -> list[str]:
    return _guessable("METRICS_TOKEN", settings.metrics_token) if settings.metrics_token else []


def _lifetime_problems(settings: Settings) -> list[str]:
    return [
        f"{name.upper()} is over {longest // DAY_S} days: a token that is stolen would be good for too long."
        for name, longest in MAX_TTL_S.items()
        if getattr(settings, name) > longest
    ]


def _address_problems(settings: Settings) -> list[str]:
    try:
        parts = urlsplit(settings.public_base_url)
        host = parts.hostname or ""
    except ValueError:
        return ["PUBLIC_BASE_URL is not an address."]
    if host in THIS_MACHINE or host.endswith(".localhost") or host.startswith("127."):
        return ["PUBLIC_BASE_URL is this machine's own address: set the one that people reach the server at."]
    if parts.scheme in ("http", ""):  # what is no address for the web at all is said elsewhere
        return ["PUBLIC_BASE_URL does not begin with https://."]
    return []


def _field_key_problems(settings: Settings) -> list[str]:
    if not settings.field_encryption_keys:
        return ["FIELD_ENCRYPTION_KEYS is missing: set one made by `flask --app violet.wsgi config make-key`."]
    bad = [str(place) for place, key in enumerate(settings.field_encryption_keys, 1) if not is_field_key(key)]
    if bad:
        return [f"FIELD_ENCRYPTION_KEYS: no Fernet key in place {', '.join(bad)}."]
    if any(len(set(base64.urlsafe_b64decode(key))) < MIN_DISTINCT_KEY_BYTES for key in settings.field_encryption_keys):
        return ["FIELD_ENCRYPTION_KEYS holds a key that is not random: make one with `config make-key`."]
    return []


def _database_problems(settings: Settings) -> list[str]:
    if settings.database_url == Settings.model_fields["database_url"].default:
        return ["DATABASE_URL is missing: without it, accounts are in a file that a new release does not keep."]
    try:
        url = make_url(settings.database_url)
    except ArgumentError:
        return ["DATABASE_URL is not a database URL."]
    if url.get_backend_name() == "sqlite":
        return ["DATABASE_URL is SQLite, a file on one machine: production needs PostgreSQL."]
    return []


def _origin_problems(settings: Settings) -> list[str]:
    origins = settings.allowed_origins
    if not origins:
        return ["ALLOWED_ORIGINS is missing: name the web origins that may call, separated by commas."]
    problems = []
    if any("*" in origin for origin in origins):
        problems.append("ALLOWED_ORIGINS holds a wildcard: name each origin in full.")
    if any(not origin.startswith("https://") and "*" not in origin for origin in origins):
        problems.append("ALLOWED_ORIGINS holds an origin that is not https://.")
    return problems


def _limit_problems(settings: Settings) -> list[str]:
    problems = []
    if not settings.ratelimit_enabled:
        problems.append("RATELIMIT_ENABLED is false: rate limits may be off in load tests only.")
    if settings.bcrypt_rounds < MIN_BCRYPT_ROUNDS:
        problems.append(f"BCRYPT_ROUNDS is below {MIN_BCRYPT_ROUNDS}: passwords would be quick to guess.")
    return problems


def _calendar_problems(settings: Settings) -> list[str]:
    problems = []
    if settings.calendar_allow_private_addresses:
        problems.append("CALENDAR_ALLOW_PRIVATE_ADDRESSES is true: people could make the server read its own network.")
    if (settings.google_oauth_client_id is None) != (settings.google_oauth_client_secret is None):
        problems.append("GOOGLE_OAUTH_CLIENT_ID and GOOGLE_OAUTH_CLIENT_SECRET go together: one is missing.")
    return problems


def _unreadable(error: ValidationError) -> list[str]:
    """Names the settings that cannot be read, and goes on to check the others as if those had their defaults."""
    names = {
        str(item["loc"][0]): item["msg"].removeprefix("Value error, ")
        for item in error.errors(include_input=False, include_url=False)
    }
    fields = {_field_of(name): message for name, message in names.items()}
    problems = [f"{_variable(field)}: {message}." for field, message in fields.items()]
    defaults = {field: Settings.model_fields[field].get_default(call_default_factory=True) for field in fields}
    try:
        settings = Settings(**defaults)
    except ValidationError:
        return problems
    named = tuple(_variable(field) for field in fields)
    others = production_problems(settings) if settings.production else []
    return problems + [problem for problem in others if not problem.startswith(named)]


def _field_of(name: str) -> str:
    if name in Settings.model_fields:
        return name
    return "environment" if name in ("FLASK_ENV", "ENVIRONMENT") else name.lower()


def _variable(field: str) -> str:
    return "FLASK_ENV" if field == "environment" else field.upper()

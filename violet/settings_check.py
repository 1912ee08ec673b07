"""What a deployment gets wrong in its settings, beside secrets: each a sentence that names its variable. A leaf."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from violet.settings import Settings

# What a platform writes in place of "${db.DATABASE_URL}" where it knows no such component: the text itself.
UNRESOLVED = re.compile(r"\$\{[^}]*\}?")
# May hold a dollar sign and a brace of their own.
TEMPLATES = ("password_reset_url", "email_verification_url")
DATABASES = ("postgresql", "sqlite")
REDIS = ("redis", "rediss", "unix")
WEB = ("http", "https")


def unresolved(settings: Settings) -> list[str]:
    """Variables whose value still holds a reference that should have been filled in."""
    named = [
        name.upper()
        for name, value in settings
        if name not in TEMPLATES
        for text in (value if isinstance(value, tuple) else (value,))
        if isinstance(text, str) and UNRESOLVED.search(text)
    ]
    return [f"{name} holds an unresolved ${{...}}: the platform did not fill it in." for name in dict.fromkeys(named)]


def wrong_schemes(settings: Settings) -> list[str]:
    """Addresses that begin with something nobody here speaks."""
    problems = [
        _scheme("DATABASE_URL", settings.database_url, DATABASES),
        _scheme("REDIS_URL", settings.redis_url, REDIS),
    ]
    addresses = {name: value for name, value in settings if name.endswith(("_base_url", "_endpoint"))}
    problems += [_scheme(name.upper(), value, WEB) for name, value in addresses.items()]
    return [problem for problem in problems if problem]


def _scheme(name: str, url: str | None, known: tuple[str, ...]) -> str | None:
    if url is None or "://" not in url or UNRESOLVED.search(url):
        return None
    scheme = url.partition("://")[0].partition("+")[0].lower()
    if scheme in known:
        return None
    return f"{name} begins with {scheme[:20]}://, which is none of {', '.join(one + '://' for one in known)}."


def mail_problems(settings: Settings) -> list[str]:
    """Mail that is asked for and cannot be sent."""
    if settings.email_verification == "required" and settings.smtp_host is None:
        return ["EMAIL_VERIFICATION is required, but SMTP_HOST is missing: nobody could confirm an address."]
    return []


def impossible_origins(settings: Settings) -> list[str]:
    """Origins that no browser ever sends: `Origin` is a scheme, a host in lower case and, if unusual, a port."""
    if any(_never_sent(origin) for origin in settings.allowed_origins if "*" not in origin):
        return ["ALLOWED_ORIGINS holds what no browser sends: scheme and host only, in lower case, with no slash."]
    return []


def _never_sent(origin: str) -> bool:
    parts = urlsplit(origin)
    usual = {"https": ":443", "http": ":80"}.get(parts.scheme)
    if usual is None:
        return False  # no address of a web page at all: that is another problem
    return bool(parts.path or parts.query or "@" in parts.netloc or origin != origin.lower() or origin.endswith(usual))

"""Addresses of the database and of Redis, as hosting platforms hand them out and as their clients want them."""

from __future__ import annotations

import re

# Celery writes CERT_REQUIRED, CERT_OPTIONAL and CERT_NONE, redis-py required, optional and none.
_CERT_REQS = re.compile(r"([?&]ssl_cert_reqs=)(?:CERT_)?(REQUIRED|OPTIONAL|NONE)\b")


def redis_address(url: str) -> str:
    """Valkey speaks the same protocol under a name of its own, and `ssl_cert_reqs` is spelled in two ways."""
    for valkey, known in (("valkey://", "redis://"), ("valkeys://", "rediss://")):
        if url.startswith(valkey):
            url = known + url.removeprefix(valkey)
    return _CERT_REQS.sub(lambda found: found[1] + found[2].lower(), url)


def database_address(url: str) -> str:
    """`postgres://` is what hosting platforms hand out; SQLAlchemy 2 wants the driver named."""
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg2://" + url.removeprefix(prefix)
    return url

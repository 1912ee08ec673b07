"""Anonymous sessions for tests: the servers of the tests have a secret that everybody knows."""

from __future__ import annotations

from datetime import UTC, datetime

from violet.security.session_ids import SessionIds
from violet.settings import DEVELOPMENT_JWT_SECRET


def issued_session(secret: str = DEVELOPMENT_JWT_SECRET) -> str:
    """An id as a server with this secret gives it to a new device now."""
    return SessionIds([secret]).issue(datetime.now(UTC))

"""The transport: the only room that imports requests, requests-cache and tenacity."""

from __future__ import annotations

from violet.providers.http.failures import AttemptError
from violet.providers.http.guard import Guard
from violet.providers.http.transport import Transport
from violet.providers.http.upstream import Call, Upstream

__all__ = ["AttemptError", "Call", "Guard", "Transport", "Upstream"]

"""The transport: the only room that imports requests, requests-cache and tenacity."""

from __future__ import annotations

from violet.providers.http.failures import AttemptError, failure_of_status
from violet.providers.http.guard import Attempt, Guard
from violet.providers.http.transport import Transport
from violet.providers.http.upstream import Call, Upstream

__all__ = ["Attempt", "AttemptError", "Call", "Guard", "Transport", "Upstream", "failure_of_status"]

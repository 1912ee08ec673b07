"""What the OpenAPI document says of the API as a whole."""

from __future__ import annotations

from typing import Any

from flask_openapi3 import Info

from violet import __version__
from violet.api.schemas.common import ErrorBody

DOCS_PREFIX = "/api/docs"
API_INFO = Info(
    title="VioletVibes API",
    version=__version__,
    description="The campus concierge for NYU students. Every path under /api/v1 also answers under /api.",
)
SECURITY_SCHEMES: dict[str, Any] = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
SIGNED_IN: list[dict[str, list[str]]] = [{"bearer": []}]
OPTIONAL_USER: list[dict[str, list[str]]] = [{}, {"bearer": []}]


def errors(*statuses: int) -> dict[Any, Any]:
    """For a route's `responses`: these statuses answer with the one error shape."""
    return dict.fromkeys(statuses, ErrorBody)

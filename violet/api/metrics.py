"""What Prometheus scrapes: the numbers of all workers together."""

from __future__ import annotations

import hmac

from flask import Response, request
from flask_openapi3 import APIBlueprint

from violet import __version__
from violet.api.support.guards import public
from violet.api.support.request_context import current_deps
from violet.errors import NotFound, Unauthorized
from violet.observability import metrics

metrics_api = APIBlueprint("metrics", __name__, doc_ui=False)


@metrics_api.get("/metrics")
@public
def scrape() -> Response:
    """With METRICS_TOKEN set, only for who bears it; without, not at all in production."""
    settings = current_deps().settings
    if settings.metrics_token is None:
        if settings.production:
            raise NotFound
    elif not hmac.compare_digest(_bearer().encode(), settings.metrics_token.encode()):
        raise Unauthorized("This address needs the metrics token.")
    metrics.build_info(version=__version__, commit=settings.commit_sha)
    body, content_type = metrics.exposition()
    return Response(body, content_type=content_type)


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""

"""What Prometheus scrapes: the numbers of all workers together."""

from __future__ import annotations

import hmac
from contextlib import suppress

from flask import Response, request
from flask_openapi3 import APIBlueprint

from violet import __version__
from violet.api.support.guards import public
from violet.api.support.request_context import container
from violet.database import DATABASE_DOWN
from violet.errors import NotFound, Unauthorized
from violet.observability import metrics, readings
from violet.services.jobs.claims import Claims
from violet.services.notify.outbox import Outbox

metrics_api = APIBlueprint("metrics", __name__, doc_ui=False)


@metrics_api.get("/metrics")
@public
def scrape() -> Response:
    """With METRICS_TOKEN set, only for who bears it; without, not at all in production."""
    settings = container().settings
    if settings.metrics_token is None:
        if settings.production:
            raise NotFound
    elif not hmac.compare_digest(_bearer().encode(), settings.metrics_token.encode()):
        raise Unauthorized("This address needs the metrics token.")
    metrics.build_info(version=__version__, commit=settings.commit_sha)
    with suppress(*DATABASE_DOWN):
        _count_what_waits()
    body, content_type = readings.exposition()
    return Response(body, content_type=content_type)


def _count_what_waits() -> None:
    """Of the database, where the rows of jobs and messages are the truth, whoever works at them."""
    known = container()
    claims = Claims(known.clock, max_attempts=known.settings.jobs_max_attempts)
    outbox = Outbox(known.clock)
    metrics.jobs_on_record(claims.counts(), claims.oldest_due_s())
    metrics.messages_on_record(outbox.counts(), outbox.oldest_due_s())


def _bearer() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""

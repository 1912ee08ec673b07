"""Whether the server lives and whether it is ready to serve."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag

from violet import __version__
from violet.api.schemas.health import HealthAnswer, HealthRefusal, LiveAnswer, ReadyAnswer
from violet.api.support.error_handlers import error_response
from violet.api.support.guards import caller_if_known, optional_user, public
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.services.health import Health

health_api = APIBlueprint(
    "health", __name__, operation_id_callback=operation_id, url_prefix="/health", abp_tags=[Tag(name="health")]
)

DOWN = "The service is not fully available right now. Please try again in a minute."


@health_api.get("", responses={200: HealthAnswer, 503: HealthRefusal})
@optional_user
def health() -> Response:
    """The state of the database and of Redis, and what is running. 503 where the database is down. An administrator is
    told too which address the server takes them to call from: behind a proxy that is worth a look."""
    found = _look()
    body = {"status": found.status, **_parts(found)}
    caller = caller_if_known()
    if caller is not None and caller.account.role == "admin":
        body["you_come_from"] = request.remote_addr or "unknown"
    return _refusal(body) if found.database == "disconnected" else jsonify(body)


@health_api.get("/live", responses={200: LiveAnswer})
@public
def live() -> dict[str, Any]:
    """The process answers. Depends on nothing."""
    return {"status": "ok"}


@health_api.get("/ready", responses={200: ReadyAnswer, 503: HealthRefusal})
@public
def ready() -> Response:
    """Whether requests should come here: this process can serve somebody. 503 where the tables are older than the code.

    Newer tables serve ("ahead"). Redis may be away, as every worker then serves from its own memory, and so may the
    database, as whoever has no account is served without: both are for /health to say.
    """
    found = _look()
    body = {"status": "ready" if found.ready else "not_ready", "migrations": found.migrations, **_parts(found)}
    return jsonify(body) if found.ready else _refusal(body)


def _look() -> Health:
    ports = container()
    return ports.health.look(ports.store, redis_configured=ports.settings.redis_url is not None)


def _parts(found: Health) -> dict[str, str]:
    commit = container().settings.commit_sha
    return {"database": found.database, "redis": found.redis, "version": __version__, "commit": commit}


def _refusal(body: dict[str, str]) -> Response:
    return error_response(503, "unavailable", DOWN, **body)

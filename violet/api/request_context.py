"""What every request carries: an id that goes in, through the logs and out, and the services' dependencies."""

from __future__ import annotations

import re
import uuid
from typing import cast

import structlog
from flask import Flask, Response, current_app, g, request

from violet.services.deps import Deps

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,128}")


def current_deps() -> Deps:
    return cast(Deps, current_app.extensions["violet"])


def request_id() -> str:
    return cast(str, g.get("request_id", "-"))


def register_request_hooks(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_finish)


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=g.request_id)


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    return response

"""Every error leaves in one shape: `{"error": sentence, "code": word, "request_id": id}`, also 404, 405 and 500. Errors
of the chat carry the sentence as `reply` too."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, jsonify, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from violet.api.support.request_context import request_id
from violet.database import DATABASE_DOWN
from violet.errors import Outdated, RateLimited, Unavailable, VioletError
from violet.observability.telemetry import report_error
from violet.security.passwords import TooManyAtOnceError
from violet.words.catalog import said_in, speaking

log = structlog.get_logger(__name__)

# Python 3.13 calls some by other names, and a code is what apps were told.
HTTP_CODES = {
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "request_entity_too_large",
    HTTPStatus.REQUEST_URI_TOO_LONG: "request_uri_too_long",
    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE: "requested_range_not_satisfiable",
    HTTPStatus.UNPROCESSABLE_ENTITY: "unprocessable_entity",
    HTTPStatus.TOO_MANY_REQUESTS: RateLimited.code,
}
HTTP_SENTENCES = {
    HTTPStatus.BAD_REQUEST: "The request could not be understood.",
    HTTPStatus.NOT_FOUND: "There is nothing at this address.",
    HTTPStatus.METHOD_NOT_ALLOWED: "This address does not accept that method.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "That message is too large. Please send less than 1 MB.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "Please send JSON.",
    HTTPStatus.TOO_MANY_REQUESTS: "That was a lot of requests. Please wait a moment and try again.",
}
DATABASE_RETRY_S = 5
LOG_IN_RETRY_S = 1
MANY_LOG_INS = "A lot of people are logging in right now. Please try again in a moment."
# The Expo chat shows nothing but `reply`.
CHAT_PATHS = frozenset({"/api/chat", "/api/v1/chat"})
GENERIC_SENTENCE = "Something went wrong on our side. Please try again."


def register_error_handlers(app: Flask) -> None:
    app.register_error_handler(VioletError, _on_violet_error)
    app.register_error_handler(HTTPException, _on_http_exception)
    app.register_error_handler(TooManyAtOnceError, _on_too_many_at_once)
    for error in DATABASE_DOWN:
        app.register_error_handler(error, _on_database_down)
    app.register_error_handler(Exception, _on_unexpected)


def on_invalid_input(error: ValidationError) -> Response:
    """flask-openapi3's callback: a body, query or path that does not fit its schema. Names the first field at fault."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    # Of a choice between types pydantic names the type as well ("literal['vegan',...]"): no part of the request.
    field = ".".join(str(part) for part in first["loc"] if "[" not in str(part)) or None
    said = first["msg"].removeprefix("Value error, ")
    if field:
        sentence = f"{field}: {said}."
    elif first["type"] == "value_error":
        sentence = f"{said[:1].upper()}{said[1:]}."
    else:
        sentence = "Please send a JSON object that fits the documentation."
    return error_response(400, "bad_request", sentence, field=field)


def error_response(status: int, code: str, sentence: str, /, **extra: Any) -> Response:
    sentence = said_in(speaking.get(), sentence)
    body = {"error": sentence, "code": code, "request_id": request_id()}
    if request.path in CHAT_PATHS:
        body["reply"] = sentence
    body |= {key: value for key, value in extra.items() if value is not None}
    response = jsonify(body)
    response.status_code = status
    return response


def _on_violet_error(error: VioletError) -> Response:
    current = error.current if isinstance(error, Outdated) else None
    response = error_response(error.status, error.code, error.message, field=error.field, current=current)
    if error.retry_after_s is not None:
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _on_http_exception(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    status = HTTPStatus(error.code or 500)
    code = HTTP_CODES.get(status, status.name.lower())
    response = error_response(status, code, HTTP_SENTENCES.get(status, GENERIC_SENTENCE))
    kept = ("allow", "location", "retry-after")
    response.headers.extend([(k, v) for k, v in error.get_headers() if k.lower() in kept])
    return response


def _on_too_many_at_once(error: TooManyAtOnceError) -> Response:
    return _on_violet_error(Unavailable(MANY_LOG_INS, retry_after_s=LOG_IN_RETRY_S))


def _on_database_down(error: Exception) -> Response:
    log.warning("database_unavailable", error_type=type(error).__name__)
    return _on_violet_error(Unavailable(retry_after_s=DATABASE_RETRY_S))


def _on_unexpected(error: Exception) -> Response:
    log.error("unhandled_error", error_type=type(error).__name__, exc_info=True)
    report_error(error)
    return error_response(500, VioletError.code, GENERIC_SENTENCE)

"""gzip for JSON of more than a kilobyte, which a phone on a campus network gets twice as soon.

Flask-Compress takes `gzip;q=0` for yes, and brings two more compressors.
"""

from __future__ import annotations

import gzip

from flask import Flask, Response

from violet.api.support.request_context import this_request, vary_by

MIN_BYTES = 1024
# From here on a level more costs more time than the bytes it saves.
LEVEL = 4
# An answer that holds a token and what somebody else sent must not say by its length how much of one is in the other.
NEVER = frozenset({"auth", "auth_alias", "page_session", "page_session_alias"})


def register_compression(app: Flask) -> None:
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    asked = this_request()
    if response.mimetype != "application/json" or response.is_streamed or asked.blueprint in NEVER:
        return response
    if response.content_encoding:  # a file of the page, which is kept compressed
        return response
    vary_by(response, "Accept-Encoding")
    body = response.get_data()
    if response.status_code == 200 and len(body) > MIN_BYTES and asked.accept_encodings["gzip"]:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.content_encoding = "gzip"
    return response

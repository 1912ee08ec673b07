"""CORS for web pages. The apps are none, and send nearly all requests."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response
from flask_cors import CORS

from violet.api.support.request_context import this_request, vary_by


def register_cors(app: Flask, options: dict[str, Any]) -> None:
    """Flask-CORS with these options, at work only where a browser says which page asks."""
    CORS(app, **options)
    functions = app.after_request_funcs[None]
    answer_browser: Any = functions.pop()

    def answer(response: Response) -> Response:
        if "HTTP_ORIGIN" in this_request().environ:
            return answer_browser(response)  # type: ignore[no-any-return]
        vary_by(response, "Origin")  # for caches between: what a browser gets has more headers
        return response

    functions.append(answer)

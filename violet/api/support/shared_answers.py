"""The same answer, byte for byte, to everybody without an account who asks the same within a few seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Response, current_app
from flask_openapi3 import validate_request

from violet.api.support.guards import token_claims
from violet.api.support.request_context import container, this_request

View = Callable[..., tuple[Mapping[str, Any], bool]]


def same_for_strangers(view: View) -> Callable[..., Response]:
    """Beneath a policy and a limit, which hold for every request: then a kept answer costs no parsing of the query.

    `view` answers from its query alone where there is no account: JSON, and whether it may be kept.
    """
    name = view.__name__
    ask: View = validate_request()(view)  # type: ignore[no-untyped-call]

    def make() -> tuple[bytes, bool]:
        wire, keep = ask()
        return current_app.json.dumps(wire).encode(), keep

    @wraps(ask)
    def answer() -> Response:
        if token_claims() is None:
            ports = container()
            minute = int(ports.clock().timestamp() // 60)  # what is open changes on the minute
            body = ports.answers.answer((name, this_request().query_string, minute), make)
        else:
            body, _ = make()
        return current_app.response_class(body, mimetype="application/json")

    return answer

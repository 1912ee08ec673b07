"""The page's log-in: its refresh token in a cookie that no script can read, its access token in the page's memory.

The cookie is sent to this address alone, and from our own pages alone; every other call carries the access token in a
header, which no other site can make a browser send.
"""

from __future__ import annotations

from flask import Response, jsonify, request
from flask_openapi3 import APIBlueprint, Tag

from violet.api.schemas.accounts import PageSessionAnswer, PageSessionBody, StatusAnswer
from violet.api.support.documentation import errors
from violet.api.support.guards import public
from violet.api.support.limits import limits
from violet.api.support.openapi import operation_id
from violet.api.support.request_context import container
from violet.errors import Forbidden, Unauthorized
from violet.services.accounts import sessions

page_session_api = APIBlueprint(
    "page_session",
    __name__,
    operation_id_callback=operation_id,
    url_prefix="/auth/session",
    abp_tags=[Tag(name="auth")],
    abp_responses=errors(400, 403, 429),
)

COOKIE = "violet_page"
COOKIE_PATH = "/api/v1/auth/session"
MARK = "X-Violet-Page"
NOT_OUR_PAGE = "This is for the page of this server."


@page_session_api.post("", responses={200: PageSessionAnswer, **errors(401)})
@public
@limits.refresh
def open_page_session(body: PageSessionBody) -> Response:
    """An access token for the page. With a `refresh_token`, once after a log-in, it is put in the cookie in its next
    form; without, the cookie's is used. `token` is null where there is no log-in (any more)."""
    _require_our_page()
    given = body.refresh_token or request.cookies.get(COOKIE)
    try:
        pair = sessions.refresh(container().accounts, given) if given else None
    except Unauthorized:
        if body.refresh_token:
            raise
        pair = None
    response = jsonify({"token": pair.token if pair else None})
    if pair is not None:
        _set_cookie(response, pair.refresh_token, max_age=container().settings.refresh_token_ttl_s)
    elif given:
        _set_cookie(response, "", max_age=0)
    return response


@page_session_api.delete("", responses={200: StatusAnswer})
@public
@limits.refresh
def close_page_session() -> Response:
    """Forget the cookie. The log-in itself is closed by `logout`."""
    _require_our_page()
    response = jsonify({"status": "ok"})
    _set_cookie(response, "", max_age=0)
    return response


def _require_our_page() -> None:
    """A header that no form can send and no other origin may, and what the browser says of who asks."""
    asked_from = request.headers.get("Sec-Fetch-Site", "same-origin")
    if MARK not in request.headers or asked_from != "same-origin":
        raise Forbidden(NOT_OUR_PAGE)


def _set_cookie(response: Response, value: str, *, max_age: int) -> None:
    secure = container().settings.production
    response.set_cookie(
        COOKIE, value, max_age=max_age, path=COOKIE_PATH, httponly=True, samesite="Strict", secure=secure
    )

"""Anonymous sessions: neither app echoes a session id, but both keep cookies.

An id is a bearer secret that this server made (`violet.security.session_ids`); any other is the same as none. At log-in
and log-out the device gets a new one, and the old one is retired: whoever knew it before has nothing by it.
"""

from __future__ import annotations

from functools import lru_cache

from flask import Response, after_this_request, request

from violet.api.support.guards import current_user_id
from violet.api.support.request_context import container
from violet.security.session_ids import LIFETIME_DAYS, SessionIds
from violet.services.conversations.conversation import session_key, user_key

SESSION_COOKIE = "violet_session"
RETIRED_TTL_S = (LIFETIME_DAYS + 1) * 24 * 3600


def given_session_id(body_session_id: str | None = None) -> str | None:
    """The session a request names: header, then body, then cookie. One that we did not issue is none."""
    given = (request.headers.get("X-Session-ID"), body_session_id, request.cookies.get(SESSION_COOKIE))
    first = next((text for text in given if text), None)
    return first if first is not None and _ids().recognizes(first, container().clock()) else None


def session_id_or_new(body_session_id: str | None = None) -> tuple[str, bool]:
    """The session a request names, else a new one; and whether it is new."""
    named = _open_session_id(body_session_id)
    return (named, False) if named is not None else (_fresh(), True)


def rotate_session(session_id: str | None) -> None:
    """After log-in and log-out: the session named so far is over, and the answer gives the device another one."""
    if session_id is None:
        return
    container().store.set(_retired_key(session_id), b"1", ttl_s=RETIRED_TTL_S)
    fresh = _fresh()
    after_this_request(lambda response: keep_session(response, fresh))


def conversation_key(session_id: str) -> str:
    """Where the caller's conversation lives: with the account where there is one, else with the session."""
    user_id = current_user_id()
    return user_key(user_id) if user_id is not None else session_key(session_id)


def own_conversations() -> list[str]:
    """Where turns of the caller may be: with the account, and with this device's session."""
    user_id, session_id = current_user_id(), _open_session_id()
    keys = [user_key(user_id)] if user_id is not None else []
    return [*keys, session_key(session_id)] if session_id else keys


def keep_session(response: Response, session_id: str) -> Response:
    settings = container().settings
    response.set_cookie(
        SESSION_COOKIE,
        session_id,
        max_age=settings.conversation_ttl_s,
        httponly=True,
        samesite="Lax",
        secure=settings.production,
    )
    return response


def _open_session_id(body_session_id: str | None = None) -> str | None:
    """The session a request names, unless it is over."""
    session_id = given_session_id(body_session_id)
    over = session_id is not None and container().store.get(_retired_key(session_id)) is not None
    return None if over else session_id


def _retired_key(session_id: str) -> str:
    return f"session:retired:{session_id}"


def _fresh() -> str:
    return _ids().issue(container().clock())


def _ids() -> SessionIds:
    settings = container().settings
    return _ids_of(settings.jwt_secret, settings.jwt_secret_previous)


@lru_cache(maxsize=8)
def _ids_of(secret: str, previous: str | None) -> SessionIds:
    return SessionIds([secret, previous] if previous else [secret])

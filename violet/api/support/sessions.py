"""Anonymous sessions: neither app echoes a session id, but both keep cookies."""

from __future__ import annotations

import re
import secrets

from flask import Response, request

from violet.api.support.guards import current_user_id
from violet.api.support.request_context import current_deps
from violet.services.chat.conversation import session_key, user_key

SESSION_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
SESSION_COOKIE = "violet_session"


def given_session_id(body_session_id: str | None = None) -> str | None:
    """The session a request names: header, then body, then cookie. A malformed id is none."""
    given = (request.headers.get("X-Session-ID"), body_session_id, request.cookies.get(SESSION_COOKIE))
    first = next((text for text in given if text), None)
    return first if first is not None and SESSION_ID.fullmatch(first) else None


def session_id_or_new(body_session_id: str | None = None) -> str:
    return given_session_id(body_session_id) or secrets.token_urlsafe(24)


def conversation_key(session_id: str) -> str:
    """Where the caller's conversation lives: with the account where there is one, else with the session."""
    user_id = current_user_id()
    return user_key(user_id) if user_id is not None else session_key(session_id)


def own_conversations() -> list[str]:
    """Where turns of the caller may be: with the account, and with this device's session."""
    user_id, session_id = current_user_id(), given_session_id()
    keys = [user_key(user_id)] if user_id is not None else []
    return [*keys, session_key(session_id)] if session_id else keys


def keep_session(response: Response, session_id: str) -> Response:
    settings = current_deps().settings
    response.set_cookie(
        SESSION_COOKIE,
        session_id,
        max_age=settings.conversation_ttl_s,
        httponly=True,
        samesite="Lax",
        secure=settings.production,
    )
    return response

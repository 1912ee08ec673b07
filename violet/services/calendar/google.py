"""Google Calendar: connecting with OAuth 2.0 (code flow, state, PKCE), reading, and letting go."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog

from violet.domain.announcements import TimeWindow
from violet.errors import BadInput, Unavailable
from violet.ports import ProviderError
from violet.providers.calendars.base import AccessRevokedError, CalendarEntry, GoogleCalendar, GoogleTokens
from violet.services.calendar.links import Link, links_of, remove, save
from violet.services.deps import Deps

log = structlog.get_logger(__name__)

# How long somebody may take to agree.
STATE_TTL_S = 600
# An access token is renewed this long before it ends, as Google's own library does.
RENEW_BEFORE = timedelta(seconds=225)
NOT_OFFERED = "Google Calendar is not available on this server."
NOT_STARTED = "This link has expired. Please start again in the app."
REFUSED = "Google Calendar was not connected."
NO_ANSWER = "Google did not answer. Please try again in a minute."


def connect(deps: Deps, user_id: int) -> str:
    """Where the person agrees. The way back is good once and for ten minutes. Raises Unavailable where the server has
    no OAuth client."""
    provider = _provider(deps)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    begun = deps.cipher.encrypt(orjson.dumps({"user_id": user_id, "verifier": verifier}).decode())
    deps.store.set(_state_key(state), begun.encode(), ttl_s=STATE_TTL_S)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return provider.authorization_url(state=state, challenge=challenge)


def finish(deps: Deps, *, state: str, code: str | None) -> None:
    """The person came back: with a `code`, or None where they refused. Raises BadInput where nobody began this (or it
    was used already) and where it was refused, Unavailable where Google does not answer."""
    provider = _provider(deps)
    begun = _take(deps, state)
    if code is None:
        raise BadInput(REFUSED, field="code")
    try:
        tokens = provider.exchange(code, verifier=begun["verifier"], now=deps.clock())
    except AccessRevokedError as error:
        raise BadInput(REFUSED, field="code") from error
    except ProviderError as error:
        raise Unavailable(NO_ANSWER) from error
    save(deps, int(begun["user_id"]), "google", _packed(tokens))
    log.info("calendar_connected", kind="google", user_id=begun["user_id"])


def disconnect(deps: Deps, user_id: int) -> bool:
    """Forgets the tokens and gives our access back; whether Google hears of it does not matter to the person."""
    link = links_of(deps, user_id).get("google")
    removed = remove(deps, user_id, "google")
    if link is not None and link.content is not None and deps.google_calendar is not None:
        with suppress(ProviderError):
            deps.google_calendar.revoke(_tokens(link.content))
    return removed


def read(deps: Deps, user_id: int, link: Link, window: TimeWindow) -> Sequence[CalendarEntry]:
    """The entries of the primary calendar. Renews the access token where it is about to end or not accepted (once).
    Raises ProviderError, AccessRevokedError where there is no way in any more."""
    provider = _provider(deps)
    tokens = _tokens(link.content or {})
    if tokens.expires_at - deps.clock() < RENEW_BEFORE:
        tokens = _renewed(deps, provider, user_id, tokens)
        return provider.entries(tokens.access_token, window)
    try:
        return provider.entries(tokens.access_token, window)
    except AccessRevokedError:
        tokens = _renewed(deps, provider, user_id, tokens)
        return provider.entries(tokens.access_token, window)


def _renewed(deps: Deps, provider: GoogleCalendar, user_id: int, tokens: GoogleTokens) -> GoogleTokens:
    renewed = provider.refresh(tokens, now=deps.clock())
    save(deps, user_id, "google", _packed(renewed), new=False)
    return renewed


def _provider(deps: Deps) -> GoogleCalendar:
    if deps.google_calendar is None:
        raise Unavailable(NOT_OFFERED)
    return deps.google_calendar


def _take(deps: Deps, state: str) -> Mapping[str, Any]:
    """What was begun under `state`, which is good for one use."""
    key = _state_key(state)
    sealed = deps.store.get(key)
    first = deps.store.set_if_absent(f"{key}:used", b"1", ttl_s=STATE_TTL_S)
    deps.store.delete(key)
    text = deps.cipher.decrypt(sealed.decode()) if sealed and first else None
    if text is None:
        raise BadInput(NOT_STARTED, field="state")
    begun: Mapping[str, Any] = orjson.loads(text)
    return begun


def _state_key(state: str) -> str:
    return f"oauth:google:{hashlib.sha256(state.encode()).hexdigest()}"


def _packed(tokens: GoogleTokens) -> dict[str, str]:
    return {
        "access_token": tokens.access_token,
        "expires_at": tokens.expires_at.isoformat(),
        "refresh_token": tokens.refresh_token,
    }


def _tokens(content: Mapping[str, Any]) -> GoogleTokens:
    return GoogleTokens(
        content["access_token"], datetime.fromisoformat(content["expires_at"]), content["refresh_token"]
    )

"""Google Calendar: connecting with OAuth 2.0 (code flow, state, PKCE), reading, and letting go."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import orjson
import structlog

from violet.domain.time_window import TimeWindow
from violet.errors import BadInput, Unavailable
from violet.ports import ProviderError
from violet.providers.calendars.base import AccessRevokedError, CalendarReading, GoogleCalendar, GoogleTokens
from violet.services.calendar.calendar_ports import CalendarPorts
from violet.services.calendar.links import Link, links_of, remove, renew, save

log = structlog.get_logger(__name__)

# How long somebody may take to agree.
STATE_TTL_S = 600
# An access token is renewed this long before it ends, as Google's own library does.
RENEW_BEFORE = timedelta(seconds=225)
NOT_OFFERED = "Google Calendar is not available on this server."
NOT_STARTED = "This link has expired. Please start again in the app."
REFUSED = "Google Calendar was not connected."
NO_ANSWER = "Google did not answer. Please try again in a minute."


def connect(ports: CalendarPorts, user_id: int) -> str:
    """Where the person agrees. The way back is good once and for ten minutes. Raises Unavailable where the server has
    no OAuth client."""
    provider = _provider(ports)
    state, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
    begun = ports.vault.cipher.encrypt(orjson.dumps({"user_id": user_id, "verifier": verifier}).decode())
    ports.vault.store.set(_state_key(state), begun.encode(), ttl_s=STATE_TTL_S)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return provider.authorization_url(state=state, challenge=challenge)


def finish(ports: CalendarPorts, user_id: int, *, state: str, code: str | None) -> None:
    """`user_id` came back: with a `code`, or None where they refused. Raises BadInput where this account did not begin
    it (or it was used already) and where it was refused, Unavailable where Google does not answer."""
    provider = _provider(ports)
    begun = _take(ports, user_id, state)
    if code is None:
        raise BadInput(REFUSED, field="code")
    try:
        tokens = provider.exchange(code, verifier=begun["verifier"], now=ports.here.clock())
    except AccessRevokedError as error:
        raise BadInput(REFUSED, field="code") from error
    except ProviderError as error:
        raise Unavailable(NO_ANSWER) from error
    save(ports.vault, user_id, "google", _packed(tokens), now=ports.here.clock())
    log.info("calendar_connected", kind="google", user_id=user_id)


def disconnect(ports: CalendarPorts, user_id: int) -> bool:
    """Forgets the tokens and gives our access back; whether Google hears of it does not matter to the person."""
    link = links_of(ports.vault, user_id).get("google")
    removed = remove(ports.vault, user_id, "google")
    if link is not None and link.content is not None and ports.google is not None:
        with suppress(ProviderError):
            ports.google.revoke(_tokens(link.content))
    return removed


def read(ports: CalendarPorts, user_id: int, link: Link, window: TimeWindow) -> CalendarReading:
    """The entries of the primary calendar. Renews the access token where it is about to end or not accepted (once).
    Raises ProviderError, AccessRevokedError where there is no way in any more."""
    provider = _provider(ports)
    tokens = _tokens(link.content or {})
    if tokens.expires_at - ports.here.clock() < RENEW_BEFORE:
        tokens = _renewed(ports, provider, user_id, tokens)
        return provider.read(tokens.access_token, window)
    try:
        return provider.read(tokens.access_token, window)
    except AccessRevokedError:
        tokens = _renewed(ports, provider, user_id, tokens)
        return provider.read(tokens.access_token, window)


def _renewed(ports: CalendarPorts, provider: GoogleCalendar, user_id: int, tokens: GoogleTokens) -> GoogleTokens:
    renewed = provider.refresh(tokens, now=ports.here.clock())
    renew(ports.vault, user_id, "google", _packed(renewed))
    return renewed


def _provider(ports: CalendarPorts) -> GoogleCalendar:
    if ports.google is None:
        raise Unavailable(NOT_OFFERED)
    return ports.google


def _take(ports: CalendarPorts, user_id: int, state: str) -> Mapping[str, Any]:
    """What `user_id` began under `state`, which is good for one use, also by the wrong account."""
    key = _state_key(state)
    sealed = ports.vault.store.get(key)
    first = ports.vault.store.set_if_absent(f"{key}:used", b"1", ttl_s=STATE_TTL_S)
    ports.vault.store.delete(key)
    text = ports.vault.cipher.decrypt(sealed.decode()) if sealed and first else None
    begun: Mapping[str, Any] = orjson.loads(text) if text is not None else {}
    if begun.get("user_id") != user_id:
        raise BadInput(NOT_STARTED, field="state")
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

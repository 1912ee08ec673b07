"""Signed tokens (JWT, HS256): ids, a kind and times, nothing personal.

The header's `kid` names the secret, so that JWT_SECRET can be replaced while tokens signed with the previous one
(JWT_SECRET_PREVIOUS) stay good. A token of one kind is never accepted as another.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt

ALGORITHM = "HS256"
_REQUIRED = ["sub", "kind", "iat", "exp"]


class TokenKind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- the name of a kind
    EMAIL_VERIFICATION = "email_verification"


class InvalidToken(Exception):
    """Forged, expired, of another kind or not a token at all. Says no more than that."""


@dataclass(frozen=True, slots=True)
class Claims:
    """`session_id` is the log-in a token belongs to; `version` is what must still hold for it to count."""

    user_id: int
    session_id: str = ""
    version: int = 0


class TokenSigner:
    def __init__(self, secret: str, previous: str | None = None) -> None:
        self._kid = _key_id(secret)
        self._keys = {self._kid: secret}
        if previous:
            self._keys.setdefault(_key_id(previous), previous)

    def sign(self, kind: TokenKind, claims: Claims, *, now: datetime, ttl_s: int) -> str:
        """`now` is aware; the token ends `ttl_s` seconds later."""
        payload: dict[str, Any] = {"sub": str(claims.user_id), "kind": kind.value, "iat": now}
        payload["exp"] = now + timedelta(seconds=ttl_s)
        if claims.session_id:
            payload["sid"] = claims.session_id
        if claims.version:
            payload["ver"] = claims.version
        return jwt.encode(payload, self._keys[self._kid], algorithm=ALGORITHM, headers={"kid": self._kid})

    def verify(self, kind: TokenKind, token: str) -> Claims:
        """Raises InvalidToken."""
        try:
            secret = self._keys[jwt.get_unverified_header(token)["kid"]]
            payload = jwt.decode(token, secret, algorithms=[ALGORITHM], options={"require": _REQUIRED})
            if payload["kind"] != kind.value:
                raise InvalidToken
            return Claims(_user_id(payload["sub"]), _session_id(payload.get("sid", "")), int(payload.get("ver", 0)))
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, AttributeError):
            raise InvalidToken from None


def _user_id(text: str) -> int:
    number = int(text)
    if not 0 < number < 2**63:
        raise ValueError
    return number


def _session_id(text: str) -> str:
    if text and not text.isalnum():
        raise ValueError
    return text


def _key_id(secret: str) -> str:
    """A name for the secret that does not give it away."""
    return hmac.new(secret.encode(), b"violet key id", hashlib.sha256).hexdigest()[:12]

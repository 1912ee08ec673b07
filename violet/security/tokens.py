"""Signed tokens (JWT, HS256): ids, a kind and times, nothing personal.

The header's `kid` names the secret, so that JWT_SECRET can be replaced while tokens signed with the previous one
(JWT_SECRET_PREVIOUS) stay good. A token of one kind is never accepted as another.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

import jwt

ALGORITHM = "HS256"
REMEMBERED_TOKENS = 10_000
_REQUIRED = ["sub", "kind", "iat", "exp"]


class TokenKind(StrEnum):
    ACCESS = "access"
    REFRESH = "refresh"
    PASSWORD_RESET = "password_reset"  # noqa: S105 -- the name of a kind
    EMAIL_VERIFICATION = "email_verification"
    EXPORT = "export"


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
        # What a token says and whether its signature is ours never changes; only its end has to be looked at again.
        self._checked = lru_cache(maxsize=REMEMBERED_TOKENS)(self._check)

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
        return self.verify_until(kind, token)[0]

    def verify_until(self, kind: TokenKind, token: str) -> tuple[Claims, float]:
        """As `verify`, with the Unix second at which the token ends: for connections that outlive it."""
        found, claims, ends_at = self._checked(token)
        if found != kind.value or ends_at <= time.time():
            raise InvalidToken
        return claims, ends_at

    def _check(self, token: str) -> tuple[str, Claims, float]:
        """Kind, claims and end (Unix seconds) of a token that is ours and good at this moment. Raises InvalidToken."""
        try:
            secret = self._keys[jwt.get_unverified_header(token)["kid"]]
            payload = jwt.decode(token, secret, algorithms=[ALGORITHM], options={"require": _REQUIRED})
            sid, version = _session_id(payload.get("sid", "")), int(payload.get("ver", 0))
            return payload["kind"], Claims(_user_id(payload["sub"]), sid, version), float(payload["exp"])
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError, AttributeError):
            raise InvalidToken from None
        except (OverflowError, RecursionError):  # an end beyond all numbers, a header of brackets
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

"""Ids of anonymous sessions: bearer secrets that only this server makes, so that nobody chooses one for somebody else.

An id is base64url of the day it was made (2 bytes), 18 random bytes, and the first 16 bytes of their HMAC-SHA256 under
a key derived from JWT_SECRET: 48 characters that say nothing and need no store to be recognized.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

LIFETIME_DAYS = 30
_FORM = re.compile(r"[A-Za-z0-9_-]{48}")
_DAY_BYTES, _RANDOM_BYTES, _MAC_BYTES = 2, 18, 16
_DAY_S = 24 * 3600


class SessionIds:
    """`keys`: the first signs, all are recognized. They are derived from the secrets, which sign other things too."""

    def __init__(self, signing_secrets: Sequence[str]) -> None:
        self._keys = [hashlib.sha256(b"violet anonymous session" + one.encode()).digest() for one in signing_secrets]

    def issue(self, now: datetime) -> str:
        """A fresh id, which nobody can guess. `now` is aware."""
        content = _day(now).to_bytes(_DAY_BYTES, "big") + secrets.token_bytes(_RANDOM_BYTES)
        return base64.urlsafe_b64encode(content + self._mac(self._keys[0], content)).decode()

    def recognizes(self, text: str, now: datetime) -> bool:
        """Whether this server issued the id within the last LIFETIME_DAYS."""
        if not _FORM.fullmatch(text):
            return False
        whole = base64.urlsafe_b64decode(text)
        content, mac = whole[:-_MAC_BYTES], whole[-_MAC_BYTES:]
        if not any(hmac.compare_digest(self._mac(key, content), mac) for key in self._keys):
            return False
        return 0 <= _day(now) - int.from_bytes(content[:_DAY_BYTES], "big") <= LIFETIME_DAYS

    @staticmethod
    def _mac(key: bytes, content: bytes) -> bytes:
        return hmac.digest(key, content, "sha256")[:_MAC_BYTES]


def _day(now: datetime) -> int:
    return int(now.timestamp()) // _DAY_S

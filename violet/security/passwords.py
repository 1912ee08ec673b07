"""Password hashing: bcrypt over a keyed digest, so that every byte of a long passphrase counts.

bcrypt reads 72 bytes and no more. New hashes are therefore `bcrypt-sha256$` + bcrypt(base64(HMAC-SHA256(salt, NFKC
password))): 44 bytes go in, whatever came. Keying the digest with bcrypt's own salt keeps a leaked table of plain
SHA-256 digests useless here (the scheme of passlib's `bcrypt_sha256`, version 2). Hashes without the prefix are plain
bcrypt of the first 72 bytes, as older bcrypt libraries made them; they stay valid until the next log-in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import bcrypt

PREFIX = "bcrypt-sha256$"
BCRYPT_MAX_BYTES = 72
_SALT_LENGTH = 29  # "$2b$12$" and 22 characters
# A hash takes a processor for a quarter of a second and lets go of the interpreter's lock: so many at a time leave the
# others to whoever does not log in. Who waits holds a thread, so few may, and not for long.
AT_ONCE = max(1, (os.cpu_count() or 1) // 2)
MAX_WAITING = 16
PATIENCE_S = 4.0


class TooManyAtOnceError(Exception):
    """As many passwords are being hashed as may be, and as many wait."""


class PasswordHasher:
    """`rounds` is bcrypt's cost: each step doubles the time. `hash` and `verify` raise TooManyAtOnceError where too
    many are at it already."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._waiting = threading.BoundedSemaphore(AT_ONCE + MAX_WAITING)
        self._nobody = PREFIX + bcrypt.gensalt(rounds).decode()  # a salt alone costs as much, and nothing fits it

    def hash(self, password: str) -> str:
        salt = bcrypt.gensalt(self._rounds)
        with self._slot():
            return PREFIX + bcrypt.hashpw(_digest(password, salt), salt).decode()

    def verify(self, password: str, hashed: str | None) -> bool:
        """Whether the password fits. None (no such account) takes as long as a wrong password and is never right."""
        with self._slot():
            right = _verify(password, self._nobody if hashed is None else hashed)
        return right and hashed is not None

    def needs_rehash(self, hashed: str) -> bool:
        """True for plain bcrypt and for another cost than the one set today."""
        return not hashed.startswith(f"{PREFIX}$2b${self._rounds:02d}$")

    @contextmanager
    def _slot(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise TooManyAtOnceError
        try:
            if not self._slots.acquire(timeout=PATIENCE_S):
                raise TooManyAtOnceError
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._waiting.release()


def _verify(password: str, hashed: str) -> bool:
    if not hashed.startswith(PREFIX):
        return _verify_plain(password, hashed)
    encoded = hashed.removeprefix(PREFIX).encode()
    return bcrypt.checkpw(_digest(password, encoded[:_SALT_LENGTH]), encoded)


def _digest(password: str, salt: bytes) -> bytes:
    """The same passphrase typed on two keyboards may differ in Unicode composition: NFKC makes it one."""
    text = unicodedata.normalize("NFKC", password).encode()
    return base64.b64encode(hmac.new(salt, text, hashlib.sha256).digest())


def _verify_plain(password: str, hashed: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:BCRYPT_MAX_BYTES], hashed.encode())
    except ValueError:  # not a bcrypt hash, or a NUL in the password, which plain bcrypt never took
        return False

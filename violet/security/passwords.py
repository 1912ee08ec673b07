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
import unicodedata

import bcrypt

PREFIX = "bcrypt-sha256$"
BCRYPT_MAX_BYTES = 72
_SALT_LENGTH = 29  # "$2b$12$" and 22 characters


class PasswordHasher:
    """`rounds` is bcrypt's cost: each step doubles the time."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._nobody = PREFIX + bcrypt.gensalt(rounds).decode() + "." * 31

    def hash(self, password: str) -> str:
        salt = bcrypt.gensalt(self._rounds)
        return PREFIX + bcrypt.hashpw(_digest(password, salt), salt).decode()

    def verify(self, password: str, hashed: str | None) -> bool:
        """Whether the password fits. None (no such account) takes as long as a wrong password and is never right."""
        if hashed is None:
            self.verify(password, self._nobody)
            return False
        if not hashed.startswith(PREFIX):
            return _verify_plain(password, hashed)
        encoded = hashed.removeprefix(PREFIX).encode()
        return bcrypt.checkpw(_digest(password, encoded[:_SALT_LENGTH]), encoded)

    def needs_rehash(self, hashed: str) -> bool:
        """True for plain bcrypt and for another cost than the one set today."""
        return not hashed.startswith(f"{PREFIX}$2b${self._rounds:02d}$")


def _digest(password: str, salt: bytes) -> bytes:
    """The same passphrase typed on two keyboards may differ in Unicode composition: NFKC makes it one."""
    text = unicodedata.normalize("NFKC", password).encode()
    return base64.b64encode(hmac.new(salt, text, hashlib.sha256).digest())


def _verify_plain(password: str, hashed: str) -> bool:
    try:
        return bcrypt.checkpw(password.encode()[:BCRYPT_MAX_BYTES], hashed.encode())
    except ValueError:  # not a bcrypt hash, or a NUL in the password, which plain bcrypt never took
        return False

"""Encryption of single fields at rest: Fernet under rotating keys of its own (FIELD_ENCRYPTION_KEYS).

The first key encrypts, all of them decrypt. How to rotate them: docs/operating.md, "Changing secrets".
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class FieldCipher:
    """Text in, ASCII text out. Raises ValueError at once for a key that is not a Fernet key.

    `unreadable` is called for each field that no key opens.
    """

    def __init__(self, keys: Sequence[str], *, unreadable: Callable[[], None] = lambda: None) -> None:
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self._unreadable = unreadable

    def encrypt(self, text: str) -> str:
        return self._fernet.encrypt(text.encode()).decode()

    def decrypt(self, sealed: str) -> str | None:
        """The text; None where no key we still have fits."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            self._unreadable()
            return None

    def reencrypt(self, sealed: str) -> str | None:
        """The same text under the first key; None where no key we still have fits."""
        try:
            return self._fernet.rotate(sealed).decode()
        except InvalidToken:
            self._unreadable()
            return None


def is_field_key(key: str) -> bool:
    try:
        Fernet(key)
    except ValueError:
        return False
    return True


def development_field_key(secret: str) -> str:
    """A key for laptops and tests that set none. Production asks for real ones instead (see `violet.production`)."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"violet development fields" + secret.encode()).digest()).decode()


def fingerprint(text: str) -> str:
    """SHA-256 in hex, to look an encrypted value up by equality. For values that cannot be guessed, such as tokens."""
    return hashlib.sha256(text.encode()).hexdigest()

"""What is known of a contact, encrypted as one: their name, where they are reached, and the token of their link."""

from __future__ import annotations

import orjson

from violet.security.encryption import FieldCipher

NOTHING = {"name": "", "address": "", "token": ""}


def sealed(cipher: FieldCipher, name: str, address: str, token: str) -> str:
    return cipher.encrypt(orjson.dumps({"name": name, "address": address, "token": token}).decode())


def opened(cipher: FieldCipher, text: str) -> dict[str, str]:
    """Empty texts where no key opens it any more."""
    plain = cipher.decrypt(text)
    return orjson.loads(plain) if plain else dict(NOTHING)

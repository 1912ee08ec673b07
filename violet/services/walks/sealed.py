"""What the store holds of ways for a day: sealed, as a way may begin at somebody's home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import orjson

from violet.security.encryption import FieldCipher, fingerprint
from violet.store.base import Store

KEPT_S: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class SealedWays:
    """Documents of a `kind`, each under an id that cannot be guessed. The id is a link and not written down: a document
    is found by its fingerprint."""

    store: Store
    cipher: FieldCipher

    def keep(self, kind: str, id_: str, document: Mapping[str, Any]) -> None:
        """Keeps a JSON-ready document for a day."""
        sealed = self.cipher.encrypt(orjson.dumps(document).decode())
        self.store.set(_key(kind, id_), sealed.encode(), ttl_s=KEPT_S)

    def read(self, kind: str, id_: str) -> dict[str, Any] | None:
        """None where there is none any more, or no key opens it."""
        sealed = self.store.get(_key(kind, id_))
        text = self.cipher.decrypt(sealed.decode()) if sealed is not None else None
        document: dict[str, Any] | None = orjson.loads(text) if text is not None else None
        return document

    def forget(self, kind: str, id_: str) -> None:
        self.store.delete(_key(kind, id_))


def _key(kind: str, id_: str) -> str:
    return f"{kind}:{fingerprint(id_)}"

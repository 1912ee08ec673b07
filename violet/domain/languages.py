"""The languages that the product has words of its own in (ISO 639-1), the one that everything is in first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

ENGLISH: Final = "en"
# Everything people read is in these; the others have the words of the chat.
COMPLETE: Final = (ENGLISH, "es", "zh")
SPOKEN: Final = (*COMPLETE, "hi", "fr", "ar", "ko")
RIGHT_TO_LEFT: Final = frozenset({"ar"})


class Translator(Protocol):
    """Puts plain texts into another language."""

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[str]:
        """One for each, in order; languages are ISO 639-1. Raises ProviderError."""
        ...

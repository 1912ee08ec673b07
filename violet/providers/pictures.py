"""Pictures of places, fetched for the page: a few megabytes at most, and nothing but pictures whatever a host says."""

from __future__ import annotations

from typing import Final

from violet.ports import Failure, Picture, ProviderError
from violet.providers.http.documents import Documents
from violet.settings import Settings

NAME: Final = "pictures"
MAX_BYTES: Final = 4 * 1024 * 1024
# How a file begins, and where that stands. SVG is not among them: it can hold scripts.
BEGINNINGS: Final = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF8", "image/gif"),
    (8, b"WEBP", "image/webp"),
    (4, b"ftypavif", "image/avif"),
)


class WebPictures:
    """See `Pictures`. `allow_private` is for tests, whose hosts are on this machine."""

    def __init__(self, documents: Documents, settings: Settings, *, allow_private: bool = False) -> None:
        self._documents = documents
        self._budget_s = settings.photos_budget_s
        self._allow_private = allow_private

    def fetch(self, url: str) -> Picture:
        found = self._documents.fetch_public(NAME, url, budget_s=self._budget_s, allow_private=self._allow_private)
        kind = type_of(found.body)
        if kind is None or len(found.body) > MAX_BYTES:
            raise ProviderError(NAME, Failure.BAD_RESPONSE)
        return Picture(found.body, kind)


def type_of(content: bytes) -> str | None:
    """The media type that the bytes show; None where they are no picture that a browser draws without running it."""
    for start, beginning, kind in BEGINNINGS:
        if content[start : start + len(beginning)] == beginning:
            return kind
    return None

"""One upstream as the event sources see it: documents and JSON, asked for politely and one page at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from violet.domain.announcements import Validators
from violet.ports import Failure, ProviderError
from violet.providers.http.documents import Document, Documents, Wanted
from violet.providers.http.upstream import Upstream


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """`unchanged` where the source said so; there is no body then."""

    body: bytes
    unchanged: bool
    validators: Validators | None


# What one fetch may take, all pages together. No listing comes near; a server that never stops does.
MAX_REQUESTS = 450
MAX_BYTES = 80 * 1024 * 1024
MAX_SECONDS = 300.0


class Feed:
    """`pause_s` seconds pass between two requests of one fetch. Not safe to use from several threads: a refresh asks
    each source in one thread."""

    def __init__(self, documents: Documents, upstream: Upstream, *, pause_s: float = 0.0) -> None:
        self._documents = documents
        self._upstream = upstream
        self._pause_s = pause_s
        self._asked_at = 0.0
        self.begin()

    def begin(self) -> None:
        """Every fetch begins with this: what it may take is counted from here."""
        self._requests, self._bytes, self._began = 0, 0, time.monotonic()

    @property
    def name(self) -> str:
        return self._upstream.name

    def json(self, path: str, params: Mapping[str, str]) -> Any:
        """The decoded answer. Raises ProviderError."""
        document = self._fetch(Wanted(path, params, {"Accept": "application/json"}))
        return decoded(self.name, document.body)

    def get(
        self, path: str, params: Mapping[str, str] | None = None, *, known: Validators | None, day: date
    ) -> FeedDocument:
        """The document, unless it is unchanged since `known` was given for the same `day` (a later window may hold
        other parts of the same document). Raises ProviderError."""
        headers: dict[str, str] = {}
        if known is not None and known.day == day:
            headers |= {"If-None-Match": known.etag} if known.etag else {}
            headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
        document = self._fetch(Wanted(path, params or {}, headers, answers=(200, 304)))
        given = Validators(day, document.etag, document.last_modified)
        return FeedDocument(
            body=document.body,
            unchanged=document.status == 304,
            validators=given if document.etag or document.last_modified else None,
        )

    def _fetch(self, wanted: Wanted) -> Document:
        spent_s = time.monotonic() - self._began
        if self._requests >= MAX_REQUESTS or self._bytes >= MAX_BYTES or spent_s >= MAX_SECONDS:
            raise ProviderError(self.name, Failure.BAD_RESPONSE, "a listing without an end")
        left_s = self._asked_at + self._pause_s - time.monotonic()
        if left_s > 0:
            time.sleep(left_s)
        self._asked_at = time.monotonic()
        document = self._documents.fetch(self._upstream, wanted)
        self._requests += 1
        self._bytes += len(document.body)
        return document


def decoded(provider: str, body: bytes) -> Any:
    """JSON. Raises ProviderError (BAD_RESPONSE) for anything else."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise ProviderError(provider, Failure.BAD_RESPONSE, "not JSON") from None

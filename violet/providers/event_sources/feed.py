"""One upstream as the event sources see it: documents and JSON, asked for politely and one page at a time."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from violet.providers.base import Failure, ProviderError
from violet.providers.event_sources.base import Validators
from violet.providers.http.documents import Documents, Wanted
from violet.providers.http.upstream import Upstream


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """`unchanged` where the source said so; there is no body then."""

    body: bytes
    unchanged: bool
    validators: Validators | None


class Feed:
    """`pause_s` seconds pass between two requests of one fetch. Not safe to use from several threads: a refresh asks
    each source in one thread."""

    def __init__(self, documents: Documents, upstream: Upstream, *, pause_s: float = 0.0) -> None:
        self._documents = documents
        self._upstream = upstream
        self._pause_s = pause_s
        self._asked_at = 0.0

    @property
    def name(self) -> str:
        return self._upstream.name

    def json(self, path: str, params: Mapping[str, str]) -> Any:
        """The decoded answer. Raises ProviderError."""
        self._wait()
        document = self._documents.fetch(self._upstream, Wanted(path, params, {"Accept": "application/json"}))
        return decoded(self.name, document.body)

    def get(
        self, path: str, params: Mapping[str, str] | None = None, *, known: Validators | None, day: date
    ) -> FeedDocument:
        """The document, unless it is unchanged since `known` was given for the same `day` (a later window may hold
        other parts of the same document). Raises ProviderError."""
        self._wait()
        headers: dict[str, str] = {}
        if known is not None and known.day == day:
            headers |= {"If-None-Match": known.etag} if known.etag else {}
            headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
        document = self._documents.fetch(self._upstream, Wanted(path, params or {}, headers, answers=(200, 304)))
        given = Validators(day, document.etag, document.last_modified)
        return FeedDocument(
            body=document.body,
            unchanged=document.status == 304,
            validators=given if document.etag or document.last_modified else None,
        )

    def _wait(self) -> None:
        left = self._asked_at + self._pause_s - time.monotonic()
        if left > 0:
            time.sleep(left)
        self._asked_at = time.monotonic()


def decoded(provider: str, body: bytes) -> Any:
    """JSON. Raises ProviderError (BAD_RESPONSE) for anything else."""
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        raise ProviderError(provider, Failure.BAD_RESPONSE, "not JSON") from None

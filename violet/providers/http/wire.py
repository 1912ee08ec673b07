"""The wire: requests' adapter, with our guard around every attempt and the keys added at the last moment.

The adapter sits beneath the cache, so a cached answer needs no guard, no key and no socket, and only a response with
status 200 that parses ever comes up to be cached.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
import requests
import urllib3
from requests.structures import CaseInsensitiveDict

from violet.observability.tracing import outgoing_headers
from violet.ports import Failure
from violet.providers.http.adapter import TimedAdapter
from violet.providers.http.clock import on_the_clock
from violet.providers.http.failures import AttemptError, failure_of_status, retry_after_s
from violet.providers.http.guard import Attempt, Guard
from violet.providers.http.upstream import Call, Upstream

MAX_RESPONSE_BYTES = 8 * 1024 * 1024
READ_SIZE = 64 * 1024
ERROR_BODY_BYTES = 4096
NOT_AS_EXPECTED = (KeyError, TypeError, ValueError, IndexError, AttributeError)


class OutgoingRequest(requests.PreparedRequest):
    """A prepared request that knows its call and its cache key. Made field by field: everything is known already."""

    def __init__(self, call: Call[Any], *, url: str, body: bytes | None, headers: Mapping[str, str]) -> None:
        super().__init__()
        self.call = call
        self.cache_key = ""
        self.method = call.method
        self.url = url
        self.body = body
        self.headers = CaseInsensitiveDict(headers)
        self._cookies = requests.cookies.RequestsCookieJar()


class GuardedAdapter(TimedAdapter):
    """Sends through the guard and answers with a response that has `parsed`, or raises ProviderError."""

    def __init__(self, guard: Guard, *, connect_timeout_s: float, pool_size: int) -> None:
        super().__init__(pool_connections=4, pool_maxsize=pool_size)
        self._guard = guard
        self._connect_timeout_s = connect_timeout_s

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """`timeout` and `stream` of the session are not looked at: the guard and the size limit decide."""
        assert isinstance(request, OutgoingRequest)
        call = request.call
        verify = kwargs.get("verify", True)

        def work(attempt: Attempt) -> requests.Response:
            response = self._attempt(request, attempt, verify)
            response.parsed = parsed(self._guard.upstream.name, call, response)  # type: ignore[attr-defined]
            return response

        return self._guard.call(work, call.charges)

    def _attempt(self, request: OutgoingRequest, attempt: Attempt, verify: bool | str) -> requests.Response:
        upstream, timeout_s = self._guard.upstream, attempt.timeout_s
        timeout = (min(self._connect_timeout_s, timeout_s), timeout_s)
        try:
            with on_the_clock(time.monotonic() + timeout_s):
                response = super().send(signed(request, upstream), stream=True, timeout=timeout, verify=verify)
                attempt.answered = response.status_code == 200
                with response:  # a body that is not read to its end leaves its connection open
                    content = _read(response.raw)
        except (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError):
            raise AttemptError(upstream.name, Failure.TIMEOUT) from None
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError):
            raise AttemptError(upstream.name, Failure.CONNECTION) from None
        return _checked(response, content, request, upstream)


def signed(request: OutgoingRequest, upstream: Upstream) -> requests.PreparedRequest:
    """A copy of the request with the upstream's keys and our trace. Nobody above this line sees it."""
    copy = request.copy()
    copy.headers.update({**upstream.secret_headers, **outgoing_headers()})
    if upstream.secret_params:
        separator = "&" if "?" in (request.url or "") else "?"
        copy.url = f"{request.url}{separator}{urlencode(upstream.secret_params)}"
    return copy


def parsed(provider: str, call: Call[Any], response: requests.Response) -> Any:
    """The answer in the response's body. Raises AttemptError (BAD_RESPONSE) where there is none."""
    try:
        return call.parse(orjson.loads(response.content))
    except NOT_AS_EXPECTED as error:
        raise AttemptError(provider, Failure.BAD_RESPONSE, type(error).__name__) from None


def _read(raw: urllib3.HTTPResponse) -> bytes:
    """The whole body, decoded. Raises OSError for one that is too large."""
    pieces, size = [], 0
    for piece in raw.stream(READ_SIZE, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_RESPONSE_BYTES:
            raise OSError("response too large")
    return b"".join(pieces)


def _checked(
    response: requests.Response, content: bytes, request: OutgoingRequest, upstream: Upstream
) -> requests.Response:
    """The response without what came from the signed request. Raises AttemptError for any status but 200."""
    if response.status_code != 200:
        wait_s = retry_after_s(response.headers.get("Retry-After"))
        failure = failure_of_status(response.status_code)
        detail = f"HTTP {response.status_code}"
        raise AttemptError(upstream.name, failure, detail, retry_after_s=wait_s, body=content[:ERROR_BODY_BYTES])
    response._content = content
    response._content_consumed = True  # type: ignore[attr-defined]
    response.request = request
    response.url = request.url or ""
    # Validators and cache directives of the upstream are not ours to follow: each upstream has its own time to live.
    response.headers = CaseInsensitiveDict({"Content-Type": response.headers.get("Content-Type", "")})
    return response

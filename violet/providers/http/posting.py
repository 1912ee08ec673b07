"""Requests that must not be repeated by themselves: messages handed to push and SMS services.

One attempt behind the guard, and every answer goes to the caller with its status, so that each provider decides what
its own error codes mean.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from violet.ports import Failure
from violet.providers.http.failures import UNHEALTHY, AttemptError, failure_of_status, retry_after_s
from violet.providers.http.guard import Attempt
from violet.providers.http.transport import Transport
from violet.providers.http.upstream import Upstream
from violet.settings import Settings

MAX_ANSWER_BYTES = 1024 * 1024
READ_SIZE = 64 * 1024
CONNECTIONS = 16
TIMEOUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)
BROKEN = (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError)


@dataclass(frozen=True, slots=True)
class Posting:
    """`url` is whole. `body` None makes it a GET."""

    url: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    basic_auth: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PostAnswer:
    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def retry_after_s(self) -> float | None:
        return retry_after_s(self.headers.get("Retry-After"))


class _UnwellError(AttemptError):
    """An answer that says the service is not well, for the breaker to hear of."""

    def __init__(self, provider: str, failure: Failure, answer: PostAnswer) -> None:
        super().__init__(provider, failure, f"HTTP {answer.status}")
        self.answer = answer


class Poster:
    """Shared by the providers of an app; opens nothing before it is used. Safe to use from several threads."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        self._connect_timeout_s = settings.upstream_connect_timeout_s
        self._lock = threading.Lock()
        self._pid = 0

    def post(self, upstream: Upstream, posting: Posting) -> PostAnswer:
        """Whatever the service answers. Raises ProviderError where there is no answer."""

        def work(attempt: Attempt) -> PostAnswer:
            answer = self._send(upstream.name, posting, attempt.timeout_s)
            failure = failure_of_status(answer.status)
            if answer.status >= 400 and failure in UNHEALTHY:
                raise _UnwellError(upstream.name, failure, answer)
            return answer

        try:
            return self._transport.guard(upstream).call(work)
        except _UnwellError as error:
            return error.answer

    def _send(self, name: str, posting: Posting, timeout_s: float) -> PostAnswer:
        deadline = time.monotonic() + timeout_s
        method = "GET" if posting.body is None else "POST"
        session = self._session()
        request = requests.Request(
            method, posting.url, data=posting.body, headers=dict(posting.headers), auth=posting.basic_auth
        )
        timeout = (min(self._connect_timeout_s, timeout_s), timeout_s)
        try:
            prepared = session.prepare_request(request)
            with session.send(prepared, stream=True, timeout=timeout, allow_redirects=False) as response:
                body = _read(response.raw, deadline)
                return PostAnswer(response.status_code, body, response.headers)
        except TIMEOUTS:
            raise AttemptError(name, Failure.TIMEOUT) from None
        except BROKEN:
            raise AttemptError(name, Failure.CONNECTION) from None

    def _session(self) -> requests.Session:
        """Made anew in a forked process."""
        with self._lock:
            if self._pid != os.getpid():
                session = requests.Session()
                session.trust_env = False
                for scheme in ("https://", "http://"):
                    session.mount(scheme, HTTPAdapter(pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS))
                self._current, self._pid = session, os.getpid()
            return self._current

    def close(self) -> None:
        """Closes this process's connections. The poster may be used again."""
        with self._lock:
            if self._pid == os.getpid():
                self._current.close()
                self._pid = 0


def origin_of(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _read(raw: urllib3.HTTPResponse, deadline: float) -> bytes:
    """The whole body. The socket's own timeout would let a service drip for ever."""
    pieces, size = [], 0
    for piece in raw.stream(READ_SIZE, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_ANSWER_BYTES:
            raise OSError("answer too large")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)

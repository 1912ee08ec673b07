"""Documents of any format: feeds with conditional requests, OAuth forms, and calendars at addresses people give us."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlencode, urljoin, urlsplit

import requests
import urllib3

from violet.ports import Failure, ProviderError
from violet.providers.http.adapter import TimedAdapter
from violet.providers.http.clock import on_the_clock
from violet.providers.http.failures import AttemptError, RefusedAddressError, failure_of_status, retry_after_s
from violet.providers.http.guard import Attempt
from violet.providers.http.public_address import PrivateAddressError, PublicAddressAdapter
from violet.providers.http.transport import Transport
from violet.providers.http.upstream import Upstream
from violet.settings import Settings

READ_SIZE = 64 * 1024
MAX_DOCUMENT_BYTES = 12 * 1024 * 1024
MAX_REDIRECTS = 4
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CONNECTION_ERRORS = (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError)
TIMEOUTS = (requests.exceptions.Timeout, urllib3.exceptions.TimeoutError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One request. `path` is below the upstream's base URL. `form` makes it a POST. `answers` are the statuses the
    caller understands; any other is a failure."""

    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    answers: tuple[int, ...] = (200,)


@dataclass(frozen=True, slots=True)
class Document:
    status: int
    body: bytes
    etag: str | None = None
    last_modified: str | None = None


class Documents:
    """Shared by the providers of an app; opens nothing before it is used. Safe to use from several threads."""

    def __init__(self, transport: Transport, settings: Settings) -> None:
        self._transport = transport
        # Who asks, and where to read about it.
        agent = f"violet/1.0 (+{settings.public_base_url})"
        self._headers = {"User-Agent": agent, "Accept-Encoding": "gzip", "Accept": "*/*"}
        self._connect_timeout_s = settings.upstream_connect_timeout_s
        self._lock = threading.Lock()
        self._pid = 0

    def fetch(self, upstream: Upstream, wanted: Wanted) -> Document:
        """From an upstream we know, within its budget, with retries where they can help. Raises ProviderError."""
        url = f"{upstream.base_url}{wanted.path}"
        if wanted.params:
            url = f"{url}?{urlencode(wanted.params)}"
        headers = {**wanted.headers, **upstream.secret_headers}
        method = "GET" if wanted.form is None else "POST"
        request = requests.Request(method, url, headers=headers, data=wanted.form)

        def work(attempt: Attempt) -> Document:
            session = self._sessions()[0]
            response = self._send(session, request, attempt.timeout_s, name=upstream.name)
            return _checked(upstream.name, response, wanted.answers)

        return self._transport.guard(upstream).call(work)

    def fetch_public(self, name: str, url: str, *, budget_s: float, allow_private: bool = False) -> Document:
        """From an address somebody gave us: https, public addresses, a few redirects, once. `allow_private` lifts the
        first two (for tests and laptops). Raises ProviderError, of it RefusedAddressError."""
        deadline = time.monotonic() + budget_s
        for _ in range(MAX_REDIRECTS + 1):
            _check_address(name, url, allow_private)
            session = self._sessions()[0 if allow_private else 1]
            response = self._send(session, requests.Request("GET", url), deadline - time.monotonic(), name=name)
            target = response.headers.get("Location")
            if response.status_code not in REDIRECTS or not target:
                return _checked(name, response, (200,))
            url = _joined(name, url, target)
        raise ProviderError(name, Failure.BAD_RESPONSE, "too many redirects")

    def _send(
        self, session: requests.Session, request: requests.Request, timeout_s: float, *, name: str
    ) -> requests.Response:
        if timeout_s <= 0:
            raise AttemptError(name, Failure.TIMEOUT)
        timeout = (min(self._connect_timeout_s, timeout_s), timeout_s)
        try:
            prepared = session.prepare_request(request)
            with (
                on_the_clock(time.monotonic() + timeout_s),
                session.send(prepared, stream=True, timeout=timeout, allow_redirects=False) as response,
            ):
                response._content = _read(name, response.raw)
                return response
        except (PrivateAddressError, requests.exceptions.InvalidURL, UnicodeError):
            raise RefusedAddressError(name) from None
        except TIMEOUTS:
            raise AttemptError(name, Failure.TIMEOUT) from None
        except CONNECTION_ERRORS:
            raise AttemptError(name, Failure.CONNECTION) from None

    def _sessions(self) -> tuple[requests.Session, requests.Session]:
        """One for upstreams we know, one for anybody's addresses; made anew in a forked worker."""
        with self._lock:
            if self._pid != os.getpid():
                self._known = self._session(TimedAdapter(pool_maxsize=16))
                self._public = self._session(PublicAddressAdapter(pool_maxsize=1))
                self._pid = os.getpid()
            return self._known, self._public

    def _session(self, adapter: TimedAdapter) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.clear()
        session.headers.update(self._headers)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        return session


def _joined(name: str, url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:
        raise RefusedAddressError(name) from None


def _check_address(name: str, url: str, allow_private: bool) -> None:
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "https://[::1"
        raise RefusedAddressError(name) from None
    schemes = ("https", "http") if allow_private else ("https",)
    if parts.scheme not in schemes or not parts.hostname or parts.username is not None:
        raise RefusedAddressError(name)


def _read(name: str, raw: urllib3.HTTPResponse) -> bytes:
    """The whole body, decoded: a small compressed body can be a large one."""
    pieces, size = [], 0
    for piece in raw.stream(READ_SIZE, decode_content=True):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_DOCUMENT_BYTES:
            raise ProviderError(name, Failure.BAD_RESPONSE, "too large")
    return b"".join(pieces)


def _checked(name: str, response: requests.Response, answers: tuple[int, ...]) -> Document:
    status = response.status_code
    if status not in answers:
        wait_s = retry_after_s(response.headers.get("Retry-After"))
        raise AttemptError(name, failure_of_status(status), f"HTTP {status}", retry_after_s=wait_s)
    headers = response.headers
    return Document(status, response.content, headers.get("ETag"), headers.get("Last-Modified"))

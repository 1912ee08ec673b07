"""The one way out: cached, shared, guarded HTTP calls to upstreams that speak JSON."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

import orjson
import requests
from requests_cache import CachedSession
from requests_cache.policy import get_expiration_datetime

from violet.breaker import Breaker
from violet.domain.geo import LatLng
from violet.observability import metrics
from violet.ports import Failure, ProviderError
from violet.providers.http.anchors import Anchors
from violet.providers.http.cache import ResponseCache, make_storage
from violet.providers.http.guard import Guard
from violet.providers.http.upstream import JSON_HEADERS, Call, Upstream
from violet.providers.http.usage import current_ledger
from violet.providers.http.wire import GuardedAdapter, OutgoingRequest, parsed
from violet.settings import Settings
from violet.single_flight import SingleFlight

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Line:
    """Our end of one upstream in this process."""

    upstream: Upstream
    plain: requests.Session
    cached: KeyedSession


class Transport:
    """Shared by all providers of an app. Opens nothing before it is used, and starts afresh in a forked worker.

    Safe to use from several threads.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._pid = 0
        self._lines: dict[str, _Line] = {}
        self._guards: dict[str, Guard] = {}

    def fetch(self, upstream: Upstream, call: Call[T]) -> T:
        """The parsed answer: from the cache, from an identical call under way, or from the upstream. Raises
        ProviderError."""
        line = self._line(upstream)
        request = _outgoing(upstream, call)
        if not call.cached:
            return cast("T", _parsed_of(upstream, call, send_once(line.plain, request)))
        request.cache_key = cache_key(upstream, request)
        answer, shared = self._flight(upstream, line, request, call)
        if shared:
            _count_hit(upstream)
        return answer

    def guard(self, upstream: Upstream) -> Guard:
        """The guard of an upstream whose calls another library makes."""
        self._after_fork()
        with self._lock:
            return self._guard(upstream)

    @property
    def under_way(self) -> int:
        """How many different cached calls this process is making just now."""
        return len(self._flights)

    def close(self) -> None:
        """Closes this process's connections. The transport may be used again."""
        with self._lock:
            lines, self._lines = self._lines, {}
        for line in lines.values():
            line.plain.close()
            line.cached.close()  # type: ignore[no-untyped-call]

    def shared_origin(self, position: LatLng) -> LatLng:
        """The position that everybody within 75 m of it asks from (see `Anchors`)."""
        self._after_fork()
        return self._anchors.near(position)

    def _flight(self, upstream: Upstream, line: _Line, request: OutgoingRequest, call: Call[T]) -> tuple[T, bool]:
        patience_s = upstream.budget_s + self._settings.upstream_busy_wait_s
        try:
            return self._flights.do(
                request.cache_key,
                lambda: self._cached(upstream, line, request, call),
                patience_s=patience_s,
                own=_is_own,
            )
        except TimeoutError:
            raise ProviderError(upstream.name, Failure.TIMEOUT) from None

    def _cached(self, upstream: Upstream, line: _Line, request: OutgoingRequest, call: Call[T]) -> T:
        response = line.cached.answer(request)
        hit = bool(getattr(response, "from_cache", False))
        metrics.cache_lookup(upstream.name, hit)
        if hit:
            _count_hit(upstream, looked_up=True)
        return cast("T", _parsed_of(upstream, call, response))

    def _line(self, upstream: Upstream) -> _Line:
        self._after_fork()
        line = self._lines.get(upstream.name)
        if line is None:
            with self._lock:
                line = self._lines.get(upstream.name) or self._connect(upstream)
                self._lines[upstream.name] = line
        return line

    def _connect(self, upstream: Upstream) -> _Line:
        adapter = GuardedAdapter(
            self._guard(upstream),
            connect_timeout_s=self._settings.upstream_connect_timeout_s,
            pool_size=self._settings.upstream_max_concurrent,
        )
        cached = KeyedSession(
            backend=ResponseCache(self._storage),
            expire_after=upstream.cache_ttl_s,
            ignored_parameters=(),
            autoclose=False,
        )
        return _Line(upstream, _prepared(requests.Session(), adapter), _prepared(cached, adapter))

    def _guard(self, upstream: Upstream) -> Guard:
        guard = self._guards.get(upstream.name)
        if guard is None:
            breaker = Breaker(
                upstream.name, failures=self._settings.breaker_failures, pause_s=self._settings.breaker_reset_s
            )
            guard = self._guards[upstream.name] = Guard(
                upstream,
                max_concurrent=self._settings.upstream_max_concurrent,
                busy_wait_s=self._settings.upstream_busy_wait_s,
                breaker=breaker,
            )
        return guard

    def _after_fork(self) -> None:
        """Sockets, locks and threads do not survive a fork: a new process starts with none."""
        if self._pid == os.getpid():
            return
        with self._lock:
            if self._pid != os.getpid():
                self._lines, self._guards = {}, {}
                self._flights = SingleFlight()
                self._storage, client = make_storage(self._settings)
                self._anchors = Anchors(client)
                self._pid = os.getpid()


class KeyedSession(CachedSession):
    """A cached session whose requests bring their own key, and in which every answer lives equally long.

    What `CachedSession.send` does besides is to negotiate by Cache-Control, Vary and validators, which have no say
    here and take longer than a hit.
    """

    def answer(self, request: OutgoingRequest) -> requests.Response:
        """The kept response, or a new one that is kept. Raises ProviderError."""
        kept = self.cache.get_response(request.cache_key)
        if kept is not None and not kept.is_expired:
            return kept
        response = send_once(self, request)
        self.cache.save_response(response, request.cache_key, get_expiration_datetime(self.settings.expire_after))
        return response


def send_once(session: requests.Session, request: OutgoingRequest) -> requests.Response:
    """By the session's adapter: redirects, cookies and hooks, which `Session.send` sees to, do not occur here."""
    return session.get_adapter(request.url or "").send(request, verify=session.verify or True)


def cache_key(upstream: Upstream, request: OutgoingRequest) -> str:
    """Provider, method, path, query, body (both sorted) and field mask; never a key."""
    digest = hashlib.blake2b(digest_size=20)
    mask = request.call.headers.get("X-Goog-FieldMask", "")
    for part in (upstream.name, upstream.base_url, request.method, request.call.path, mask):
        digest.update(f"{part}\n".encode())
    digest.update(orjson.dumps([sorted(request.call.params.items()), request.call.body], option=orjson.OPT_SORT_KEYS))
    return digest.hexdigest()


def _outgoing(upstream: Upstream, call: Call[Any]) -> OutgoingRequest:
    url = f"{upstream.base_url}{call.path}"
    if call.params:
        url = f"{url}?{urlencode(call.params)}"
    headers = {**JSON_HEADERS, **call.headers}
    body = None
    if call.body is not None:
        body = orjson.dumps(call.body)
        headers["Content-Type"] = "application/json"
        headers["Content-Length"] = str(len(body))
    return OutgoingRequest(call, url=url, body=body, headers=headers)


def _parsed_of(upstream: Upstream, call: Call[Any], response: requests.Response) -> Any:
    """What the adapter (or an earlier hit on the same cached response) parsed already; else the body, parsed now."""
    try:
        return response.parsed  # type: ignore[attr-defined]
    except AttributeError:
        answer = response.parsed = parsed(upstream.name, call, response)  # type: ignore[attr-defined]
        return answer


def _is_own(error: BaseException) -> bool:
    """One caller's empty purse says nothing of the others'."""
    return isinstance(error, ProviderError) and error.failure is Failure.OVER_BUDGET


def _prepared(session: requests.Session, adapter: GuardedAdapter) -> Any:
    """No proxies or netrc: what leaves is exactly what the call says."""
    session.trust_env = False
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def _count_hit(upstream: Upstream, *, looked_up: bool = False) -> None:
    if not looked_up:
        metrics.cache_lookup(upstream.name, True)
    ledger = current_ledger()
    if ledger is not None:
        ledger.hit(upstream.name)

"""Apple's push service: HTTP/2, one request a message, a provider token (ES256) that is renewed in time.

Apple refuses a token older than an hour, and one renewed more often than every twenty minutes.
"""

from __future__ import annotations

import os
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import jwt
import orjson

from violet.domain.messages import Delivery, PushMessage, Verdict
from violet.ports import Failure, ProviderError
from violet.providers.http import Attempt, AttemptError, Transport, Upstream, failure_of_status
from violet.providers.http.posting import PostAnswer
from violet.providers.http.verdicts import (
    BUDGET_S,
    MAX_BODY,
    MAX_TITLE,
    Codes,
    as_object,
    by_status,
    each,
    no_answer,
    shortened,
)  # fmt: skip
from violet.settings import Settings

RENEW_AFTER_S = 40 * 60
URGENT, USUAL = "10", "5"
NAMESPACE = uuid.UUID("6f0b5a52-5c0c-4f0e-9f55-0a3f5f0d7c11")
CODES: Codes = {
    "BadDeviceToken": Verdict.FORGET,
    "DeviceTokenNotForTopic": Verdict.FORGET,
    "Unregistered": Verdict.FORGET,
    "ExpiredToken": Verdict.FORGET,
    "ExpiredProviderToken": Verdict.RETRY,
    "InvalidProviderToken": Verdict.RETRY,
    "MissingProviderToken": Verdict.RETRY,
    "TooManyProviderTokenUpdates": Verdict.RETRY,
    "TooManyRequests": Verdict.RETRY,
    "InternalServerError": Verdict.RETRY,
    "ServiceUnavailable": Verdict.RETRY,
    "Shutdown": Verdict.RETRY,
    "IdleTimeout": Verdict.RETRY,
    "Forbidden": Verdict.RETRY,
    "BadCertificate": Verdict.RETRY,
    "BadCertificateEnvironment": Verdict.RETRY,
}
STALE = frozenset({"ExpiredProviderToken", "InvalidProviderToken"})


class ApnsPush:
    """`clock` is Unix seconds. Safe to use from several threads: each sends over a connection of its own, as HTTP/2
    counts its streams and packs its headers by what went before on the same connection."""

    name = "apns"
    batch = 100

    def __init__(self, transport: Transport, settings: Settings, *, clock: Callable[[], float] = time.time) -> None:
        self._transport = transport
        self._settings = settings
        self._clock = clock
        base = settings.apns_base_url
        self._upstream = Upstream(self.name, base, budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)
        self._lock = threading.Lock()
        self._token = ""
        self._signed_at = 0.0
        self._idle: list[Any] = []
        self._pid = 0

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        return each(messages, self._send_one)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return {}

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle if self._pid == os.getpid() else [], []
        for client in idle:
            client.close()

    def _send_one(self, message: PushMessage) -> Delivery:
        try:
            answer = self._transport.guard(self._upstream).call(lambda attempt: self._post(message, attempt))
        except ProviderError as error:
            return no_answer(error)
        if answer.status == 200:
            return Delivery(Verdict.SENT, id=answer.headers.get("apns-id"))
        reason = str(as_object(answer.body).get("reason", ""))
        if reason in STALE:
            self._renew()
        decided = by_status(answer, reason)
        verdict = CODES.get(reason, Verdict.FORGET if answer.status == 410 else decided.verdict)
        return Delivery(verdict, retry_after_s=decided.retry_after_s, reason=decided.reason)

    def _post(self, message: PushMessage, attempt: Attempt) -> PostAnswer:
        import httpx2  # heavy with HTTP/2, and needed by no process that sends nothing

        url = f"{self._upstream.base_url}/3/device/{message.address}"
        try:
            with self._connected(httpx2) as client:
                response = client.post(
                    url, content=_payload(message), headers=self._headers(message), timeout=attempt.timeout_s
                )
        except httpx2.TimeoutException:
            raise AttemptError(self.name, Failure.TIMEOUT) from None
        except httpx2.HTTPError:
            raise AttemptError(self.name, Failure.CONNECTION) from None
        if response.status_code >= 500:
            failure = failure_of_status(response.status_code)
            raise AttemptError(self.name, failure, f"HTTP {response.status_code}")
        return PostAnswer(response.status_code, response.content, response.headers)

    def _headers(self, message: PushMessage) -> dict[str, str]:
        return {
            "authorization": f"bearer {self._provider_token()}",
            "apns-topic": self._settings.apns_topic or "",
            "apns-push-type": "alert",
            "apns-priority": URGENT if message.urgent else USUAL,
            "apns-expiration": str(int(self._clock()) + message.ttl_s),
            "apns-collapse-id": message.collapse_id,
            # The same message has the same id, whoever sends it again.
            "apns-id": str(uuid.uuid5(NAMESPACE, f"{message.address} {message.collapse_id}")),
        }

    def _provider_token(self) -> str:
        with self._lock:
            now = self._clock()
            if not self._token or now - self._signed_at > RENEW_AFTER_S:
                claims = {"iss": self._settings.apns_team_id, "iat": int(now)}
                key = (self._settings.apns_private_key or "").replace("\\n", "\n")
                headers = {"kid": self._settings.apns_key_id}
                self._token = jwt.encode(claims, key, algorithm="ES256", headers=headers)
                self._signed_at = now
            return self._token

    def _renew(self) -> None:
        """Signs anew the next time, unless that was done a moment ago."""
        with self._lock:
            if self._clock() - self._signed_at > RENEW_AFTER_S / 2:
                self._token = ""

    @contextmanager
    def _connected(self, httpx2: Any) -> Iterator[Any]:
        """The client that was used last and is free again, so that the fewest connections are kept open; a new one
        where all are in use."""
        with self._lock:
            if self._pid != os.getpid():
                self._idle, self._pid = [], os.getpid()
            client = self._idle.pop() if self._idle else None
        client = client or httpx2.Client(http2=True, http1=False, trust_env=False)
        try:
            yield client
        finally:
            with self._lock:
                self._idle.append(client)


def _payload(message: PushMessage) -> bytes:
    alert = {"title": shortened(message.title, MAX_TITLE), "body": shortened(message.body, MAX_BODY)}
    level = "time-sensitive" if message.urgent else "active"
    aps = {"alert": alert, "sound": "default", "interruption-level": level}
    return orjson.dumps({"aps": aps, **message.data})

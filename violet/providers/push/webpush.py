"""Push to browsers (RFC 8030): encrypted for the browser alone (RFC 8291), ourselves named by VAPID (RFC 8292).

The address comes from whoever registers it, so only the browsers' own services are called.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Sequence
from fnmatch import fnmatch
from typing import Any
from urllib.parse import urlsplit

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from violet.domain.messages import Delivery, PushMessage, Verdict
from violet.ports import ProviderError
from violet.providers.http import Upstream
from violet.providers.http.posting import PostAnswer, Poster, Posting, origin_of
from violet.providers.http.verdicts import BUDGET_S, MAX_BODY, MAX_TITLE, by_status, each, no_answer, shortened
from violet.settings import Settings

TOKEN_LIFE_S = 12 * 3600
# 404 and 410: the browser let go of it.
GONE = (404, 410)
# Microsoft's service says that it is asked too often with a 406.
SLOW_DOWN = 406


class WebPush:
    """`WEBPUSH_PRIVATE_KEY` is a P-256 key: PEM, or its 32 bytes in base64url. Raises ValueError for what is none."""

    name = "webpush"
    batch = 100

    def __init__(self, poster: Poster, settings: Settings) -> None:
        self._poster = poster
        self._key = read_key(settings.webpush_private_key or "")
        self._subject = settings.webpush_subject or f"mailto:{settings.mail_from.rpartition('<')[2].rstrip('>')}"
        self._hosts = settings.webpush_hosts
        self._upstream = Upstream(self.name, "", budget_s=BUDGET_S, read_timeout_s=BUDGET_S, attempts=1)

    def send(self, messages: Sequence[PushMessage]) -> list[Delivery]:
        return each(messages, self._send_one)

    def receipts(self, ids: Sequence[str]) -> dict[str, Delivery]:
        return {}

    def _send_one(self, message: PushMessage) -> Delivery:
        subscription = orjson.loads(message.address)
        endpoint = str(subscription["endpoint"])
        if not is_allowed(endpoint, self._hosts):
            return Delivery(Verdict.FORGET, reason="host_not_allowed")
        try:
            body = _encrypted(_payload(message), subscription["keys"])
        except ValueError:  # the browser's key is none
            return Delivery(Verdict.FORGET, reason="bad_keys")
        try:
            answer = self._poster.post(self._upstream, Posting(endpoint, body, self._headers(endpoint, message)))
        except ProviderError as error:
            return no_answer(error)
        return _delivery(answer)

    def _headers(self, endpoint: str, message: PushMessage) -> dict[str, str]:
        claims = {"aud": origin_of(endpoint), "exp": int(time.time()) + TOKEN_LIFE_S, "sub": self._subject}
        token = jwt.encode(claims, self._key, algorithm="ES256")
        return {
            "Authorization": f"vapid t={token},k={public_key(self._key)}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(message.ttl_s),
            "Urgency": "high" if message.urgent else "normal",
            "Topic": message.collapse_id,
        }


def is_allowed(endpoint: str, hosts: Sequence[str]) -> bool:
    """Whether an address is one of the services named: over https a host ("*.push.apple.com"), or an origin in full."""
    parts = urlsplit(endpoint)
    if parts.username is not None or not parts.hostname:
        return False
    if origin_of(endpoint) in hosts:
        return True
    return (
        parts.scheme == "https" and parts.port in (None, 443) and any(fnmatch(parts.hostname, each) for each in hosts)
    )


def read_key(text: str) -> ec.EllipticCurvePrivateKey:
    """Raises ValueError."""
    if "BEGIN" in text:
        key = load_pem_private_key(text.replace("\\n", "\n").encode(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("not an elliptic curve key")
        return key
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if len(raw) != 32:
        raise ValueError("not 32 bytes")
    return ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())


def public_key(key: ec.EllipticCurvePrivateKey) -> str:
    """As browsers want it: the uncompressed point in base64url."""
    return _base64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _encrypted(content: bytes, keys: dict[str, Any]) -> bytes:
    """Raises ValueError where the keys are not a browser's."""
    import http_ece

    try:
        browser, secret = _bytes(str(keys["p256dh"])), _bytes(str(keys["auth"]))
        once = ec.generate_private_key(ec.SECP256R1())
        sealed: bytes = http_ece.encrypt(content, private_key=once, dh=browser, auth_secret=secret, version="aes128gcm")
    except (KeyError, http_ece.ECEException) as error:
        raise ValueError("not a browser's keys") from error
    return sealed


def _payload(message: PushMessage) -> bytes:
    texts = {"title": shortened(message.title, MAX_TITLE), "body": shortened(message.body, MAX_BODY)}
    return orjson.dumps({**texts, "tag": message.collapse_id, "data": dict(message.data)})


def _delivery(answer: PostAnswer) -> Delivery:
    if answer.status in (200, 201, 202, 204):
        return Delivery(Verdict.SENT, id=answer.headers.get("Location"))
    if answer.status in GONE:
        return Delivery(Verdict.FORGET, reason=f"http_{answer.status}")
    if answer.status == SLOW_DOWN:
        return Delivery(Verdict.RETRY, retry_after_s=answer.retry_after_s, reason="http_406")
    return by_status(answer, "")


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

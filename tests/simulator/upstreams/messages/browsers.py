"""A browser's push service, and the browser behind it, which can read what comes."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import http_ece
import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.simulator.http import Request, Response, Route


class Browsers:
    """Modes: `status` (what every push is answered), `retry_after`. `read` is what browsers showed, decrypted."""

    name = "browsers"
    latency_s = 0.05

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = secrets.token_bytes(16)
        self.reset()

    def reset(self) -> None:
        self._status = 201
        self._retry_after: str | None = None
        self.read: list[dict[str, Any]] = []
        self.claims: dict[str, Any] = {}

    def set_mode(self, options: Mapping[str, Any]) -> None:
        if unknown := set(options) - {"status", "retry_after"}:
            raise ValueError(f"browsers have no mode {', '.join(sorted(unknown))}")
        self._status = int(options.get("status", self._status))
        self._retry_after = options.get("retry_after", self._retry_after)

    def routes(self) -> Sequence[Route]:
        return (Route("POST", r"/wpush/[\w-]+", self._push, pattern=True),)

    def error(self, status: int) -> Response:
        return Response(status=status, content_type="text/plain")

    def subscription(self, url: str) -> dict[str, Any]:
        """What a browser registers with; `url` is the simulator's."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _base64(point), "auth": _base64(self._secret)}
        return {"endpoint": f"{url}/wpush/one-browser", "keys": keys}

    def _push(self, request: Request, _match: object) -> Response:
        if self._status != 201:
            headers = [("Retry-After", self._retry_after)] if self._retry_after else []
            return Response(status=self._status, content_type="text/plain", headers=headers)
        token = request.headers["authorization"].removeprefix("vapid t=").partition(",")[0]
        self.claims = jwt.decode(token, options={"verify_signature": False})
        if request.headers.get("content-encoding") != "aes128gcm" or "ttl" not in request.headers:
            return self.error(400)
        plain = http_ece.decrypt(request.body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        self.read.append(orjson.loads(plain))
        return Response(status=201, content_type="text/plain", headers=[("Location", "/message/1")])


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")

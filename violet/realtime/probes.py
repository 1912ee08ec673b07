"""Health and metrics of the realtime process, beside its sockets."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import orjson

from violet import __version__
from violet.container import Container
from violet.database import use
from violet.observability import metrics, readings
from violet.services.health import Health

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
JSON = "application/json"


class Probes:
    """An ASGI app for GET /health, /health/live, /health/ready and /metrics, as the server's own."""

    def __init__(self, container: Container) -> None:
        self._container = container

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # a socket that is none of ours
            await send({"type": "websocket.close", "code": 1000})
            return
        status, body, content_type = await self._answer(scope)
        headers = [
            (b"content-type", content_type.encode()),
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"x-content-type-options", b"nosniff"),
            (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _answer(self, scope: Scope) -> tuple[int, bytes, str]:
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD"):
            return 405, _error("method_not_allowed", "This address does not accept that method."), JSON
        if path == "/health/live":
            return 200, orjson.dumps({"status": "ok"}), JSON
        if path in ("/health", "/health/ready"):
            return await self._health(ready=path.endswith("ready"))
        if path == "/metrics":
            return self._metrics(scope)
        return 404, _error("not_found", "There is nothing at this address."), JSON

    async def _health(self, *, ready: bool) -> tuple[int, bytes, str]:
        """Sockets need both: the database says who may hear, Redis brings what they hear."""
        found = await asyncio.to_thread(self._look)
        serving = found.database == "connected" and found.redis == "connected" and found.migrations != "behind"
        word = ("ready" if serving else "not_ready") if ready else ("ok" if serving else "unavailable")
        commit = self._container.settings.commit_sha
        body = {
            "status": word, "database": found.database, "redis": found.redis, "version": __version__, "commit": commit,
        }  # fmt: skip
        return (200 if serving else 503), orjson.dumps(body), JSON

    def _look(self) -> Health:
        use(self._container.engine)
        return self._container.health.look(self._container.store, redis_configured=True)

    def _metrics(self, scope: Scope) -> tuple[int, bytes, str]:
        settings = self._container.settings
        if settings.metrics_token is None:
            if settings.production:
                return 404, _error("not_found", "There is nothing at this address."), JSON
        elif not hmac.compare_digest(_bearer(scope), settings.metrics_token.encode()):
            return 401, _error("unauthorized", "This address needs the metrics token."), JSON
        metrics.build_info(version=__version__, commit=settings.commit_sha)
        body, content_type = readings.exposition()
        return 200, body, content_type


def _bearer(scope: Scope) -> bytes:
    given: bytes = dict(scope["headers"]).get(b"authorization", b"")
    scheme, _, token = given.partition(b" ")
    return token.strip() if scheme.lower() == b"bearer" else b""


def _error(code: str, sentence: str) -> bytes:
    return orjson.dumps({"error": sentence, "code": code, "request_id": "-"})

"""Apple's push service: HTTP/2 with prior knowledge, on a port of its own."""

from __future__ import annotations

import asyncio
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
import orjson
from hypercorn.asyncio import serve
from hypercorn.config import Config

from tests.ports import free_port

START_DEADLINE_S = 10
DEVICE = re.compile(r"/3/device/([0-9a-fA-F]+)")


@dataclass
class Apns:
    """`answer` is (status, reason) for every push, None for 200. `shown` counts what each device got, by collapse id."""

    url: str
    answer: tuple[int, str] | None = None
    retry_after: str | None = None
    shown: Counter[tuple[str, str]] = field(default_factory=Counter)
    headers: list[dict[str, str]] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)

    def reset(self) -> None:
        self.answer, self.retry_after = None, None
        for kept in (self.headers, self.bodies, self.tokens):
            kept.clear()
        self.shown.clear()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        body = b""
        while True:
            event = await receive()
            body += event.get("body", b"")
            if not event.get("more_body"):
                break
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        status, reason = self._decide(scope, headers, body)
        own = [(b"apns-id", headers.get("apns-id", "").encode())]
        if self.retry_after is not None and status != 200:
            own.append((b"retry-after", self.retry_after.encode()))
        content = b"" if status == 200 else orjson.dumps({"reason": reason})
        await send({"type": "http.response.start", "status": status, "headers": own})
        await send({"type": "http.response.body", "body": content})

    def _decide(self, scope: Any, headers: dict[str, str], body: bytes) -> tuple[int, str]:
        device = DEVICE.fullmatch(scope["path"])
        if scope["http_version"] != "2" or device is None:
            return 404, "BadPath"
        self.headers.append(headers)
        self.bodies.append(orjson.loads(body))
        token = headers.get("authorization", "").removeprefix("bearer ")
        self.tokens.append(token)
        if not token or jwt.get_unverified_header(token)["alg"] != "ES256":
            return 403, "MissingProviderToken"
        if self.answer is not None:
            return self.answer
        self.shown[device[1], headers["apns-collapse-id"]] += 1
        return 200, ""


@contextmanager
def running_apns() -> Iterator[Apns]:
    port, loop = free_port(), asyncio.new_event_loop()
    apns = Apns(f"http://127.0.0.1:{port}")
    config = Config()
    config.bind, config.accesslog, config.errorlog = [f"127.0.0.1:{port}"], None, None
    ending = asyncio.Event()
    started = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.call_soon(started.set)
        loop.run_until_complete(serve(apns, config, shutdown_trigger=ending.wait))
        loop.close()

    thread = threading.Thread(target=run, name="apns", daemon=True)
    thread.start()
    started.wait(START_DEADLINE_S)
    try:
        yield apns
    finally:
        loop.call_soon_threadsafe(ending.set)
        thread.join(START_DEADLINE_S)

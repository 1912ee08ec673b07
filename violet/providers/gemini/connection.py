"""google-genai's client, which holds sockets: one per process, made when first needed."""

from __future__ import annotations

import os
import threading
from dataclasses import dataclass
from typing import Any

from violet.observability.tracing import outgoing_headers
from violet.providers.gemini.clock import timed_transport
from violet.providers.gemini.library import Library, library
from violet.settings import Settings


@dataclass(slots=True)
class Client:
    """google-genai's client, which holds sockets (and closes them when nobody holds it)."""

    pid: int
    whole: Any
    models: Any
    library: Library
    raised: tuple[type[Exception], ...]

    def config(self, instruction: str, timeout_s: float, **more: Any) -> Any:
        """How a call is made: what holds for all of them, and `more` of GenerateContentConfig."""
        known, types = self.library, self.library.types
        return known.config(
            system_instruction=known.content(role="user", parts=[known.part(text=instruction)]),
            thinking_config=types.ThinkingConfig(thinking_level=types.ThinkingLevel.LOW),
            automatic_function_calling=types.AutomaticFunctionCallingConfig(disable=True),
            automatic_continuation=False,
            # Milliseconds, of each connect and each gap between bytes; without it there is no limit.
            http_options=types.HttpOptions(timeout=max(1, round(timeout_s * 1000)), headers=outgoing_headers()),
            **more,
        )


class Connection:
    """Safe to use from several threads, and after a fork."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._made: Client | None = None

    def client(self) -> Client:
        made = self._made
        if made is None or made.pid != os.getpid():
            with self._lock:
                made = self._made
                if made is None or made.pid != os.getpid():
                    made = self._made = self._connect()
        return made

    def _connect(self) -> Client:
        known = library()
        most = self._settings.upstream_max_concurrent
        limits = known.httpx2.Limits(max_connections=most, max_keepalive_connections=most, keepalive_expiry=30.0)
        options = known.types.HttpOptions(
            base_url=self._settings.gemini_base_url,
            client_args={
                "transport": timed_transport(known, limits),
                "verify": known.trusted,
                "trust_env": False,
            },
            async_client_args={"ssl": known.trusted},
        )
        client = known.genai.Client(api_key=self._settings.gemini_api_key, http_options=options)
        return Client(os.getpid(), client, client.models, known, known.raised)

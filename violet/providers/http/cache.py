"""Where answers of upstreams are kept: requests-cache storages in Redis and in this process's memory.

A cache failure is a miss, never an error: while Redis does not answer, memory serves.
Stored is only status, body and times; the request, which could hold a position, is not.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import orjson
import redis
from requests_cache.backends.base import BaseCache, BaseStorage
from requests_cache.models.request import CachedRequest
from requests_cache.models.response import CachedResponse
from requests_cache.serializers.pipeline import SerializerPipeline, Stage

from violet.breaker import Breaker, Probe
from violet.redis_client import redis_client
from violet.settings import Settings

NAMESPACE = "violet:upstream"
_NO_REQUEST = CachedRequest(url="")
MAX_ENTRIES = 2_000
MAX_BYTES = 10 * 1024 * 1024


def _dump(response: CachedResponse) -> bytes:
    """Two lines of JSON: status and expiry (Unix seconds), then the body as it came."""
    expires = response.expires.timestamp() if response.expires else None
    return orjson.dumps({"status": response.status_code, "expires": expires}) + b"\n" + response.content


def _load(stored: bytes) -> CachedResponse:
    """Raises ValueError or TypeError for what is not ours; requests-cache takes that for a miss."""
    head, _, content = stored.partition(b"\n")
    fields = orjson.loads(head)
    if not isinstance(fields, dict) or not content:
        raise ValueError("not ours")
    expires = datetime.fromtimestamp(fields["expires"], UTC) if fields.get("expires") else None
    return _response(status=int(fields.get("status", 0)), content=content, expires=expires)


class KeptResponse(CachedResponse):
    """A cached response without the file-like copy of its body that nobody here reads."""

    def __attrs_post_init__(self) -> None:
        self.created_at = datetime.now(UTC)


def _response(*, status: int, content: bytes, expires: datetime | None) -> CachedResponse:
    return KeptResponse(status_code=status, content=content, expires=expires, url="", reason="", request=_NO_REQUEST)


SERIALIZER = SerializerPipeline([Stage(dumps=_dump, loads=_load)], name="violet-json", is_binary=True)


class MemoryStorage(BaseStorage[str, CachedResponse]):
    """Bounded in entries and bytes, least recently used out first. Safe to use from several threads."""

    def __init__(self, *, max_entries: int = MAX_ENTRIES, max_bytes: int = MAX_BYTES) -> None:
        super().__init__(serializer=None)
        self._entries: OrderedDict[str, CachedResponse] = OrderedDict()
        self._lock = threading.Lock()
        self._bytes = 0
        self._max_entries = max_entries
        self._max_bytes = max_bytes

    def __getitem__(self, key: str) -> CachedResponse:
        with self._lock:
            response = self._entries[key]
            if response.is_expired:
                self._drop(key)
                raise KeyError(key)
            self._entries.move_to_end(key)
            return response

    def __setitem__(self, key: str, response: CachedResponse) -> None:
        with self._lock:
            self._drop(key)
            self._entries[key] = response
            self._bytes += len(response.content)
            while len(self._entries) > self._max_entries or self._bytes > self._max_bytes:
                self._drop(next(iter(self._entries)))

    def __delitem__(self, key: str) -> None:
        with self._lock:
            if key not in self._entries:
                raise KeyError(key)
            self._drop(key)

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._entries))

    def __len__(self) -> int:
        return len(self._entries)

    def _drop(self, key: str) -> None:
        response = self._entries.pop(key, None)
        if response is not None:
            self._bytes -= len(response.content)


class CacheRedis:
    """The cache's own Redis client: short timeouts, no retries. After a failure it is left alone until it answers a
    probe again. Connects when used."""

    def __init__(self, settings: Settings) -> None:
        assert settings.redis_url is not None
        self._client = redis_client(
            redis.Redis,
            settings.redis_url,
            timeout_s=settings.redis_timeout_s,
            max_connections=settings.redis_max_connections,
        )
        self._breaker = Breaker("upstream_cache", probe=Probe(self._write_something, (redis.RedisError,)))

    def run(self, command: str, *args: Any) -> Any:
        """The command's answer. Raises LookupError where Redis does not answer, at once while it is left alone."""
        if self._breaker.open:
            raise LookupError(command)
        try:
            return self._client.execute_command(command, *args)  # type: ignore[no-untyped-call]
        except redis.RedisError as error:
            self._breaker.trip(type(error).__name__)
            raise LookupError(command) from None

    def _write_something(self) -> None:
        """The probe: a Redis that is full answers a PING, and keeps nothing."""
        self._client.set(f"{NAMESPACE}:probe", b"", px=1000)


class RedisStorage(BaseStorage[str, CachedResponse]):
    """Shared by all workers, with a copy of what this one has seen in its memory: an answer does not change until it
    expires, so a copy is as good, saves the way and the decoding, and serves while Redis does not answer."""

    def __init__(self, client: CacheRedis, memory: MemoryStorage) -> None:
        super().__init__(serializer=SERIALIZER)
        self._client = client
        self._memory = memory

    def __getitem__(self, key: str) -> CachedResponse:
        with suppress(KeyError):
            return self._memory[key]
        try:
            stored = self._client.run("GET", f"{NAMESPACE}:{key}")
        except LookupError:
            raise KeyError(key) from None
        response = self.deserialize(key, stored) if stored is not None else None
        if not isinstance(response, CachedResponse) or response.is_expired:
            raise KeyError(key)
        self._memory[key] = response
        return response

    def __setitem__(self, key: str, response: CachedResponse) -> None:
        self._memory[key] = response
        ttl_s = max(1, response.expires_delta or 1)
        with suppress(LookupError):
            self._client.run("SET", f"{NAMESPACE}:{key}", self.serialize(response), "EX", ttl_s)

    def __delitem__(self, key: str) -> None:
        with suppress(LookupError):
            self._client.run("DEL", f"{NAMESPACE}:{key}")
        del self._memory[key]

    def __iter__(self) -> Iterator[str]:
        """Only what this process holds itself; nobody walks the shared cache."""
        return iter(self._memory)

    def __len__(self) -> int:
        return len(self._memory)


class ResponseCache(BaseCache):
    """requests-cache's cache over one of the storages above. Several may share a storage; redirects are not kept."""

    def __init__(self, storage: BaseStorage[str, CachedResponse]) -> None:
        super().__init__(cache_name=NAMESPACE)
        self.responses = storage

    def get_response(self, key: str, default: CachedResponse | None = None) -> CachedResponse | None:
        try:
            return self.responses[key]
        except KeyError:
            return default

    def save_response(self, response: Any, cache_key: str | None = None, expires: datetime | None = None) -> None:
        assert cache_key is not None
        self.responses[cache_key] = _response(status=response.status_code, content=response.content, expires=expires)


def make_storage(settings: Settings) -> tuple[BaseStorage[str, CachedResponse], CacheRedis | None]:
    """Redis where there is a URL, else memory; and the client, for those who share it."""
    memory = MemoryStorage()
    if settings.redis_url is None:
        return memory, None
    client = CacheRedis(settings)
    return RedisStorage(client, memory), client

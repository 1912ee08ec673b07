"""The store in Redis or Valkey: shared by all workers, every operation one atomic command, transaction or script.

Lists are sorted sets of stamped items, so that what another worker kept while Redis was away merges into its place.
One key, the incarnation, tells whether this is still the Redis that was written to: one that came back empty lacks it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, cast

import redis
from redis.exceptions import RedisError

from violet.observability.tracing import span
from violet.redis_client import redis_client
from violet.store.base import NOTHING
from violet.store.stamps import Stamper, unstamped

INCARNATION_KEY = "store:incarnation"
RESTORE_BATCH = 200

_ADD_WITHIN = """
local amount, ttl = tonumber(ARGV[1]), ARGV[2]
local held = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do
  if amount > 0 and tonumber(held[i] or '0') + amount > tonumber(ARGV[2 + i]) then return 0 end
end
for i, key in ipairs(KEYS) do
  local text = string.format('%.0f', math.max(0, tonumber(held[i] or '0') + amount))
  if held[i] then redis.call('SET', key, text, 'KEEPTTL') else redis.call('SET', key, text, 'PX', ttl) end
end
return 1
"""

_SET_MANY = """
for i, key in ipairs(KEYS) do redis.call('SET', key, ARGV[i + 1], 'PX', ARGV[1]) end
"""


class EmptiedError(RedisError):
    """Redis answers, but it has lost what was written to it."""


class TracedPipeline(redis.client.Pipeline):
    def execute(self, raise_on_error: bool = True) -> list[Any]:
        with span("client", "redis", operation="PIPELINE", commands=len(self.command_stack)):
            return super().execute(raise_on_error)


class TracedRedis(redis.Redis):
    """Says how long each command took, without its keys and values, where spans are collected."""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        with span("client", "redis", operation=str(args[0])):
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]

    def pipeline(self, transaction: bool = True, shard_hint: Any = None) -> TracedPipeline:
        return TracedPipeline(self.connection_pool, self.response_callbacks, transaction, shard_hint)


def connect(url: str, *, timeout_s: float, max_connections: int) -> redis.Redis:
    """The store's client. See `redis_client`."""
    return redis_client(TracedRedis, url, timeout_s=timeout_s, max_connections=max_connections)


class RedisStore:
    """See `MergingStore`. Every method raises RedisError where Redis cannot do what was asked."""

    shared = True

    def __init__(self, client: redis.Redis) -> None:
        self.client = client
        self._add_within = client.register_script(_ADD_WITHIN)
        self._set_many = client.register_script(_SET_MANY)
        self._stamp = Stamper()
        self._incarnation: bytes | None = None

    def get(self, key: str) -> bytes | None:
        return cast("bytes | None", self.client.get(key))

    def get_many(self, keys: Sequence[str]) -> list[bytes | None]:
        return cast("list[bytes | None]", self.client.mget(keys)) if keys else []

    def set(self, key: str, value: bytes, *, ttl_s: float) -> None:
        self._recognized().set(key, value, px=_ms(ttl_s))

    def set_many(self, entries: Mapping[str, bytes], *, ttl_s: float) -> None:
        if entries:
            self._set_many(list(entries), [_ms(ttl_s), *entries.values()], client=self._recognized())

    def set_if_absent(self, key: str, value: bytes, *, ttl_s: float) -> bool:
        return bool(self._recognized().set(key, value, px=_ms(ttl_s), nx=True))

    def delete(self, *keys: str) -> None:
        if keys:
            self.client.delete(*keys)

    def append(
        self, key: str, item: bytes, *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        self.merge(key, [self._stamp(item)], max_items=max_items, ttl_s=ttl_s, beside=beside)

    def items(self, key: str) -> Sequence[bytes]:
        return unstamped(self.members(key))

    def members(self, key: str) -> list[bytes]:
        """Raises EmptiedError where Redis has lost its data since the last call."""
        with self._transaction() as transaction:
            transaction.zrange(key, 0, -1)
            return cast("list[bytes]", self._execute(transaction)[0])

    def merge(
        self, key: str, members: Sequence[bytes], *, max_items: int, ttl_s: float, beside: Mapping[str, bytes] = NOTHING
    ) -> None:
        """Raises EmptiedError where Redis has lost its data since the last call; the items are in it all the same."""
        with self._transaction() as transaction:
            _queue_merge(transaction, key, members, max_items, ttl_s)
            for name, value in beside.items():
                transaction.set(name, value, px=_ms(ttl_s))
            self._execute(transaction)

    def move_list(self, source: str, target: str, *, max_items: int, ttl_s: float) -> None:
        with self._transaction() as transaction:
            transaction.zunionstore(target, {target: 1, source: 1}, aggregate="MIN")
            transaction.zremrangebyrank(target, 0, -max_items - 1)
            transaction.pexpire(target, _ms(ttl_s))
            transaction.delete(source)
            self._execute(transaction)

    def add_within(self, ceilings: Mapping[str, int], amount: int, *, ttl_s: float) -> bool:
        self._recognized()
        return bool(self._add_within(keys=list(ceilings), args=[amount, _ms(ttl_s), *ceilings.values()]))

    def counter(self, key: str) -> int:
        return int(cast("bytes | None", self.client.get(key)) or 0)

    def ping(self) -> bool:
        return bool(self.client.ping())

    def recognize(self) -> bool:
        """Whether this is still the Redis that was written to; from now on it is. Fails where Redis takes no writes."""
        self.client.set(INCARNATION_KEY, uuid.uuid4().hex, nx=True)
        known, self._incarnation = self._incarnation, cast("bytes | None", self.client.get(INCARNATION_KEY))
        return known is None or known == self._incarnation

    def restore(self, entries: Iterable[tuple[str, bytes | list[bytes] | int, float]]) -> None:
        """Writes back copies (key, value or stamped items or count, seconds to live) that were kept elsewhere.

        Lists are merged, counts added, and a value that somebody has written since stays as it is.
        """
        rest = iter(entries)
        while batch := list(islice(rest, RESTORE_BATCH)):
            with self.client.pipeline(transaction=False) as pipeline:
                for key, value, ttl_s in batch:
                    if isinstance(value, bytes):
                        pipeline.set(key, value, px=_ms(ttl_s), nx=True)
                    elif isinstance(value, list):
                        pipeline.zadd(key, dict.fromkeys(value, 0))
                        pipeline.pexpire(key, _ms(ttl_s))
                    else:
                        pipeline.incrby(key, value)
                        pipeline.pexpire(key, _ms(ttl_s))
                pipeline.execute()

    def _recognized(self) -> redis.Redis:
        """The client, once it is noted which Redis it writes to."""
        if self._incarnation is None:
            self.recognize()
        return self.client

    def _transaction(self) -> Any:
        return self._recognized().pipeline(transaction=True)

    def _execute(self, transaction: Any) -> list[Any]:
        transaction.get(INCARNATION_KEY)
        answers: list[Any] = transaction.execute()
        if answers.pop() != self._incarnation:
            raise EmptiedError
        return answers


def _queue_merge(pipeline: Any, key: str, members: Sequence[bytes], max_items: int, ttl_s: float) -> None:
    if members:
        pipeline.zadd(key, dict.fromkeys(members, 0))
        pipeline.zremrangebyrank(key, 0, -max_items - 1)
        pipeline.pexpire(key, _ms(ttl_s))


def _ms(seconds: float) -> int:
    return max(1, round(seconds * 1000))

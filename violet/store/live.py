"""Telling those who listen at this moment: over Redis to the `realtime` processes, or nobody where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import structlog
from redis.exceptions import RedisError
from socketio import RedisManager

from violet.store.failover_store import FailoverStore

CHANNEL = "violet:live"

log = structlog.get_logger(__name__)


class NoLive:
    """Nobody listens: without Redis there is no way to a process of listeners, and apps ask instead."""

    def tell(self, channel: str, event: str, data: Mapping[str, Any]) -> None:
        """Told to nobody."""


class RedisLive:
    """Publishes as Socket.IO's own managers do, over the connections that the store has already. A Redis that is away
    is not waited for: apps that ask get everything."""

    def __init__(self, store: FailoverStore, url: str) -> None:
        self._store = store
        self._manager = _Publisher(store, url)

    def tell(self, channel: str, event: str, data: Mapping[str, Any]) -> None:
        if not self._store.shared:
            return
        try:
            self._manager.emit(event, dict(data), namespace="/", room=channel)
        except RedisError as error:
            self._store.breaker.trip(type(error).__name__)
            log.warning("live_not_told", live_event=event, reason=type(error).__name__)


class _Publisher(RedisManager):  # type: ignore[misc]
    """Has the message format; opens no connection of its own."""

    def __init__(self, store: FailoverStore, url: str) -> None:
        super().__init__(url, channel=CHANNEL, write_only=True)
        self._store = store

    def _publish(self, data: Mapping[str, Any]) -> Any:
        """By orjson, which knows moments."""
        return self._store.client.publish(self.channel, orjson.dumps(dict(data), option=orjson.OPT_NON_STR_KEYS))

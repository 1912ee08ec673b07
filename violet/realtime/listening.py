"""What comes over Redis for the sockets of this process."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from redis.exceptions import RedisError
from socketio import AsyncRedisManager

from violet.ports import LOG_INS_CLOSED
from violet.store.live import CHANNEL

STOP_WITHIN_S = 2

Leave = Callable[[str, int], Awaitable[None]]
Close = Callable[[], Awaitable[None]]


class Listener(AsyncRedisManager):  # type: ignore[misc]
    """Hands messages to the sockets. Whoever left a room is taken out of it once the others heard of it: `left` gets
    the room's id and the member's. That log-ins were closed is told to nobody: `closed` looks whose sockets that ends.
    """

    def __init__(self, url: str, left: Leave, closed: Close) -> None:
        super().__init__(url, channel=CHANNEL)
        self.thread: asyncio.Task[None] | None = None
        self._left = left
        self._closed = closed

    async def close(self) -> None:
        """Ends the listening and closes the connections to Redis, while there is still a loop that can."""
        if self.thread is not None:
            self.thread.cancel()
            await asyncio.wait([self.thread], timeout=STOP_WITHIN_S)
        for connected in (self.pubsub, self.redis):
            if connected is not None:
                with suppress(RedisError, OSError):
                    await connected.aclose()

    async def _handle_emit(self, message: dict[str, Any]) -> None:
        if message["event"] == LOG_INS_CLOSED:
            await self._closed()
            return
        await super()._handle_emit(message)
        [data] = message["data"] if isinstance(message["data"], list) else [message["data"]]
        if message["event"] == "member" and data.get("change") == "left":
            await self._left(str(data["room_id"]), int(data["member_id"]))

    async def tell_here(self, event: str, data: dict[str, Any], room: str) -> None:
        """To sockets of this process alone: each process asks the database for its own."""
        await super()._handle_emit({"event": event, "data": data, "namespace": "/", "room": room})

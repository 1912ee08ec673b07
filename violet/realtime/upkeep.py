"""What is looked after while sockets are open: tokens that end, log-ins that were closed, members who left, readers
that are too slow, and what is new in the inboxes of whoever listens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import socketio
import structlog

from violet.observability import metrics
from violet.realtime.access import Access, Refused, json_ready
from violet.realtime.sockets import Socket, Sockets
from violet.services.together.listeners import LATE_IDS

T = TypeVar("T")

EVERY_S = 1.0
STANDING_EVERY_S = 1.0
# Sockets whose log-in and rooms are looked up at a time: the next so many each time.
LOOKED_UP = 300
# Messages that wait for one reader: a room of 30 that moves twice a second fills this in four seconds.
MAX_WAITING = 256
SEEN = 4 * LATE_IDS

log = structlog.get_logger(__name__)


class Upkeep:
    """One task in the server's loop. `start` and `stop` are the ASGI lifespan's."""

    def __init__(self, sio: socketio.AsyncServer, sockets: Sockets, access: Access) -> None:
        self._sio = sio
        self._sockets = sockets
        self._access = access
        self._task: asyncio.Task[None] | None = None
        self._newest = -1
        self._seen: dict[int, None] = {}
        self._turn = 0

    async def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        looked_at = 0.0
        while True:
            await self._end_expired(time.time())
            await self._end_slow()
            if time.monotonic() - looked_at >= STANDING_EVERY_S:
                looked_at = time.monotonic()
                await self._end_next_closed()
            await self._tell_news()
            await asyncio.sleep(EVERY_S)

    async def _end_expired(self, now: float) -> None:
        for socket in self._sockets.all():
            if socket.ends_at <= now:
                await self._close(socket, "expired")

    async def _end_slow(self) -> None:
        for sid, connection in list(self._sio.eio.sockets.items()):
            if connection.queue.qsize() <= MAX_WAITING:
                continue
            metrics.socket_closed("slow")
            log.info("slow_reader_dropped")
            while not connection.queue.empty():
                connection.queue.get_nowait()
                connection.queue.task_done()
            await connection.close(wait=False, abort=True)
            self._sio.eio.sockets.pop(sid, None)

    async def end_closed(self) -> None:
        """Log-ins that are no more, and rooms that somebody is not in any more, whichever way that came."""
        await self._end_closed_of([socket for socket in self._sockets.all() if socket.user_id is not None])

    async def _end_next_closed(self) -> None:
        """The same of the next LOOKED_UP sockets: all of them have their turn."""
        everybody = [socket for socket in self._sockets.all() if socket.user_id is not None]
        self._turn = self._turn + LOOKED_UP if self._turn + LOOKED_UP < len(everybody) else 0
        await self._end_closed_of(everybody[self._turn : self._turn + LOOKED_UP])

    async def _end_closed_of(self, known: Sequence[Socket]) -> None:
        members = {(room, socket.user_id) for socket in known for room in socket.rooms if socket.user_id is not None}
        session_ids = {socket.session_id for socket in known}
        if not known:
            return
        found = await self._ask(lambda: self._access.standing(session_ids, members))
        if found is None:
            return
        sessions, inside = found
        outside = members - inside
        for socket in known:
            if socket.session_id not in sessions and socket.session_id in session_ids:
                await self._close(socket, "logged_out")
                continue
            for room_id, user_id in outside:
                if user_id == socket.user_id and room_id in socket.rooms:
                    await self._take_out(socket, room_id, user_id)

    async def _take_out(self, socket: Socket, room_id: str, user_id: int) -> None:
        """Told here too: the room's own news of it may still be on its way, and will not reach them any more."""
        socket.rooms.discard(room_id)
        await self._sio.manager.tell_here("member", self._access.gone(room_id, user_id), socket.id)
        await self._sio.leave_room(socket.id, f"room:{room_id}")

    async def _tell_news(self) -> None:
        user_ids = self._sockets.user_ids
        if not user_ids and self._newest >= 0:
            self._newest = -1  # nobody listens: what comes meanwhile is no news to whoever comes next
            return
        since = self._newest
        found = await self._ask(lambda: self._access.news(since, user_ids))
        if found is None:
            return
        self._newest, fresh = found
        for one in fresh:
            if one.id not in self._seen:
                self._seen[one.id] = None
                await self._sio.manager.tell_here("notification", json_ready(one.wire()), f"user:{one.user_id}")
        for old in list(self._seen)[:-SEEN]:
            del self._seen[old]

    async def _close(self, socket: Socket, reason: str) -> None:
        metrics.socket_closed(reason)
        await self._sio.disconnect(socket.id)

    async def _ask(self, ask: Callable[[], T]) -> T | None:
        """None where the database does not answer: the next look comes in a moment."""
        try:
            return await asyncio.to_thread(self._access.asking, ask)
        except Refused:
            return None

"""The Socket.IO server: letting sockets in, what they may ask, and the ASGI app around it all.

Apps send `join {room_id}`, `leave {room_id}` and `watch {share_token}`; each is acknowledged with `{"ok": true}` or
`{"error": code}`. Everything else goes over HTTP.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from functools import partial, wraps
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import socketio
from socketio.exceptions import ConnectionRefusedError as Refusal

from violet.container import Container
from violet.observability import metrics
from violet.observability.telemetry import report_error
from violet.observability.tracing import begin_trace, end_trace
from violet.realtime.access import Access, Refused
from violet.realtime.listening import Listener
from violet.realtime.probes import Probes
from violet.realtime.sockets import Socket, Sockets, address_of
from violet.realtime.upkeep import Upkeep
from violet.settings import Settings

T = TypeVar("T")

MAX_ID = 200
# Addresses are logged on the way; what is in the `auth` payload is not.
IN_THE_ADDRESS = frozenset({"token", "access_token", "auth", "authorization", "jwt"})


def build(container: Container) -> socketio.ASGIApp:
    """The app for these settings, which have a REDIS_URL."""
    live = LiveServer(container)
    return socketio.ASGIApp(
        live.sio,
        other_asgi_app=Probes(container),
        socketio_path="socket.io",
        on_startup=live.upkeep.start,
        on_shutdown=live.stop,
    )


class LiveServer:
    def __init__(self, container: Container) -> None:
        settings = container.settings
        assert settings.redis_url is not None
        self._settings = settings
        self._access = Access(container)
        self.sockets = Sockets(settings)
        self._listener = Listener(settings.redis_url, self._take_out, self._end_closed)
        self.sio = socketio.AsyncServer(
            async_mode="asgi",
            client_manager=self._listener,
            transports=["websocket"],
            cors_allowed_origins=partial(may_open, origins(settings)),
            always_connect=False,
        )
        self.upkeep = Upkeep(self.sio, self.sockets, self._access)
        for name, handler in (
            ("connect", self._connect),
            ("disconnect", self._disconnect),
            ("join", self._join),
            ("leave", self._leave),
            ("watch", self._watch),
        ):
            self.sio.on(name, _reported(name, handler))

    async def stop(self) -> None:
        await self.upkeep.stop()
        await self._listener.close()

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        """With a token in the payload, or as a guest, who can watch a walk and nothing else."""
        if IN_THE_ADDRESS & parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True).keys():
            raise self._refusal("unauthorized")
        socket = Socket(sid, address_of(environ, self._settings))
        if not self.sockets.has_room_for(socket.address, None):
            raise self._refusal("too_many")
        token = auth.get("token") if isinstance(auth, dict) else None
        if token is not None or (auth is not None and not isinstance(auth, dict)):
            await self._identify(socket, token)
        self.sockets.add(socket)
        if socket.user_id is not None:
            await self.sio.enter_room(sid, f"user:{socket.user_id}")
        self._count()

    async def _identify(self, socket: Socket, token: Any) -> None:
        if not isinstance(token, str):
            raise self._refusal("unauthorized")
        try:
            known = await self._ask(lambda: self._access.identify(token))
        except Refused as refused:
            raise self._refusal(refused.code) from None
        if not self.sockets.has_room_for(socket.address, known.user_id):
            raise self._refusal("too_many")
        socket.user_id, socket.session_id, socket.ends_at = known.user_id, known.session_id, known.ends_at

    async def _disconnect(self, sid: str, reason: str = "") -> None:
        self.sockets.remove(sid)
        self._count()

    async def _join(self, sid: str, data: Any = None) -> dict[str, Any]:
        """The room's news from now on, and how it stands."""
        socket, room_id = self.sockets.get(sid), _text(data, "room_id")
        if socket is None or await self._is_chatty(socket):
            return _answer("join", "rate_limited")
        if socket.user_id is None:
            return _answer("join", "unauthorized")
        user_id = socket.user_id
        try:
            await self._ask(lambda: self._access.require_member(user_id, room_id))
            # From here on its news come too, so that none falls between the two: each says of when it is.
            await self.sio.enter_room(sid, f"room:{room_id}")
            snapshot = await self._ask(lambda: self._access.snapshot(user_id, room_id))
        except Refused as refused:
            await self.sio.leave_room(sid, f"room:{room_id}")
            return _answer("join", refused.code)
        socket.rooms.add(room_id)
        await self.sio.emit("snapshot", snapshot, to=sid)
        return _answer("join")

    async def _leave(self, sid: str, data: Any = None) -> dict[str, Any]:
        """No more news of the room; of all of them where none is named. Membership is the API's to end."""
        socket = self.sockets.get(sid)
        if socket is None or await self._is_chatty(socket):
            return _answer("leave", "rate_limited")
        named = _text(data, "room_id")
        for room_id in [named] if named else list(socket.rooms):
            socket.rooms.discard(room_id)
            await self.sio.leave_room(sid, f"room:{room_id}")
        return _answer("leave")

    async def _watch(self, sid: str, data: Any = None) -> dict[str, Any]:
        """A walk's news, for whoever has its link."""
        socket, share_token = self.sockets.get(sid), _text(data, "share_token")
        if socket is None or await self._is_chatty(socket):
            return _answer("watch", "rate_limited")
        try:
            walk_id, seen = await self._ask(lambda: self._access.walk(share_token))
        except Refused as refused:
            return _answer("watch", refused.code)
        await self.sio.enter_room(sid, f"share:{walk_id}")
        await self.sio.emit("walk", seen, to=sid)
        return _answer("watch")

    async def _end_closed(self) -> None:
        await self.upkeep.end_closed()

    async def _take_out(self, room_id: str, user_id: int) -> None:
        """Somebody left the room over HTTP."""
        for socket in self.sockets.of_user(user_id):
            if room_id in socket.rooms:
                socket.rooms.discard(room_id)
                await self.sio.leave_room(socket.id, f"room:{room_id}")

    async def _is_chatty(self, socket: Socket) -> bool:
        if not socket.is_chatty(time.monotonic()):
            return False
        metrics.socket_closed("chatty")
        await self.sio.disconnect(socket.id)
        return True

    async def _ask(self, ask: Callable[[], T]) -> T:
        return await asyncio.to_thread(self._access.asking, ask)

    def _refusal(self, reason: str) -> Refusal:
        metrics.socket_closed("too_many" if reason == "too_many" else "unauthorized")
        return Refusal(reason)

    def _count(self) -> None:
        guests = self.sockets.guests
        metrics.sockets(users=len(self.sockets.all()) - guests, guests=guests)


def _reported(event: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    """The handler as one span, and with what nobody expected of it reported."""

    @wraps(handler)
    async def handle(*args: Any, **options: Any) -> Any:
        trace = begin_trace()
        try:
            return await handler(*args, **options)
        except Refusal:
            raise
        except Exception as error:
            report_error(error)
            raise
        finally:
            trace.answered(f"socket {event}", {})
            end_trace(trace)

    return handle


def may_open(known: Collection[str], origin: str, environ: Mapping[str, Any]) -> bool:
    """Whether a page of this origin may open a socket: a known one, or one that came from here itself."""
    return origin in known or urlsplit(origin).netloc == environ.get("HTTP_HOST")


def origins(settings: Settings) -> list[str]:
    """Web pages that may open a socket: those that may call the API, and our own. The apps are no web pages."""
    own = [settings.public_base_url]
    if not settings.production:
        own += [f"http://{host}:{settings.port}" for host in ("127.0.0.1", "localhost")]
    return [*settings.allowed_origins, *own]


def _answer(event: str, error: str | None = None) -> dict[str, Any]:
    metrics.socket_event(event, error or "ok")
    return {"error": error} if error else {"ok": True}


def _text(data: Any, name: str) -> str:
    value = data.get(name) if isinstance(data, dict) else None
    return value.replace("\x00", "")[:MAX_ID] if isinstance(value, str) else ""

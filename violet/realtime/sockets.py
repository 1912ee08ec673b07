"""Which sockets are open, whose they are, and how many there may be."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, IPv6Network, ip_address

from violet.settings import Settings

# An app asks a few things when it opens; more than this in the span is no app.
MAX_EVENTS, EVENTS_SPAN_S = 40, 10.0


@dataclass(slots=True)
class Socket:
    """`user_id` is None for a guest, who has a walk's link and no account; `ends_at` is the token's, in Unix seconds.
    `rooms` are those it joined."""

    id: str
    address: str
    user_id: int | None = None
    session_id: str = ""
    ends_at: float = float("inf")
    rooms: set[str] = field(default_factory=set)
    asked_at: deque[float] = field(default_factory=deque)

    def is_chatty(self, now: float) -> bool:
        """Counts one event. `now` is monotonic seconds."""
        self.asked_at.append(now)
        while self.asked_at[0] < now - EVENTS_SPAN_S:
            self.asked_at.popleft()
        return len(self.asked_at) > MAX_EVENTS


class Sockets:
    """All open ones of this process. Used by its one thread only."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._open: dict[str, Socket] = {}
        self._of_address: Counter[str] = Counter()
        self._of_user: dict[int, set[str]] = {}

    def has_room_for(self, address: str, user_id: int | None) -> bool:
        settings = self._settings
        if len(self._open) >= settings.realtime_max_sockets:
            return False
        if self._of_address[address] >= settings.realtime_max_sockets_per_address:
            return False
        own = self._of_user.get(user_id, ()) if user_id is not None else ()
        return len(own) < settings.realtime_max_sockets_per_user

    def add(self, socket: Socket) -> None:
        self._open[socket.id] = socket
        self._of_address[socket.address] += 1
        if socket.user_id is not None:
            self._of_user.setdefault(socket.user_id, set()).add(socket.id)

    def remove(self, sid: str) -> None:
        socket = self._open.pop(sid, None)
        if socket is None:
            return
        self._of_address[socket.address] -= 1
        if self._of_address[socket.address] <= 0:
            del self._of_address[socket.address]
        if socket.user_id is not None:
            own = self._of_user[socket.user_id]
            own.discard(sid)
            if not own:
                del self._of_user[socket.user_id]

    def get(self, sid: str) -> Socket | None:
        return self._open.get(sid)

    def all(self) -> list[Socket]:
        return list(self._open.values())

    def of_user(self, user_id: int) -> Iterable[Socket]:
        return [self._open[sid] for sid in self._of_user.get(user_id, ())]

    @property
    def user_ids(self) -> frozenset[int]:
        return frozenset(self._of_user)

    @property
    def guests(self) -> int:
        return sum(socket.user_id is None for socket in self._open.values())


def address_of(environ: Mapping[str, object], settings: Settings) -> str:
    """Where the caller is, past as many proxies as the settings say; of IPv6 the network, as limits count it."""
    given = str(environ.get("REMOTE_ADDR", ""))
    named = settings.client_address_header
    if named:
        given = str(environ.get("HTTP_" + named.upper().replace("-", "_"), "")).strip() or given
    elif settings.proxy_count:
        hops = [hop.strip() for hop in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
        if len(hops) >= settings.proxy_count:
            given = hops[-settings.proxy_count]
    try:
        parsed = ip_address(given.partition("%")[0])
    except ValueError:
        return given[:64]
    if isinstance(parsed, IPv6Address):
        parsed = parsed.ipv4_mapped or IPv6Network((parsed, 64), strict=False).network_address
    return str(parsed)

"""Who a socket is, and what it may hear: the same tokens and the same services as the API's. Each call asks the
database, so the server makes it in a thread."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from violet.container import Container
from violet.database import DATABASE_DOWN, use
from violet.errors import EmailUnverified, Unauthorized, VioletError
from violet.security.tokens import InvalidToken, TokenKind
from violet.services.accounts.sessions import find_caller
from violet.services.together import listeners, polls, positions, rooms, sharing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Identified:
    user_id: int
    session_id: str
    ends_at: float


@dataclass(frozen=True, slots=True)
class Refused(Exception):
    """`code` is the error's, as the API says it."""

    code: str


class Access:
    def __init__(self, container: Container) -> None:
        self._container = container

    def asking(self, ask: Callable[[], T]) -> T:
        """In a thread. Raises Refused."""
        use(self._container.engine)
        try:
            return ask()
        except VioletError as error:
            raise Refused(error.code) from None
        except DATABASE_DOWN:
            raise Refused("unavailable") from None

    def identify(self, token: str) -> Identified:
        """Whose access token it is. Raises Unauthorized, EmailUnverified."""
        container = self._container
        try:
            claims, ends_at = container.identity.tokens.verify_until(TokenKind.ACCESS, token)
        except InvalidToken:
            raise Unauthorized from None
        account = find_caller(container.identity.people, claims).account
        if not account.email_verified and container.settings.email_verification == "required":
            raise EmailUnverified
        return Identified(account.id, claims.session_id, ends_at)

    def require_member(self, user_id: int, room_id: str) -> None:
        """Raises NotFound."""
        rooms.check_member(self._container.together, user_id, room_id)

    def snapshot(self, user_id: int, room_id: str) -> dict[str, Any]:
        """What somebody needs who comes late. Raises NotFound."""
        ports = self._container.together
        room = rooms.get(ports, user_id, room_id)
        members = [{"id": one.id, "first_name": one.first_name, "sharing": one.sharing} for one in room.members]
        shared = any(one.sharing for one in room.members)
        found = {
            "room_id": room.id,
            "members": members,
            "positions": [positions.wire(one) for one in positions.of_room(ports, room_id)] if shared else [],
            "polls": [poll.wire() for poll in polls.of_room(ports, user_id, room_id)],
        }
        ready: dict[str, Any] = json_ready(found)
        return ready

    def walk(self, share_token: str) -> tuple[str, dict[str, Any]]:
        """The id of the walk with this link, and what is shown of it. Raises NotFound, Gone."""
        shared = sharing.shared(self._container.together, share_token)
        return shared.id, json_ready(shared.wire())

    def standing(
        self, session_ids: Collection[str], members: Collection[tuple[str, int]]
    ) -> tuple[frozenset[str], frozenset[tuple[str, int]]]:
        """Of the log-ins those that are open, of the (room, member) those that are inside."""
        return listeners.standing(session_ids, members, now=self._container.clock())

    def gone(self, room_id: str, user_id: int) -> dict[str, Any]:
        """What somebody is told who is not in the room any more."""
        return rooms.member_news(room_id, rooms.Member(user_id, None, False), "left")

    def news(self, since: int, user_ids: Collection[int]) -> tuple[int, list[listeners.News]]:
        return listeners.news(since, user_ids)


def json_ready(data: Any) -> Any:
    """Moments as text: what the socket's own encoder does not know."""
    return orjson.loads(orjson.dumps(data))

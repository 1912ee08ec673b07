"""What somebody with a walk's link sees, while the walk lasts: how it is going, and where the walker was seen last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, select

from violet.domain.geo import LatLng, meters_between
from violet.domain.safe_walk import ENDED, OPEN_FOR
from violet.errors import Gone, NotFound
from violet.models import User, WalkRow
from violet.security.encryption import fingerprint
from violet.services.together import walk_rows
from violet.services.together.together_ports import TogetherPorts
from violet.services.together.walk_rows import Walk
from violet.services.working.database import reading
from violet.store.base import Store

OVER = "This walk is over."
NO_LINK = "There is no walk at this link."
# A position outlives the walk's plan by as long as an escalated walk stays open.
MARGIN_S = 3600.0


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the walker was, and when."""

    location: LatLng
    at: datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """`id` is the walk's, for listeners; it is not shown. `meters_to_go` is as the crow flies."""

    id: str
    campus: str
    first_name: str | None
    state: str
    destination: str | None
    position: Seen | None
    due_at: datetime
    updated_at: datetime
    meters_to_go: int | None

    def wire(self) -> dict[str, Any]:
        seen = self.position
        return {
            "first_name": self.first_name,
            "state": self.state,
            "destination": {"name": self.destination},
            "position": {"lat": seen.location.lat, "lng": seen.location.lng, "at": seen.at} if seen else None,
            "due_at": self.due_at,
            "updated_at": self.updated_at,
            "meters_to_go": self.meters_to_go,
        }


def shared(ports: TogetherPorts, token: str) -> Shared:
    """Raises NotFound for a link that never was, Gone once the walk is over."""
    found = select(*walk_rows.COLUMNS, User.first_name).join(User, User.id == WalkRow.user_id)
    with reading() as connection:
        row = connection.execute(found.where(WalkRow.share_hash == fingerprint(token))).first()
    if row is None:
        raise NotFound(NO_LINK)
    walk = walk_rows.read(ports.cipher, row)
    if walk.state in ENDED:
        raise Gone(OVER)
    return view(ports, walk, row.first_name)


def view(ports: TogetherPorts, walk: Walk, first_name: str | None) -> Shared:
    position = last_seen(ports.store, walk.id) if walk.state not in ENDED else None
    aim = walk.destination
    changes = [moment for moment in (walk.times.changed_at, walk.position_at) if moment is not None]
    return Shared(
        id=walk.id,
        campus=walk.campus,
        first_name=first_name,
        state=walk.state.value,
        destination=aim.name if aim else None,
        position=position,
        due_at=walk.times.due_at,
        updated_at=max(changes),
        meters_to_go=round(meters_between(position.location, aim.location)) if position and aim else None,
    )


def remember(store: Store, walk: Walk, seen: Seen) -> None:
    """Until the walk ends; at the latest when it would lapse."""
    left_s = (walk.times.escalates_at - seen.at + OPEN_FOR).total_seconds() + MARGIN_S
    value = {"lat": seen.location.lat, "lng": seen.location.lng, "at": seen.at.isoformat()}
    store.set(_key(walk.id), orjson.dumps(value), ttl_s=max(60.0, left_s))


def last_seen(store: Store, walk_id: str) -> Seen | None:
    value = store.get(_key(walk_id))
    if value is None:
        return None
    known = orjson.loads(value)
    return Seen(LatLng(known["lat"], known["lng"]), datetime.fromisoformat(known["at"]))


def forget(store: Store, walk_id: str) -> None:
    store.delete(_key(walk_id))


def forget_all(store: Store, connection: Connection, user_id: int) -> None:
    """For an account that goes."""
    for walk_id in connection.execute(select(WalkRow.id).where(WalkRow.user_id == user_id)).scalars().all():
        forget(store, walk_id)


def _key(walk_id: str) -> str:
    return f"whereabouts:walk:{walk_id}"


def tell_listeners(ports: TogetherPorts, walk: Walk) -> None:
    """After the change is written: who has the link open, and the walker's own devices."""
    if walk.state in ENDED:
        forget(ports.store, walk.id)
    with reading() as connection:
        name = connection.execute(select(User.first_name).where(User.id == walk.user_id)).scalar_one_or_none()
    seen = view(ports, walk, name)
    ports.live.tell(f"share:{walk.id}", "walk", json_ready(seen.wire()))
    own = {"walk_id": walk.id, "state": walk.state.value, "due_at": walk.times.due_at}
    ports.live.tell(f"user:{walk.user_id}", "walk", json_ready(own))


def json_ready(data: Mapping[str, Any]) -> dict[str, Any]:
    ready: dict[str, Any] = orjson.loads(orjson.dumps(dict(data)))
    return ready

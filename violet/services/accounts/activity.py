"""What a person did in the app: rows added, never changed, bounded per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson
from sqlalchemy import ScalarSelect, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from violet.domain.categories import category_of
from violet.errors import Unauthorized
from violet.models import Activity, User
from violet.services.accounts.account_ports import AccountPorts
from violet.services.accounts.changes import changing
from violet.services.places.seen import category_seen
from violet.services.working.database import reading
from violet.services.working.people import KnownPeople

RECENT = 50
_FIELDS = (
    Activity.type,
    Activity.place_id,
    Activity.name,
    Activity.vibe,
    Activity.score,
    Activity.created_at,
    Activity.category,
)
_RECENT = select(*_FIELDS).where(Activity.user_id == bindparam("user_id")).order_by(Activity.id.desc())


@dataclass(frozen=True, slots=True)
class ActivityItem:
    """`type` is the app's own word ("view", "click", ...); `score` is whatever the app gave it. `created_at` is UTC;
    `category` is what the place was, where we know it."""

    type: str
    place_id: str | None
    name: str | None
    vibe: str | None
    score: float | None
    created_at: datetime
    category: str | None = None

    def wire(self, zone: ZoneInfo) -> dict[str, Any]:
        return {
            "type": self.type,
            "place_id": self.place_id,
            "name": self.name,
            "vibe": self.vibe,
            "score": self.score,
            "created_at": self.created_at.astimezone(zone),
            "category": self.category,
        }


def latest_as_json(dialect: str) -> ScalarSelect[Any]:
    """The same as one JSON array of arrays, for a query on the user's row; read it with `items_from_json`."""
    latest = select(*_FIELDS).where(Activity.user_id == User.id).order_by(Activity.id.desc()).limit(RECENT)
    columns = latest.correlate(User).subquery().c
    postgresql = dialect == "postgresql"
    each = func.json_build_array(*columns) if postgresql else func.json_array(*columns)
    return select(func.json_agg(each) if postgresql else func.json_group_array(each)).scalar_subquery()


def items_from_json(latest: str | list[list[Any]] | None) -> list[ActivityItem]:
    rows = orjson.loads(latest) if isinstance(latest, str) else latest or []
    return [
        ActivityItem(type_, place_id, name, vibe, score, _utc(created_at), category)
        for type_, place_id, name, vibe, score, created_at, category in rows
    ]


def _utc(text: str) -> datetime:
    """SQLite keeps no offset: what it holds is UTC."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def add_activity(ports: AccountPorts, user_id: int, item: Mapping[str, Any]) -> None:
    """`item` has `type` and any of `place_id`, `name`, `vibe`, `score`. Raises Unauthorized for a deleted account."""
    kept = select(Activity.id).where(Activity.user_id == user_id).order_by(Activity.id.desc())
    oldest_kept = kept.offset(ports.here.settings.activity_limit - 1).limit(1).scalar_subquery()
    try:
        with changing(ports.identity.people, user_id) as connection:
            row = {**item, "category": _category(ports, item.get("place_id"))}
            connection.execute(insert(Activity).values(user_id=user_id, created_at=ports.here.clock(), **row))
            connection.execute(delete(Activity).where(Activity.user_id == user_id, Activity.id < oldest_kept))
    except IntegrityError:
        raise Unauthorized from None


def forget_activity(people: KnownPeople, user_id: int) -> int:
    """Forgets all a person did, and with it what was learned from it. Returns how many rows that were."""
    with changing(people, user_id) as connection:
        return connection.execute(delete(Activity).where(Activity.user_id == user_id)).rowcount


def _category(ports: AccountPorts, place_id: str | None) -> str | None:
    """What the place is, by the guide or by the card it was on, whichever provider that came from."""
    if place_id is None:
        return None
    own = ports.here.campus.places_by_id.get(place_id)
    category = category_of(own.kinds) if own is not None else None
    return category.value if category is not None else category_seen(ports.store, place_id)


def all_activity(user_id: int) -> list[ActivityItem]:
    """All that is kept, the newest first."""
    with reading() as connection:
        rows = connection.execute(_RECENT, {"user_id": user_id}).all()
    return [ActivityItem(*row) for row in rows]

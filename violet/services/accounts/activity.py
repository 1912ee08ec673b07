"""What a person did in the app: rows added, never changed, bounded per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import ScalarSelect, bindparam, delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from violet.domain.wall_clock import NEW_YORK
from violet.errors import Unauthorized
from violet.models import Activity, User
from violet.services.accounts.changes import changing
from violet.services.deps import Deps
from violet.services.working.database import reading

RECENT = 50
_FIELDS = (Activity.type, Activity.place_id, Activity.name, Activity.vibe, Activity.score, Activity.created_at)
_RECENT = select(*_FIELDS).where(Activity.user_id == bindparam("user_id")).order_by(Activity.id.desc())
_NEWEST = _RECENT.limit(bindparam("limit"))


@dataclass(frozen=True, slots=True)
class ActivityItem:
    """`type` is the app's own word ("view", "click", ...); `score` is whatever the app gave it. `created_at` is UTC."""

    type: str
    place_id: str | None
    name: str | None
    vibe: str | None
    score: float | None
    created_at: datetime

    def wire(self) -> dict[str, Any]:
        return {
            "type": self.type,
            "place_id": self.place_id,
            "name": self.name,
            "vibe": self.vibe,
            "score": self.score,
            "created_at": self.created_at.astimezone(NEW_YORK),
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
        ActivityItem(type_, place_id, name, vibe, score, _utc(created_at))
        for type_, place_id, name, vibe, score, created_at in rows
    ]


def _utc(text: str) -> datetime:
    """SQLite keeps no offset: what it holds is UTC."""
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=UTC)


def add_activity(deps: Deps, user_id: int, item: Mapping[str, Any]) -> None:
    """`item` has `type` and any of `place_id`, `name`, `vibe`, `score`. Raises Unauthorized for a deleted account."""
    kept = select(Activity.id).where(Activity.user_id == user_id).order_by(Activity.id.desc())
    oldest_kept = kept.offset(deps.settings.activity_limit - 1).limit(1).scalar_subquery()
    try:
        with changing(deps, user_id) as connection:
            connection.execute(insert(Activity).values(user_id=user_id, created_at=deps.clock(), **item))
            connection.execute(delete(Activity).where(Activity.user_id == user_id, Activity.id < oldest_kept))
    except IntegrityError:
        raise Unauthorized from None


def latest_activity(user_id: int, limit: int) -> list[ActivityItem]:
    """The newest first."""
    with reading() as connection:
        rows = connection.execute(_NEWEST, {"user_id": user_id, "limit": limit}).all()
    return [ActivityItem(*row) for row in rows]

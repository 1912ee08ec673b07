"""What a person wants to hear of, by which way, and when not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from violet.errors import BadInput, Unauthorized
from violet.models import NotificationPreferences, User
from violet.services.notify.kinds import ALWAYS_IN_INBOX, CHOSEN, DEFAULTS, THROUGH_THE_NIGHT, Channel, Kind
from violet.services.working.database import reading, upsert, writing

FOR_THE_PHONE = "notifications_enabled"
"""The apps' own switch, among the settings: off means no push but for safety and security."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """`chosen` holds what differs from the defaults. `quiet` is (start, end), which may span midnight, by the clocks of
    the person's `campus`; None where they chose none."""

    chosen: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)
    quiet: tuple[time, time] | None = None
    push_off: bool = False
    campus: str | None = None

    def wants(self, kind: Kind, channel: Channel) -> bool:
        if channel is Channel.INBOX and kind in ALWAYS_IN_INBOX:
            return True
        if channel is Channel.PUSH and self.push_off and kind not in ALWAYS_IN_INBOX:
            return False
        return self._switched_on(kind, channel)

    def quiet_until(self, kind: Kind, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The end of the quiet hours that `now` is in; None where this may go out at once."""
        if self.quiet is None or kind in THROUGH_THE_NIGHT:
            return None
        start, end = self.quiet
        local = now.astimezone(zone)
        clock = local.time().replace(tzinfo=None)
        inside = start <= clock < end if start < end else clock >= start or clock < end
        if start == end or not inside:
            return None
        day = local.date() if clock < end else local.date() + timedelta(days=1)
        return datetime.combine(day, end, zone)

    def wire(self) -> dict[str, Any]:
        kinds = {kind.value: {one.value: self._shown(kind, one) for one in CHOSEN} for kind in Kind}
        quiet = {"start": f"{self.quiet[0]:%H:%M}", "end": f"{self.quiet[1]:%H:%M}"} if self.quiet else None
        return {"kinds": kinds, "quiet_hours": quiet}

    def _shown(self, kind: Kind, channel: Channel) -> bool:
        return self._switched_on(kind, channel) or (channel is Channel.INBOX and kind in ALWAYS_IN_INBOX)

    def _switched_on(self, kind: Kind, channel: Channel) -> bool:
        chosen = self.chosen.get(kind.value, {}).get(channel.value)
        return chosen if chosen is not None else channel in DEFAULTS[kind]


def preferences_of(connection: Connection, user_ids: Collection[int]) -> dict[int, Preferences]:
    """Of accounts that are there; others are left out."""
    statement = (
        select(
            User.id, User.settings, NotificationPreferences.kinds, NotificationPreferences.quiet_start,
            NotificationPreferences.quiet_end,
        )
        .outerjoin(NotificationPreferences, NotificationPreferences.user_id == User.id)
        .where(User.id.in_(user_ids))
    )  # fmt: skip
    return {
        row.id: Preferences(
            row.kinds or {},
            _quiet(row.quiet_start, row.quiet_end),
            row.settings.get(FOR_THE_PHONE) is False,
            row.settings.get("campus"),
        )
        for row in connection.execute(statement)
    }


def get(user_id: int) -> Preferences:
    """Raises Unauthorized where the account is gone, DATABASE_DOWN."""
    with reading() as connection:
        found = preferences_of(connection, [user_id]).get(user_id)
    if found is None:
        raise Unauthorized
    return found


def change(user_id: int, patch: Mapping[str, Any]) -> Preferences:
    """`patch` may have `kinds` (of it what is named) and `quiet_hours` (whole, or None). Raises BadInput for what
    cannot be switched off, Unauthorized where the account is gone, DATABASE_DOWN."""
    _require_possible(patch.get("kinds") or {})
    with writing() as connection:
        lock = select(User.id).where(User.id == user_id).with_for_update()
        if connection.execute(lock).first() is None:
            raise Unauthorized
        now = preferences_of(connection, [user_id])[user_id]
        kinds = {kind: dict(channels) for kind, channels in now.chosen.items()}
        for kind, channels in (patch.get("kinds") or {}).items():
            kinds.setdefault(kind, {}).update(channels)
        values: dict[str, Any] = {"user_id": user_id, "kinds": kinds}
        if "quiet_hours" in patch:
            hours = patch["quiet_hours"] or {"start": None, "end": None}
            values |= {"quiet_start": hours["start"], "quiet_end": hours["end"]}
        connection.execute(upsert(connection, NotificationPreferences, values, key="user_id"))
        return preferences_of(connection, [user_id])[user_id]


def _require_possible(kinds: Mapping[str, Mapping[str, bool]]) -> None:
    for kind in ALWAYS_IN_INBOX:
        if kinds.get(kind.value, {}).get(Channel.INBOX.value) is False:
            raise BadInput("These always stay in the inbox.", field=f"kinds.{kind}.inbox")


def _quiet(start: str | None, end: str | None) -> tuple[time, time] | None:
    return (time.fromisoformat(start), time.fromisoformat(end)) if start and end else None

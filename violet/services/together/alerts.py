"""What is said of a walk: to the walker, and to the contacts, each once a stage, in the transaction that changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from violet.domain.safe_walk import TOLD_TO_CONTACTS, WalkState
from violet.models import ContactRow, OutboxRow, User, WalkAlertRow, WalkContactRow, WalkRow
from violet.services.notify.kinds import Channel, Kind
from violet.services.notify.notices import FRESH_FOR, Notice, insert_new, tell
from violet.services.notify.words import languages_of, say, when
from violet.services.together import walk_rows
from violet.services.together.sealed import opened
from violet.services.together.together_ports import TogetherPorts
from violet.services.together.walk_rows import Walk
from violet.services.working.database import lock_writers, writing

WALK_URL = "violetvibes://walks/{id}"
UNREACHABLE_AT_ONCE = 200
STOPPED = "code_21610"
"""Twilio's word for a number that answered STOP."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What the words about a walk are made of."""

    language: str
    who: str
    place: str
    due: str
    seen: str
    emergency: str

    def say(self, key: str, **more: object) -> str:
        facts = {
            "who": self.who, "place": self.place, "when": self.due, "seen": self.seen, "emergency": self.emergency,
        }  # fmt: skip
        return say(self.language, key, **facts, **more)


def telling(connection: Connection, ports: TogetherPorts, walk: Walk, now: datetime) -> Telling:
    language = languages_of(connection, [walk.user_id]).get(walk.user_id, "en")
    first_name = connection.execute(select(User.first_name).where(User.id == walk.user_id)).scalar_one_or_none()
    zone = ports.here.zone
    last = walk.position_at
    return Telling(
        language=language,
        who=first_name or say(language, "somebody"),
        place=walk.destination.name if walk.destination else say(language, "destination"),
        due=when(language, walk.times.due_at, zone, now=now),
        seen=say(language, "seen", when=when(language, last, zone, now=now)) if last else say(language, "not_seen"),
        emergency=ports.here.campus.safety.emergency,
    )


def tell_walker(connection: Connection, ports: TogetherPorts, walk: Walk, key: str, now: datetime) -> None:
    """By push and in the inbox. `key` and the walk's times say which time it is."""
    words = telling(connection, ports, walk, now)
    notice = Notice(
        user_id=walk.user_id,
        kind=Kind.SAFETY,
        subject=walk.subject,
        occurrence=f"{key}:{walk.times.due_at.isoformat()}",
        title=words.say(f"{key}_title"),
        body=words.say(f"{key}_body"),
        url=WALK_URL.format(id=walk.id),
        data={"walk_id": walk.id, "state": walk.state.value},
    )
    tell(connection, [notice], now=now)


def tell_contacts(
    connection: Connection, ports: TogetherPorts, walk: Walk, now: datetime, *, only: int | None = None
) -> int:
    """The confirmed contacts of a walk that is escalated or an alarm; `only` one of them where it is given. Returns how
    many were not told of that stage before."""
    theirs = (
        select(ContactRow.id, ContactRow.channel, ContactRow.sealed)
        .join(WalkContactRow, WalkContactRow.contact_id == ContactRow.id)
        .where(WalkContactRow.walk_id == walk.id, ContactRow.state == "confirmed")
        .order_by(ContactRow.id)
    )
    contacts = connection.execute(theirs.where(ContactRow.id == only) if only is not None else theirs).all()
    rows = [
        {
            "walk_id": walk.id, "stage": walk.state.value, "contact_id": contact.id, "channel": contact.channel,
            "unreachable": False, "created_at": now,
        }
        for contact in contacts
    ]  # fmt: skip
    if not rows:
        return 0
    added = insert_new(connection, WalkAlertRow, rows, (WalkAlertRow.id, WalkAlertRow.contact_id))
    alerts = {row.contact_id: row.id for row in added}
    words = telling(connection, ports, walk, now)
    for contact in contacts:
        if contact.id in alerts:
            _send(connection, ports, _Alert(alerts[contact.id], walk, contact, words), now)
    return len(added)


def tell_newly_confirmed(connection: Connection, ports: TogetherPorts, contact_id: int, now: datetime) -> None:
    """Somebody who confirms while a walk waits for help learns of it at once."""
    asked = (
        select(*walk_rows.COLUMNS)
        .join(WalkContactRow, WalkContactRow.walk_id == WalkRow.id)
        .where(WalkContactRow.contact_id == contact_id, WalkRow.state.in_([one.value for one in TOLD_TO_CONTACTS]))
    )
    for row in connection.execute(asked.with_for_update()).all():
        tell_contacts(connection, ports, walk_rows.read(ports.cipher, row), now, only=contact_id)


def note_unreachable(ports: TogetherPorts) -> int:
    """Tells walkers whom no message reached, once for each. Returns how many. Raises DATABASE_DOWN."""
    dead = (
        select(WalkAlertRow.id, WalkAlertRow.walk_id, WalkAlertRow.contact_id, OutboxRow.reason, ContactRow.sealed)
        .join(OutboxRow, OutboxRow.id == WalkAlertRow.outbox_id)
        .join(ContactRow, ContactRow.id == WalkAlertRow.contact_id)
        .where(OutboxRow.state == "dead", WalkAlertRow.unreachable.is_(False))
        .order_by(WalkAlertRow.id)
        .limit(UNREACHABLE_AT_ONCE)
    )
    with writing() as connection:
        lock_writers(connection, WalkAlertRow)
        rows = connection.execute(dead.with_for_update(skip_locked=True, of=WalkAlertRow)).all()
        now = ports.now(connection)
        if rows:
            told = WalkAlertRow.id.in_([row.id for row in rows])
            connection.execute(update(WalkAlertRow).where(told).values(unreachable=True))
        for row in rows:
            _tell_unreachable(connection, ports, row, now)
    return len(rows)


def _tell_unreachable(connection: Connection, ports: TogetherPorts, row: Any, now: datetime) -> None:
    if row.reason == STOPPED:
        connection.execute(update(ContactRow).where(ContactRow.id == row.contact_id).values(state="stopped"))
    found = connection.execute(select(*walk_rows.COLUMNS).where(WalkRow.id == row.walk_id)).first()
    if found is None:
        return
    walk = walk_rows.read(ports.cipher, found)
    words = telling(connection, ports, walk, now)
    name = opened(ports.cipher, row.sealed)["name"]
    notice = Notice(
        user_id=walk.user_id,
        kind=Kind.SAFETY,
        subject=walk.subject,
        occurrence=f"unreachable:{row.id}",
        title=words.say("unreachable_title", name=name),
        body=words.say("unreachable_body", name=name),
        url=WALK_URL.format(id=walk.id),
        data={"walk_id": walk.id, "contact_id": row.contact_id},
    )
    tell(connection, [notice], now=now)


@dataclass(frozen=True, slots=True)
class _Alert:
    id: int
    walk: Walk
    contact: Any
    words: Telling


def _send(connection: Connection, ports: TogetherPorts, alert: _Alert, now: datetime) -> None:
    walk, contact, stage = alert.walk, alert.contact, alert.walk.state
    known = opened(ports.cipher, contact.sealed)
    base_url = ports.here.settings.public_base_url
    # Each stage has a link of its own: by it the provider is asked whether it has the message already.
    url = f"{base_url}/s/{walk.share_token}{'?help' if stage is WalkState.ALARM else ''}"
    key = "alarm" if stage is WalkState.ALARM else "escalated"
    text = f"{key}_sms" if contact.channel == Channel.SMS else f"{key}_mail"
    row = {
        "user_id": walk.user_id, "recipient": f"contact:{contact.id}", "kind": Kind.SAFETY.value,
        "subject": walk.subject, "channel": contact.channel, "target": "", "occurrence": stage.value,
        "address": ports.cipher.encrypt(known["address"]), "title": alert.words.say(f"{key}_contact_title"),
        "body": alert.words.say(text, url=url), "data": {"url": url, "stop": f"{base_url}/c/{known['token']}"},
        "state": "queued", "due_at": now, "expires_at": now + FRESH_FOR, "attempts": 0, "created_at": now,
    }  # fmt: skip
    added: Sequence[Any] = insert_new(connection, OutboxRow, [row], (OutboxRow.id,))
    if added:
        connection.execute(update(WalkAlertRow).where(WalkAlertRow.id == alert.id).values(outbox_id=added[0].id))

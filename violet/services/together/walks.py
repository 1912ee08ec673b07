"""Safe walks as the walker has them: starting one, saying that one needs longer, is there, or needs help."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from violet.domain.safe_walk import (
    ENDED,
    MAX_PIN_FAILURES,
    OPEN,
    TOLD_TO_CONTACTS,
    Approach,
    NotPossible,
    WalkAct,
    WalkState,
    after,
    approach,
    extended,
)
from violet.errors import Conflict, Forbidden
from violet.models import ContactRow, WalkRow
from violet.ports import Geocoder, Walks
from violet.security.passwords import PasswordHasher
from violet.services.together import sharing, walk_rows
from violet.services.together.alerts import tell_contacts, tell_walker
from violet.services.together.positions import Sighting, moment_of
from violet.services.together.sealed import opened
from violet.services.together.together_ports import TogetherPorts
from violet.services.together.walk_rows import Walk
from violet.services.walks.walk_ports import WalkPorts
from violet.services.working.database import reading, writing

ENDINGS: Mapping[WalkAct, frozenset[WalkState]] = {
    WalkAct.ARRIVE: frozenset({WalkState.ARRIVED, WalkState.RESOLVED}),
    WalkAct.CANCEL: frozenset({WalkState.CANCELLED, WalkState.RESOLVED}),
    WalkAct.RESOLVE: frozenset({WalkState.RESOLVED}),
}
WRONG_PIN = "That is not the PIN of this walk."
LOCKED_PIN = "That PIN was wrong too often. Your contacts can still see how you are."
OVER = "This walk is over."


@dataclass(frozen=True, slots=True)
class SafeWalkPorts:
    together: TogetherPorts
    passwords: PasswordHasher
    walking: WalkPorts
    router: Walks
    geocoder: Geocoder


@dataclass(frozen=True, slots=True)
class ToldContact:
    """`told_at` is when a provider took the last message to them."""

    id: int
    name: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class WatchedWalk:
    walk: Walk
    share_url: str
    contacts: tuple[ToldContact, ...]


def get(ports: TogetherPorts, user_id: int, walk_id: str) -> WatchedWalk:
    """Raises NotFound."""
    with reading() as connection:
        walk = walk_rows.found(connection, ports.cipher, walk_id, user_id)
        return _watched(connection, ports, [walk])[0]


def mine(ports: TogetherPorts, user_id: int) -> list[WatchedWalk]:
    """The open walks of a person, the newest first."""
    own = (WalkRow.user_id == user_id, WalkRow.state.in_([state.value for state in OPEN]))
    with reading() as connection:
        rows = connection.execute(
            select(*walk_rows.COLUMNS).where(*own).order_by(WalkRow.started_at.desc(), WalkRow.id)
        )
        return _watched(connection, ports, [walk_rows.read(ports.cipher, row) for row in rows])


def end(ports: SafeWalkPorts, user_id: int, walk_id: str, act: WalkAct, pin: str) -> WatchedWalk:
    """`act` is ARRIVE, CANCEL or RESOLVE. Raises NotFound, Forbidden for a wrong PIN (whatever comes after five),
    Conflict where the walk does not take that."""
    _require_pin(ports, user_id, walk_id, pin)

    def finish(connection: Connection, walk: Walk, now: datetime) -> Walk:
        if walk.state in ENDINGS[act]:  # an app that did not hear the answer asks again
            return walk
        ended = replace(_changed(walk, act, now), pin_failures=0, ended_at=now)
        walk_rows.drop_waiting(connection, ended)
        return ended

    return _change(ports.together, user_id, walk_id, finish)


def extend(ports: TogetherPorts, user_id: int, walk_id: str, minutes: int) -> WatchedWalk:
    """Raises NotFound, Conflict where contacts were told already, or that is too far ahead."""

    def prolong(connection: Connection, walk: Walk, now: datetime) -> Walk:
        try:
            times = extended(walk.times, now, minutes=minutes, grace_minutes=walk.grace_minutes)
        except NotPossible:
            raise Conflict("That is further ahead than we can watch over.") from None
        longer = replace(_changed(walk, WalkAct.EXTEND, now), times=times)
        walk_rows.drop_waiting(connection, longer)
        return longer

    return _change(ports, user_id, walk_id, prolong)


def alarm(ports: TogetherPorts, user_id: int, walk_id: str) -> WatchedWalk:
    """Tells the contacts at once; again, nothing more. Raises NotFound, Conflict where the walk is over."""

    def call_for_help(connection: Connection, walk: Walk, now: datetime) -> Walk:
        if walk.state is WalkState.ALARM:
            return walk
        called = _changed(walk, WalkAct.ALARM, now)
        walk_rows.drop_waiting(connection, called)
        tell_contacts(connection, ports, called, now)
        return called

    return _change(ports, user_id, walk_id, call_for_help)


def put_position(ports: TogetherPorts, user_id: int, walk_id: str, sighting: Sighting) -> WatchedWalk:
    """Where the walker is. Who is near the destination for a minute has arrived, unless contacts were told or they
    chose to confirm it with their PIN. Raises NotFound, BadInput, Conflict where the walk is over."""

    def move(connection: Connection, walk: Walk, now: datetime) -> Walk:
        if walk.state in ENDED:
            raise Conflict(OVER)
        at = moment_of(sighting, now)
        if walk.position_at is not None and at < walk.position_at:
            return walk
        seen = Approach(walk.near_since)
        if walk.destination is not None:
            seen = approach(seen, sighting.location, walk.destination.location, at)
        moved = replace(walk, position_at=at, near_since=seen.near_since)
        if not seen.arrived or walk.state in TOLD_TO_CONTACTS:
            return moved
        if walk.confirm_arrival:
            tell_walker(connection, ports, moved, "near", now)
            return moved
        arrived = replace(_changed(moved, WalkAct.ARRIVE, now), ended_at=now)
        walk_rows.drop_waiting(connection, arrived)
        return arrived

    return _change(ports, user_id, walk_id, move, sighting=sighting)


def _change(
    ports: TogetherPorts,
    user_id: int,
    walk_id: str,
    change: Callable[[Connection, Walk, datetime], Walk],
    *,
    sighting: Sighting | None = None,
) -> WatchedWalk:
    """One change of a walk in one transaction; afterwards whoever listens is told. `sighting` is what it was about."""
    with writing() as connection:
        walk = walk_rows.locked(connection, ports.cipher, walk_id, user_id)
        changed = change(connection, walk, ports.now(connection))
        if changed != walk:
            walk_rows.save(connection, changed)
        watched = _watched(connection, ports, [changed])[0]
    if sighting is not None and changed.position_at is not None and changed.position_at != walk.position_at:
        sharing.remember(ports.store, changed, sharing.Seen(sighting.location, changed.position_at))
    if changed != walk:
        sharing.tell_listeners(ports, changed)
    return watched


def _changed(walk: Walk, act: WalkAct, now: datetime) -> Walk:
    try:
        state = after(walk.state, act)
    except NotPossible:
        sentence = OVER if walk.state in ENDED else f"A walk that is {walk.state} does not take that."
        raise Conflict(sentence) from None
    return replace(walk, state=state, times=replace(walk.times, changed_at=now))


def _require_pin(ports: SafeWalkPorts, user_id: int, walk_id: str, pin: str) -> None:
    """Counts the try before it looks, so that many at once are no more tries than five."""
    together = ports.together
    with writing() as connection:
        walk = walk_rows.locked(connection, together.cipher, walk_id, user_id)
        if walk.pin_failures >= MAX_PIN_FAILURES:
            raise Forbidden(LOCKED_PIN, field="pin")
        walk_rows.save(connection, replace(walk, pin_failures=walk.pin_failures + 1))
    if not ports.passwords.verify(pin, together.cipher.decrypt(walk.pin)):
        raise Forbidden(WRONG_PIN, field="pin")
    with writing() as connection:
        right = walk_rows.locked(connection, together.cipher, walk_id, user_id)
        walk_rows.save(connection, replace(right, pin_failures=0))


def _watched(connection: Connection, ports: TogetherPorts, walks: Sequence[Walk]) -> list[WatchedWalk]:
    ids = [walk.id for walk in walks]
    pairs = walk_rows.contact_ids(connection, ids)
    names = {
        row.id: row.sealed
        for row in connection.execute(
            select(ContactRow.id, ContactRow.sealed).where(ContactRow.id.in_({contact_id for _, contact_id in pairs}))
        )
    }
    told = walk_rows.told_at(connection, ids)
    base_url = ports.here.settings.public_base_url
    return [
        WatchedWalk(
            walk,
            f"{base_url}/s/{walk.share_token}",
            tuple(
                ToldContact(
                    contact_id, opened(ports.cipher, names[contact_id])["name"], told.get((walk_id, contact_id))
                )
                for walk_id, contact_id in pairs
                if walk_id == walk.id
            ),
        )
        for walk in walks
    ]

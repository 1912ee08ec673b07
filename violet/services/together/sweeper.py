"""What time does to walks: those that fall due, are escalated, or lapse. Any number of sweepers may run, and any may
die at any moment: a walk's new state and what is said of it are one transaction, and what is due is in the rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select

from violet.domain.safe_walk import OPEN_FOR, TOLD_TO_CONTACTS, WalkAct, WalkState, after, due_act
from violet.models import WalkRow
from violet.services.together import walk_rows
from violet.services.together.alerts import tell_contacts, tell_walker
from violet.services.together.sharing import tell_listeners
from violet.services.together.together_ports import TogetherPorts
from violet.services.together.walk_rows import Walk
from violet.services.working.database import lock_writers, writing

AT_ONCE = 50
KEPT = timedelta(days=30)


def sweep(ports: TogetherPorts, *, others: Collection[str] | None = None) -> int:
    """Does what is due of the campus's own walks, a batch at a time; of all but the `others`' where they are named.
    Returns how many changes that were. Raises DATABASE_DOWN."""
    total = 0
    while (count := sweep_some(ports, others=others)) > 0:
        total += count
    return total


def sweep_some(ports: TogetherPorts, *, others: Collection[str] | None = None) -> int:
    """One transaction, and one change of each walk in it."""
    with writing() as connection:
        lock_writers(connection, WalkRow)
        now = ports.now(connection)
        theirs = WalkRow.campus == ports.here.campus.id if others is None else WalkRow.campus.not_in(others)
        due = select(*walk_rows.COLUMNS).where(_due(now), theirs).order_by(WalkRow.due_at).limit(AT_ONCE)
        rows = connection.execute(due.with_for_update(skip_locked=True)).all()
        changed = [_change(connection, ports, walk_rows.read(ports.cipher, row), now) for row in rows]
    for walk in changed:
        tell_listeners(ports, walk)
    return len(changed)


def prune(ports: TogetherPorts) -> int:
    """Forgets walks that ended a month ago. Returns how many."""
    with writing() as connection:
        old = delete(WalkRow).where(WalkRow.ended_at < ports.now(connection) - KEPT)
        return connection.execute(old).rowcount


def _due(now: datetime) -> ColumnElement[bool]:
    told = [state.value for state in TOLD_TO_CONTACTS]
    return or_(
        and_(WalkRow.state == WalkState.WALKING.value, WalkRow.due_at <= now),
        and_(WalkRow.state == WalkState.OVERDUE.value, WalkRow.escalates_at <= now),
        and_(WalkRow.state.in_(told), WalkRow.updated_at <= now - OPEN_FOR),
    )


def _change(connection: Connection, ports: TogetherPorts, walk: Walk, now: datetime) -> Walk:
    act = due_act(walk.state, walk.times, now)
    assert act is not None
    changed = replace(walk, state=after(walk.state, act), times=replace(walk.times, changed_at=now))
    if act is WalkAct.LAPSE:
        changed = replace(changed, ended_at=now)
    walk_rows.save(connection, changed)
    if act is WalkAct.FALL_DUE:
        tell_walker(connection, ports, changed, "due", now)
    elif act is WalkAct.ESCALATE:
        tell_contacts(connection, ports, changed, now)
        tell_walker(connection, ports, changed, "escalated", now)
    return changed

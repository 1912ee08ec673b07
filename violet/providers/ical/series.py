"""The meetings under one UID followed within a window: which are versions of the same, what repeats, what was moved.

RFC 5545 3.8.4.4 has UID and RECURRENCE-ID tell occurrences apart. Feeds that give several meetings one UID break it;
of those with the same SEQUENCE and other starts none is a newer version of another, so all of them take place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from violet.domain.announcements import Rejection
from violet.domain.day_spans import ONE_DAY, Span, day_named, moment
from violet.domain.time_window import TimeWindow
from violet.providers.ical import rules
from violet.providers.ical.meetings import Meeting, Report
from violet.providers.ical.recurrence import Steps, check_comes_true, starts
from violet.providers.ical.values import Length, read_time

MAX_OCCURRENCES_A_SERIES = 2_000
# Nobody's class begins earlier and still goes on.
MOST_REACH = timedelta(days=2_000)
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Placed:
    """One occurrence: the meeting it is made by, and when it is. Of a series the id has the start that was given."""

    id: str
    meeting: Meeting
    span: Span
    has_end: bool


def placed(meetings: Sequence[Meeting], window: TimeWindow, steps: Steps, report: Report) -> list[Placed]:
    """The occurrences of all meetings under one UID that could overlap `window`, in no order. `report` is told of the
    rules that are not followed; what they belong to still takes place at its start."""
    masters = _newest(meeting for meeting in meetings if meeting.original is None)
    changes = [meeting for meeting in meetings if meeting.original is not None]
    if len(masters) == 1 and not changes and not masters[0].repeats:
        return [_place(masters[0].uid, masters[0], masters[0].start)]
    found: list[Placed] = []
    for master in masters:
        follow = partial(_follow, master, steps=steps, report=report)
        mine = [change for change in changes if len(masters) == 1 or follow(_only(master, change))]
        taken = set(map(id, mine))
        changes = [change for change in changes if id(change) not in taken]
        found += _series(master, _by_original(mine, master), follow(_around(master, mine, window)))
    found += [_changed(change, change) for change in _by_original(changes, None).values()]
    return _with_ids_of_their_own(found)


def _newest(meetings: Iterable[Meeting]) -> list[Meeting]:
    """Of all versions sent of each meeting the newest: of those with one start the last changed."""
    sent = list(meetings)
    latest = max((meeting.version[0] for meeting in sent), default=0)
    found: dict[date, Meeting] = {}
    for meeting in sent:
        known = found.get(meeting.start)
        if meeting.version[0] == latest and (known is None or meeting.version >= known.version):
            found[meeting.start] = meeting
    return list(found.values())


def _by_original(changes: Iterable[Meeting], master: Meeting | None) -> dict[datetime, Meeting]:
    """The newest change of each occurrence, by the start that its series gave it (UTC)."""
    found: dict[datetime, Meeting] = {}
    for change in changes:
        original = _original(change, master or change)
        if original not in found or change.version >= found[original].version:
            found[original] = change
    return found


def _original(change: Meeting, master: Meeting) -> datetime:
    return moment(master.like_start(change.original or change.start), master.home)


def _series(
    master: Meeting, changes: Mapping[datetime, Meeting], originals: Mapping[date, Length | None]
) -> Iterator[Placed]:
    for original, length in originals.items():
        if moment(original, master.home) not in changes:
            yield _onwards(master, changes, original, length)
    for change in changes.values():
        yield _changed(change, master)


def _onwards(master: Meeting, changes: Mapping[datetime, Meeting], original: date, length: Length | None) -> Placed:
    """An occurrence that was not changed itself; it follows the last change before it that goes for all after it."""
    given = moment(original, master.home)
    changed = max((at for at, change in changes.items() if change.onwards and at < given), default=None)
    name = _id(master, given)
    if changed is None:
        return _place(name, replace(master, length=length) if length else master, original)
    change = changes[changed]
    if isinstance(original, datetime) and isinstance(change.start, datetime):
        moved = _wall(change.start.astimezone(original.tzinfo)) - _wall(changed.astimezone(original.tzinfo))
        return _place(name, change, (_wall(original) + moved).replace(tzinfo=original.tzinfo))
    if isinstance(original, datetime) or isinstance(change.start, datetime):
        return _place(name, master, original)
    return _place(name, change, original + (change.start - day_named(changed, master.home)))


def _changed(change: Meeting, master: Meeting) -> Placed:
    return _place(_id(master, _original(change, master)), change, change.start)


def _place(name: str, meeting: Meeting, start: date) -> Placed:
    first, last = sorted((moment(start, meeting.home), moment(meeting.length.from_start(start), meeting.home)))
    return Placed(name, meeting, Span(first, last, not isinstance(start, datetime)), meeting.has_end)


def _id(master: Meeting, original: datetime) -> str:
    return f"{master.uid}_{original:%Y%m%dT%H%M%SZ}"


def _with_ids_of_their_own(found: Sequence[Placed]) -> list[Placed]:
    """Two meetings under one UID may well begin together."""
    seen: dict[str, int] = {}
    unique = []
    for one in found:
        seen[one.id] = seen.get(one.id, 0) + 1
        unique.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}_{seen[one.id]}"))
    return unique


def _around(master: Meeting, changes: Iterable[Meeting], window: TimeWindow) -> tuple[datetime, datetime]:
    """Between which starts an occurrence can reach into the window, however long it is and wherever it was moved."""
    reach = max([master.length.reach, *(length.reach for _, length in master.extra if length)])
    for change in changes:
        if change.onwards:
            reach = max(reach, change.length.reach + abs(moment(change.start, master.home) - _original(change, master)))
    reach = min(reach, MOST_REACH) + ONE_DAY
    return window.start - reach, window.end + reach


def _only(master: Meeting, change: Meeting) -> tuple[datetime, datetime]:
    original = _original(change, master)
    return original, original


def _follow(
    master: Meeting, between: tuple[datetime, datetime], *, steps: Steps, report: Report
) -> dict[date, Length | None]:
    """The starts of a series between two moments (inclusive), with a length where it is one of its own."""
    found: dict[date, Length | None] = {}
    over: list[bool] = []
    for text in master.rules:
        try:
            rule = rules.parse(text, partial(_until, master))
            if rule is not None:
                found |= dict.fromkeys(_starts(master, rule, between, steps))
                over.append(rule.until is not None and rule.until < _as_wall(master, master.start))
        except rules.UnsafeRecurrence:
            report(Rejection.UNSAFE_RECURRENCE)
        except (ValueError, OverflowError):
            report(Rejection.MALFORMED)
    given = dict(master.extra) if over and all(over) else {master.start: None, **dict(master.extra)}
    found |= {
        start: length for start, length in given.items() if between[0] <= moment(start, master.home) <= between[1]
    }
    return {start: length for start, length in found.items() if not master.left_out.has(start)}


def _starts(master: Meeting, rule: rules.Rule, between: tuple[datetime, datetime], steps: Steps) -> list[date]:
    first = _as_wall(master, master.start)
    walls: list[datetime] = []
    for wall in starts(rule, first, (_as_wall(master, between[0]), _as_wall(master, between[1])), steps):
        walls.append(wall)
        if len(walls) > MAX_OCCURRENCES_A_SERIES:
            raise rules.UnsafeRecurrence("too many occurrences")
    if not walls:
        check_comes_true(rule, first, steps)
    if master.zone is None:
        return [wall.date() for wall in walls]
    return [wall.replace(tzinfo=master.zone) for wall in walls]


def _until(master: Meeting, text: str) -> datetime:
    """UNTIL as a wall time of the series. A date means all of that day."""
    until = read_time(text, master.zone or master.home)
    if master.zone is None:
        return datetime.combine(
            day_named(until, master.home) if isinstance(until, datetime) else until, END_OF_DAY, UTC
        )
    return _as_wall(master, until) if isinstance(until, datetime) else datetime.combine(until, END_OF_DAY, UTC)


def _as_wall(master: Meeting, value: date) -> datetime:
    """What clocks in the zone of the series show, written as if in UTC; of a date its midnight."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value.astimezone(master.zone or master.home).replace(tzinfo=UTC)


def _wall(value: datetime) -> datetime:
    return value.replace(tzinfo=None)

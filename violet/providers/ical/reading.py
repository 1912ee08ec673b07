"""Reads a feed into the occurrences that touch a window: zones resolved, recurrences followed, bad parts reported.

What a text says is icalendar's to parse; when something is, is read here. Each component stands for itself, and so does
each of its lines: nothing that cannot be read takes something else with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from zoneinfo import ZoneInfo

from violet.domain.announcements import RejectedItem, Rejection
from violet.domain.time_window import TimeWindow
from violet.providers.ical.blocks import MAX_BLOCK_CHARS, Blocks, split, surely_outside, value_of, whole_value_of
from violet.providers.ical.meetings import Meeting, NoMeeting, Report, meeting
from violet.providers.ical.properties import PARSE_ERRORS, Component, parts, text_of
from violet.providers.ical.recurrence import Steps
from violet.providers.ical.series import Placed, placed
from violet.providers.ical.zones import ZoneReader

MAX_COMPONENTS = 20_000
# Steps all series of one feed may take together, a second or two; a student's semester takes thousands. One series
# never takes so many that others go short, and each may take a few even after the feed's are used up.
MAX_STEPS = 500_000
MAX_STEPS_A_SERIES = 50_000
LEAST_STEPS_A_SERIES = 200


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event takes place. `start` and `end` are in UTC, `end` exclusive and never before `start`; of an
    `all_day` one they are the reader's midnights. `id` is the UID (of what has none, its start and name), for a series
    with the original start. Texts are as sent."""

    id: str
    start: datetime
    end: datetime
    all_day: bool
    has_end: bool
    component: Component

    def text(self, name: str) -> str | None:
        return text_of(self.component, name)

    @property
    def cancelled(self) -> bool:
        return (self.text("STATUS") or "").upper() in ("CANCELLED", "CANCELED")

    @property
    def busy(self) -> bool:
        """Whether it takes its owner's time: RFC 5545's TRANSP, and what Outlook writes beside it."""
        free = (self.text("X-MICROSOFT-CDO-BUSYSTATUS") or "").upper() == "FREE"
        return not self.cancelled and not free and (self.text("TRANSP") or "").upper() != "TRANSPARENT"


@dataclass(frozen=True, slots=True)
class Reading:
    """`complete` is False where the feed has more than was read; `cut_short` where its end is missing, and
    `is_unreadable` where there are events and none of them, at whatever time, could be understood."""

    occurrences: tuple[Occurrence, ...]
    rejected: tuple[RejectedItem, ...]
    complete: bool
    cut_short: bool = False
    is_unreadable: bool = False


def read(body: bytes, window: TimeWindow, *, zone: ZoneInfo, limit: int = MAX_COMPONENTS) -> Reading:
    """The occurrences that overlap `window`, by start, for a reader in `zone`; at most `limit` components are parsed.
    Raises NotACalendar where `body` is something else."""
    blocks = split(body)
    reader = _Reader(window, ZoneReader(blocks.zones, blocks.default_zone, zone), limit)
    found = sorted(reader.read(blocks), key=lambda occurrence: (occurrence.start, occurrence.id))
    return Reading(
        tuple(found),
        tuple(reader.rejected),
        complete=reader.complete and not blocks.cut_short,
        cut_short=blocks.cut_short,
        is_unreadable=0 < len(blocks.events) <= reader.unread,
    )


class _Reader:
    def __init__(self, window: TimeWindow, zones: ZoneReader, limit: int) -> None:
        self.window = window
        self.zones = zones
        self.limit = limit
        self.rejected: list[RejectedItem] = []
        self.complete = True
        self.unread = 0
        self._titles: dict[str, str] = {}
        self._steps_left = MAX_STEPS

    def read(self, blocks: Blocks) -> Iterator[Occurrence]:
        series: defaultdict[str, list[Meeting]] = defaultdict(list)
        for found in self._meetings(blocks.events):
            series[found.uid].append(found)
        for uid, meetings in series.items():
            for one in self._placed(uid, meetings):
                if self._touches(one):
                    yield _occurrence(one)

    def _wanted(self, blocks: Sequence[str]) -> Iterator[str]:
        """The blocks worth parsing: not plainly over, and no more than the limit. Of what is sent in several
        versions each counts, as the newest may be the one outside."""
        versions: defaultdict[str, set[str]] = defaultdict(set)
        for block in blocks:
            versions[_uid(block)].add(whole_value_of(block, "SEQUENCE").strip() or "0")
        versions[""] = set()
        inside = (
            block
            for block in blocks
            if len(versions[_uid(block)]) > 1 or not surely_outside(block, self.window.start, self.window.end)
        )
        yield from islice(inside, self.limit)
        for block in inside:
            self.complete = False
            self._reject(Rejection.TOO_MANY, value_of(block, "UID"))

    def _meetings(self, blocks: Sequence[str]) -> Iterator[Meeting]:
        for block in self._wanted(blocks):
            label = value_of(block, "UID") or value_of(block, "SUMMARY")
            if len(block) > MAX_BLOCK_CHARS:
                self._give_up(Rejection.MALFORMED, label)
                continue
            self._titles[label] = value_of(block, "SUMMARY")
            told = len(self.rejected)
            try:
                yield meeting(parts(block), self.zones, self._told_once(label))
            except NoMeeting as error:
                self._give_up(error.reason, label, told)
            except PARSE_ERRORS:
                self._give_up(Rejection.MALFORMED, label, told)

    def _placed(self, uid: str, meetings: Sequence[Meeting]) -> list[Placed]:
        steps = Steps(max(LEAST_STEPS_A_SERIES, min(MAX_STEPS_A_SERIES, self._steps_left)))
        given = steps.left
        try:
            return placed(meetings, self.window, steps, self._told_once(uid))
        except PARSE_ERRORS:
            self._reject(Rejection.MALFORMED, uid)
            return []
        finally:
            self._steps_left -= given - max(steps.left, 0)
            self.complete = self.complete and steps.left >= 0

    def _touches(self, one: Placed) -> bool:
        start, end = one.span.start, one.span.end
        if start == end:
            return self.window.start <= start < self.window.end
        return start < self.window.end and end > self.window.start

    def _told_once(self, label: str) -> Report:
        """For the problems of one component or series, each kind of which is told once."""
        told: set[Rejection] = set()

        def report(reason: Rejection) -> None:
            if reason not in told:
                told.add(reason)
                self._reject(reason, label)

        return report

    def _give_up(self, reason: Rejection, label: str, told: int | None = None) -> None:
        """A component that is not read at all. What was told of it since there were `told` rejections says why."""
        self.unread += 1
        if told is None or len(self.rejected) == told:
            self._reject(reason, label)

    def _reject(self, reason: Rejection, label: str) -> None:
        self.rejected.append(RejectedItem(reason, label[:80], self._titles.get(label, "")))


def _uid(block: str) -> str:
    return whole_value_of(block, "UID").strip()


def _occurrence(one: Placed) -> Occurrence:
    return Occurrence(one.id, one.span.start, one.span.end, one.span.all_day, one.has_end, one.meeting.component)

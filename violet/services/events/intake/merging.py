"""The same event announced by several sources: who says it, and which announcement is shown. Pure.

Two announcements are the same where they start at the same time, their titles say the same, and nothing they say of
the place contradicts. The others point at the one that is shown, so that the trail stays visible and can be undone.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from rapidfuzz import fuzz

from violet.campus.naming import plain
from violet.domain.geo import LatLng, meters_between

# Clocks of two listings differ by a door time at most.
SAME_START = timedelta(minutes=30)
# How alike titles are (0 to 100) where the places agree, and where nothing is known of one of them.
ALIKE_HERE = 82.0
ALIKE_ANYWHERE = 92.0
SAME_PLACE_M = 250
# A word that so many events of one half hour share tells nothing, and comparing them all would not end.
COMMON_WORD = 40
FILLER = frozenset(
    plain("the a an of at in on and for with to by from free event presents live feat featuring").split()
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """What merging needs of a kept event. `filled` counts the facts it has."""

    id: int
    source: str
    title: str
    starts_at: datetime
    place_id: str | None
    location: LatLng | None
    venue: str | None
    cancelled: bool
    filled: int


@dataclass(slots=True, eq=False)
class _Titled:
    """A title's telling words: as a set, and in order; `numbers` are those of them that count something."""

    announcement: Announcement
    words: str
    telling: frozenset[str]
    numbers: frozenset[str]


def merge(
    announcements: Iterable[Announcement], *, trust: Sequence[str] = (), filler: frozenset[str] = frozenset()
) -> Mapping[int, int]:
    """For each announcement that is shown through another: its id -> the id of the one that is shown. `trust` are the
    sources in the order in which they are believed where everything else is equal, `filler` the words that titles here
    have anyway."""
    groups = _Groups(trust)
    window: deque[_Titled] = deque()
    by_word: defaultdict[str, deque[_Titled]] = defaultdict(deque)
    for announcement in sorted(announcements, key=lambda one: (one.starts_at, one.id)):
        titled = _titled(announcement, FILLER | filler)
        while window and announcement.starts_at - window[0].announcement.starts_at > SAME_START:
            _forget(window.popleft(), by_word)
        for other in _candidates(titled, by_word):
            if _same(titled, other):
                groups.join(announcement, other.announcement)
        window.append(titled)
        for word in titled.telling:
            by_word[word].append(titled)
    return groups.shown_through()


class _Groups:
    """Announcements of one event, found pair by pair."""

    def __init__(self, trust: Sequence[str]) -> None:
        self._trust = {source: position for position, source in enumerate(trust)}
        self._leader: dict[int, int] = {}
        self._members: dict[int, list[Announcement]] = {}

    def join(self, one: Announcement, other: Announcement) -> None:
        ours, theirs = self._group(one), self._group(other)
        if ours == theirs:
            return
        for member in self._members.pop(theirs):
            self._leader[member.id] = ours
            self._members[ours].append(member)

    def shown_through(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for members in self._members.values():
            shown = min(members, key=self._rank)
            found |= {member.id: shown.id for member in members if member.id != shown.id}
        return found

    def _rank(self, announcement: Announcement) -> tuple[int, int, int, int]:
        """The smallest is shown: a cancellation beats all, then trust, then how much is known."""
        distrust = self._trust.get(announcement.source, len(self._trust))
        return (0 if announcement.cancelled else 1, distrust, -announcement.filled, announcement.id)

    def _group(self, one: Announcement) -> int:
        if one.id not in self._leader:
            self._leader[one.id] = one.id
            self._members[one.id] = [one]
        return self._leader[one.id]


def _titled(announcement: Announcement, filler: frozenset[str]) -> _Titled:
    words = [word for word in plain(announcement.title).split() if word not in filler] or [plain(announcement.title)]
    telling = frozenset(words)
    return _Titled(announcement, " ".join(sorted(words)), telling, frozenset(filter(str.isdigit, telling)))


def _forget(titled: _Titled, by_word: Mapping[str, deque[_Titled]]) -> None:
    """The oldest goes first, everywhere."""
    for word in titled.telling:
        by_word[word].popleft()


def _candidates(titled: _Titled, by_word: Mapping[str, deque[_Titled]]) -> Sequence[_Titled]:
    """Those that share a telling word, each once; of a common word the latest."""
    found: dict[int, _Titled] = {}
    for word in titled.telling:
        for other in islice(reversed(by_word.get(word, ())), COMMON_WORD):
            found[other.announcement.id] = other
    return list(found.values())


def _same(one: _Titled, other: _Titled) -> bool:
    ours, theirs = one.announcement, other.announcement
    if ours.source == theirs.source and (one.words != other.words or ours.starts_at != theirs.starts_at):
        # One source tells its own events apart, save where it lists one twice.
        return False
    if one.numbers != other.numbers:
        return False
    here = _same_place(ours, theirs)
    if here is False:
        return False
    least = ALIKE_HERE if here else ALIKE_ANYWHERE
    return _contained(one, other) or fuzz.ratio(one.words, other.words, score_cutoff=least) >= least


def _contained(one: _Titled, other: _Titled) -> bool:
    """Whether all telling words of one title, two at the least, are in the other."""
    if min(len(one.telling), len(other.telling)) < 2:
        return False
    return one.telling <= other.telling or other.telling <= one.telling


def _same_place(ours: Announcement, theirs: Announcement) -> bool | None:
    """Whether both are at one place; None where one of them does not say."""
    if ours.place_id and theirs.place_id:
        return ours.place_id == theirs.place_id
    if ours.location and theirs.location:
        return meters_between(ours.location, theirs.location) <= SAME_PLACE_M
    if ours.venue and theirs.venue:
        return True if plain(ours.venue) == plain(theirs.venue) else None
    return None

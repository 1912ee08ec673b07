"""Where an event is, as listings write it, to a place of the guide: room codes, names, addresses. Pure.

"Kimmel 802", "370 Jay St, Room 1201", "6 MTC", "GCASL 369", "Chess Plaza (in Washington Square Park)".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from violet.campus.campus import Campus
from violet.campus.naming import house_numbers, plain, plain_name, street
from violet.campus.schema import GuidePlace
from violet.domain.categories import has_rooms, is_the_universitys
from violet.domain.geo import LatLng

LONGEST_NAME_WORDS = 7
# What may stand between a building's code and the room, or after the code alone.
ROOM_WORDS = frozenset(
    ("room", "rm", "hall", "building", "bldg", "center", "centre", "library", "lobby", "atrium", "auditorium",
     "theater", "theatre", "floor", "fl", "suite", "ste", "lounge", "lower", "level", "basement", "rooftop", "terrace",
     "lab", "studio", "conference")
)  # fmt: skip
# Areas that are a spot one can go to, rather than a neighborhood.
SPOT_WORDS = frozenset(("park", "square", "sq", "plaza", "commons", "promenade", "market", "bridge"))
ONLINE = re.compile(
    r"\b(?:online|virtual(?:ly)?|zoom|webinar|ms teams|microsoft teams|google meet|livestream)\b|https?://", re.I
)
_ROOM = re.compile(r"(?:\b(?:room|rm|suite|ste)\b\.?\s*#?\s*|#\s*)?\b([a-z]{0,2}\d{1,4}[a-z]?)\b", re.IGNORECASE)
_NAMED_ROOM = re.compile(r"\b(?:room|rm|suite|ste)\b\.?\s*#?\s*([a-z]{0,2}\d{1,4}[a-z]?)\b", re.IGNORECASE)
_GLUED = re.compile(r"^([a-z]{2,5})(\d{2,4}[a-z]?)$")
_SEGMENT = re.compile(r"[,;()\[\]|\n/]| - | – | — |:")


@dataclass(frozen=True, slots=True)
class Venue:
    """`name` is how to say it; `place` the guide's, `location` that place's or a square's position."""

    name: str
    place: GuidePlace | None = None
    location: LatLng | None = None
    online: bool = False


class Venues:
    """Finds places of one guide in free text. Built once, then read-only."""

    def __init__(self, guide: Campus) -> None:
        # Stations and restrooms from open data are nobody's venue.
        venues = [place for place in guide.places if place.source is None]
        self._names = _names(venues)
        self._codes = {
            plain(code): guide.places_by_id[entry.place]
            for entry in guide.building_codes
            if entry.place in guide.places_by_id
            for code in entry.codes
        }
        self._doors = _doors(venues)
        self._spots = {
            plain_name(name): area.location
            for area in guide.areas
            for name in (area.name, *area.aliases)
            if SPOT_WORDS & set(plain(name).split())
        }

    def find(self, text: str | None, address: str | None = None) -> Venue | None:
        """The venue `text` (or, failing that, `address`) speaks of; None where there is no text at all."""
        for written in (text, address):
            if written and ONLINE.search(written) and not self._place(written):
                return Venue("Online", online=True)
        for written in (text, address):
            found = self._place(written) if written else None
            if found is not None:
                place, by_name = found
                said = text or written or place.name
                return Venue(said if by_name else _spoken(place, said), place, place.location)
        for written in (text, address):
            spot = self._spot(written) if written else None
            if spot is not None and written is not None:
                return Venue(text or written, location=spot)
        name = text or address
        return Venue(name) if name else None

    def _place(self, text: str) -> tuple[GuidePlace, bool] | None:
        """The place, and whether it was called by its name, which needs no explaining."""
        for segment in _segments(text):
            coded = self._of_code(segment) or self._of_door(segment)
            place = coded or self._of_name(segment)
            if place is not None:
                return place, coded is None
        return None

    def _of_code(self, segment: str) -> GuidePlace | None:
        """A building code at the start, alone or before something that belongs to a room."""
        words = plain(segment).split()
        glued = _GLUED.match(words[0]) if words else None
        if glued and glued.group(1) in self._codes:
            return self._codes[glued.group(1)]
        for length in range(min(len(words), 4), 0, -1):
            place = self._codes.get(" ".join(words[:length]))
            if place is not None and all(_of_room(word) for word in words[length : length + 1]):
                return place
        return None

    def _of_name(self, segment: str) -> GuidePlace | None:
        """The longest of the guide's names in the segment; a name of one word only with a room after it."""
        words = plain_name(segment).split()
        for length in range(min(len(words), LONGEST_NAME_WORDS), 0, -1):
            for start in range(len(words) - length + 1):
                place = self._names.get(" ".join(words[start : start + length]))
                follower = words[start + length : start + length + 1]
                if place is not None and (length > 1 or (start == 0 and all(map(_of_room, follower)))):
                    return place
        return None

    def _of_door(self, segment: str) -> GuidePlace | None:
        numbers = house_numbers(segment)
        return self._doors.get((numbers.start, street(segment))) if numbers else None

    def _spot(self, text: str) -> LatLng | None:
        for segment in _segments(text):
            words = plain_name(segment).split()
            for length in range(min(len(words), LONGEST_NAME_WORDS), 1, -1):
                for start in range(len(words) - length + 1):
                    spot = self._spots.get(" ".join(words[start : start + length]))
                    if spot is not None:
                        return spot
        return None


def _names(places: Iterable[GuidePlace]) -> Mapping[str, GuidePlace]:
    """Plain name -> place, without names that more than one place has."""
    found: defaultdict[str, dict[str, GuidePlace]] = defaultdict(dict)
    for place in places:
        for name in (place.name, *place.aliases):
            found[plain_name(name)][place.id] = place
    return {name: next(iter(named.values())) for name, named in found.items() if len(named) == 1 and name}


def _doors(places: Iterable[GuidePlace]) -> Mapping[tuple[int, str], GuidePlace]:
    """House number and street -> university building: a café in the same house is not meant by the address."""
    found: defaultdict[tuple[int, str], list[GuidePlace]] = defaultdict(list)
    for place in places:
        address = place.address or ""
        for number in house_numbers(address):
            found[number, street(address)].append(place)
    return {door: _building(at) for door, at in found.items() if len(at) == 1 or has_rooms(_building(at).kinds[0])}


def _building(places: list[GuidePlace]) -> GuidePlace:
    return min(places, key=lambda place: (not has_rooms(place.kinds[0]), not is_the_universitys(place.kinds)))


def _segments(text: str) -> Iterator[str]:
    """The parts of a location, and the whole; "(in Washington Square Park)" is a part."""
    for part in (*_SEGMENT.split(text), text):
        segment = re.sub(r"^\s*(?:in|at|@)\s+", "", part, flags=re.IGNORECASE).strip()
        if segment:
            yield segment


def _of_room(word: str) -> bool:
    return word in ROOM_WORDS or any(char.isdigit() for char in word)


def _spoken(place: GuidePlace, text: str) -> str:
    """The listing's words where they say more than a code and a room; else the place's name with the room."""
    named = _NAMED_ROOM.search(text)
    room = named.group(1) if named else _bare_room(place, text)
    words = set(plain(text).split())
    own_words = set(plain(place.name).split()) | set(plain(place.address or "").split())
    says_more = [word for word in words - own_words - ROOM_WORDS if word.isalpha() and len(word) > 5]
    if says_more and not named:
        return text
    return f"{place.name}, room {room.upper()}" if room else place.name


def _bare_room(place: GuidePlace, text: str) -> str | None:
    """The last number that is not part of the address: the 802 of "Kimmel 802"."""
    address = set(plain(place.address or "").split()) | set(plain(place.name).split())
    glued = _GLUED.match(plain(text))
    if glued:
        return glued.group(2)
    found = [match.group(1) for match in _ROOM.finditer(text) if match.group(1).lower() not in address]
    last = found[-1] if found else None
    return last if last and plain(text).split()[-1] == last.lower() and not _zip(last) else None


def _zip(number: str) -> bool:
    return len(number) >= 5

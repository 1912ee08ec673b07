"""Checks that need the whole guide: duplicates, distances, references, dates. Pure functions.

`compare` against public records lives in `facts` and is offered here beside `lint` and `counts`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations
from typing import Final

from violet.campus.campus import Area, Campus, Site, plain_code
from violet.campus.facts import Comparison, compare
from violet.campus.naming import house_numbers, name_score, plain_name, same_address
from violet.campus.problem import Problem, error, warning
from violet.campus.schema import GuideEvent, GuidePlace
from violet.campus.spills import lost_spill
from violet.domain.foreign_text import foreign_in
from violet.domain.geo import LatLng, meters_between

__all__ = ["Comparison", "Problem", "compare", "counts", "lint"]

TWIN_M: Final = 150.0
BRANCHES_APART_M: Final = 500.0
REACH_M: Final = 2500.0
ABOUT_LENGTH: Final = (60, 160)
LIKE_NAME_SCORE: Final = 80.0


def lint(guide: Campus) -> list[Problem]:
    """Everything wrong with the guide as a whole, in the order of the checks."""
    return [
        *_repeated_ids(guide),
        *_twins(guide.places),
        *_place_aliases(guide.places),
        *_area_names(guide),
        *_out_of_reach(guide),
        *_about_lengths([*guide.places, *guide.events]),
        *_foreign_texts([*guide.places, *guide.events]),
        *_lost_spills(guide.places),
        *_building_codes(guide),
        *_events(guide),
    ]


def counts(guide: Campus) -> dict[str, Counter[str]]:
    """How many places each campus has of each kind: campus id -> kind -> places.

    A place counts once for every kind it has.
    """
    found = {campus.id: Counter[str]() for campus in guide.sites}
    for place in guide.places:
        found[place.campus].update(place.kinds)
    return found


def _repeated_ids(guide: Campus) -> Iterator[Problem]:
    for records in (guide.sites, guide.areas, guide.places, guide.events, guide.sources):
        for record_id, times in Counter(record.id for record in records).items():
            if times > 1:
                yield error(record_id, f"this id is used {times} times")


def _twins(places: Sequence[GuidePlace]) -> Iterator[Problem]:
    """Places that are one: the same name close by, or like names at the same door."""
    for one, other in combinations(places, 2):
        meters = meters_between(one.location, other.location)
        if meters > TWIN_M:
            continue
        names = plain_name(one.name), plain_name(other.name)
        if names[0] == names[1]:
            yield error(other.id, f"same name as {one.id}, {meters:.0f} m away")
        elif name_score(names[:1], names[1:]) >= LIKE_NAME_SCORE and _same_door(one, other):
            yield warning(other.id, f"perhaps the same place as {one.id}: like name, same address")


def _same_door(one: GuidePlace, other: GuidePlace) -> bool:
    if one.address is None or other.address is None:
        return False
    numbered = all(map(house_numbers, (one.address, other.address)))
    return numbered and same_address(one.address, other.address)


def _place_aliases(places: Sequence[GuidePlace]) -> Iterator[Problem]:
    """Aliases that also mean another place. Branches of one business may share theirs."""
    owners: dict[str, list[GuidePlace]] = defaultdict(list)
    aliased: set[str] = set()
    for place in places:
        if place.name.casefold() in (alias.casefold() for alias in place.aliases):
            yield warning(place.id, "an alias repeats the name")
        aliases = {plain_name(alias) for alias in place.aliases}
        aliased |= aliases
        for name in aliases | {plain_name(place.name)}:
            owners[name].append(place)
    for name in sorted(aliased):
        for one, other in combinations(owners[name], 2):
            if not _are_branches(one, other):
                yield error(other.id, f"{name!r} also means {one.id}")


def _are_branches(one: GuidePlace, other: GuidePlace) -> bool:
    """One name, or one main kind and far enough apart that the nearer one is meant."""
    if plain_name(one.name) == plain_name(other.name):
        return True
    apart = meters_between(one.location, other.location)
    return one.kinds[0] == other.kinds[0] and apart >= BRANCHES_APART_M


def _area_names(guide: Campus) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    records: list[Site | Area] = [*guide.sites, *guide.areas]
    for record in records:
        for name in {plain_name(name) for name in (record.name, *record.aliases)}:
            owner = owners.setdefault(name, record.id)
            if owner != record.id:
                yield error(record.id, f"{name!r} also means {owner}")


def _out_of_reach(guide: Campus) -> Iterator[Problem]:
    """Places too far from their own campus; areas and events too far from every campus."""
    campuses = {campus.id: campus.location for campus in guide.sites}
    for place in guide.places:
        yield from _too_far(place.id, place.location, [campuses[place.campus]])
    for area in guide.areas:
        if area.beyond:
            continue
        yield from _too_far(area.id, area.location, campuses.values())
    for event in guide.events:
        if event.location is not None:
            yield from _too_far(event.id, event.location, campuses.values())


def _too_far(subject: str, location: LatLng, centers: Iterable[LatLng]) -> Iterator[Problem]:
    meters = min(meters_between(location, center) for center in centers)
    if meters > REACH_M:
        yield error(subject, f"{meters / 1000:.1f} km from its campus, over {REACH_M / 1000} km")


def _about_lengths(records: Iterable[GuidePlace | GuideEvent]) -> Iterator[Problem]:
    low, high = ABOUT_LENGTH
    for record in records:
        if not low <= len(record.about) <= high:
            yield error(record.id, f"about has {len(record.about)} characters, not {low} to {high}")


def _foreign_texts(records: Iterable[GuidePlace | GuideEvent]) -> Iterator[Problem]:
    """Names and descriptions with what is never said as our own words."""
    for record in records:
        names = (record.name, *record.aliases) if isinstance(record, GuidePlace) else (record.title,)
        for text in (*names, record.about):
            yield from (error(record.id, f"{what} in {text!r}") for what in foreign_in(text))


def _lost_spills(places: Iterable[GuidePlace]) -> Iterator[Problem]:
    """Opening hours in which a rule after `;` takes away what the night before has past midnight."""
    for place in places:
        midnight = lost_spill(place.opening_hours) if place.opening_hours is not None else None
        if midnight is not None:
            night = f"{midnight - timedelta(days=1):%A}"
            yield error(
                place.id,
                f"opening_hours {place.opening_hours!r} closes at midnight on a {night} night that goes on: a rule"
                " after ';' takes the small hours of its days, so join rules for different days with ','",
            )


def _building_codes(guide: Campus) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in guide.building_codes:
        if entry.place not in guide.places_by_id:
            yield error(entry.codes[0], f"no place {entry.place!r}")
        for code in entry.codes:
            owner = seen.setdefault(plain_code(code), entry.place)
            if owner != entry.place:
                yield error(code, f"this code means both {owner} and {entry.place}")


def _events(guide: Campus) -> Iterator[Problem]:
    for event in guide.events:
        if event.place is not None and event.place not in guide.places_by_id:
            yield error(event.id, f"no place {event.place!r}")
        first = next(iter(event.occurrences()), None)
        if first is None or first.date() != event.dtstart:
            yield error(event.id, f"dtstart {event.dtstart} is not a day of {event.rrule}")

"""Compares the guide with public records: what they confirm, move, renumber or do not know."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from violet.campus.campus import Campus
from violet.campus.naming import (
    contained_score,
    name_score,
    name_variants,
    plain_name,
    same_address,
    same_house,
)
from violet.campus.problem import Problem, error, warning
from violet.campus.schema import GuidePlace
from violet.domain.geo import LatLng, meters_between

MOVED_M: Final = 150.0
SAME_NAME_SCORE: Final = 90.0
LIKE_NAME_SCORE: Final = 80.0


@dataclass(frozen=True, slots=True)
class Fact:
    """A place as a public record has it. `doubtful` where the record's own sources disagree."""

    name: str
    names: tuple[str, ...]
    address: str
    campus: str
    location: LatLng
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A guide place and the record it was matched with; `meters` apart."""

    place_id: str
    fact: Fact
    meters: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Each place of the guide is in exactly one of the four. `problems` skips `checked` places.

    moved: more than `MOVED_M` apart. readdressed: house number or street differ. missing: place ids
    no record was found for.
    """

    matched: tuple[Match, ...]
    moved: tuple[Match, ...]
    readdressed: tuple[Match, ...]
    missing: tuple[str, ...]
    problems: tuple[Problem, ...]


def facts_from_rows(rows: Iterable[Mapping[str, str]]) -> list[Fact]:
    """The records in CSV rows with name, address, campus, lat and lng.

    Former addresses ("... (former)") are left out. `alt_disagreement_m`, where a file has it, is
    how far its own sources are apart in meters.
    """
    return [
        Fact(
            name=row["name"],
            names=name_variants(row["name"]),
            address=row["address"],
            campus=row["campus"],
            location=LatLng(float(row["lat"]), float(row["lng"])),
            doubtful=float(row.get("alt_disagreement_m") or 0) > MOVED_M,
        )
        for row in rows
        if not re.search(r"\(former\b", row["name"], re.IGNORECASE)
    ]


def compare(guide: Campus, rows: Iterable[Mapping[str, str]]) -> Comparison:
    """Matches places with records of their campus by name and distance; says where they differ. Places that come from
    open data themselves are left out."""
    facts = facts_from_rows(rows)
    places = [place for place in guide.places if place.source is None]
    near = {place.id: _nearby(place, facts) for place in places}
    claimed = {id(match.fact) for match in near.values() if match}
    unclaimed = [fact for fact in facts if id(fact) not in claimed]
    matched, moved, readdressed, missing = [], [], [], []
    for place in places:
        match = near[place.id] or _elsewhere(place, unclaimed)
        if match is None:
            missing.append(place.id)
        elif match.meters > MOVED_M:
            moved.append(match)
        elif same_address(place.address or "", match.fact.address):
            matched.append(match)
        else:
            readdressed.append(match)
    problems = [*map(_moved_problem, moved), *(_address_problem(guide, m) for m in readdressed)]
    return Comparison(
        matched=tuple(matched),
        moved=tuple(moved),
        readdressed=tuple(readdressed),
        missing=tuple(missing),
        problems=tuple(p for p in problems if guide.places_by_id[p.subject].checked is None),
    )


def _nearby(place: GuidePlace, facts: Iterable[Fact]) -> Match | None:
    """The record within `MOVED_M` with the same name, or with a like name at the same door."""
    ours = _names(place)
    best: Match | None = None
    best_rank = (0.0, 0.0, -math.inf)
    for fact in facts:
        meters = meters_between(place.location, fact.location)
        if fact.campus != place.campus or meters > MOVED_M:
            continue
        same_door = same_address(place.address or "", fact.address)
        score = name_score(ours, fact.names)
        alike = same_door and contained_score(ours, fact.names) >= LIKE_NAME_SCORE
        rank = (float(same_door), score, -meters)
        if (score >= SAME_NAME_SCORE or alike) and rank > best_rank:
            best, best_rank = Match(place.id, fact, meters), rank
    return best


def _elsewhere(place: GuidePlace, facts: Iterable[Fact]) -> Match | None:
    """The nearest record of the same campus with the same name, however far."""
    ours = _names(place)
    matches = [
        Match(place.id, fact, meters_between(place.location, fact.location))
        for fact in facts
        if fact.campus == place.campus and name_score(ours, fact.names) >= SAME_NAME_SCORE
    ]
    return min(matches, key=lambda match: match.meters, default=None)


def _names(place: GuidePlace) -> tuple[str, ...]:
    return (*name_variants(place.name), *map(plain_name, place.aliases))


def _moved_problem(match: Match) -> Problem:
    make = warning if match.fact.doubtful else error
    return make(match.place_id, f"{match.meters:.0f} m from the record of {_describe(match.fact)}")


def _address_problem(guide: Campus, match: Match) -> Problem:
    ours = guide.places_by_id[match.place_id].address or ""
    if same_house(ours, match.fact.address):
        return warning(match.place_id, f"street of {ours!r} differs from {_describe(match.fact)}")
    return error(match.place_id, f"house number of {ours!r} differs from {_describe(match.fact)}")


def _describe(fact: Fact) -> str:
    return f"{fact.name!r}, {fact.address} ({fact.location.lat:.6f}, {fact.location.lng:.6f})"

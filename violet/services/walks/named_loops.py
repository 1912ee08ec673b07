"""Loops with a name: found, kept for a day under an id that cannot be guessed, and read again by whoever has it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from violet.domain.cards import Card
from violet.domain.geo import LatLng, Leg
from violet.domain.intent import ShownCard
from violet.ports import ProviderError
from violet.routing.steps import Step
from violet.services.places.cards import bare_card, place_card
from violet.services.walks import pictures
from violet.services.walks.loops import LoopWish, find_loop
from violet.services.walks.sealed import SealedWays
from violet.services.walks.walk_ports import Fact, FoundRoute, Reasons, WalkPorts

KIND: Final = "loop"
NAME_SEED_BITS: Final = 32


@dataclass(frozen=True, slots=True)
class LoopPorts:
    """`name` makes a name of a seed for something near a position, always the same of the same."""

    walking: WalkPorts
    sealed: SealedWays
    name: Callable[[int, LatLng], str]


@dataclass(frozen=True, slots=True)
class NamedLoop:
    """`id` finds it again, and its pictures; `start` is how the start is called, empty where nobody said."""

    id: str
    name: str
    start: str
    route: FoundRoute


def find_named(ports: LoopPorts, wish: LoopWish, *, who: str | None, name: str | None = None) -> NamedLoop:
    """A loop, kept for a day; under `name` where it is a change of one that has it. Raises NotFound as `find_loop`."""
    [found] = find_loop(ports.walking, wish, who=who)
    called = name or ports.name(secrets.randbits(NAME_SEED_BITS), wish.start.location)
    loop = NamedLoop(pictures.keep(ports.sealed, found), called, wish.start.name, found)
    ports.sealed.keep(KIND, loop.id, document(loop, ports.walking.here.campus.id))
    return loop


def kept(ports: LoopPorts, loop_id: str) -> dict[str, Any] | None:
    """The document of a loop that was found in the last day."""
    return ports.sealed.read(KIND, loop_id)


def document(loop: NamedLoop, campus_id: str) -> dict[str, Any]:
    """All that has to be kept of a loop: of its stops only what finds them again."""
    route, reasons = loop.route, loop.route.reasons
    return {
        "id": loop.id,
        "campus": campus_id,
        "name": loop.name,
        "start": loop.start,
        "meters": route.leg.meters,
        "seconds": route.leg.seconds,
        "line": [(round(lat, 6), round(lng, 6)) for lat, lng in route.polyline],
        "steps": [(step.text, step.meters, step.street) for step in route.steps],
        "score": dict(reasons.score),
        "facts": [(fact.text, fact.source, fact.as_of) for fact in reasons.facts],
        "unknown": list(reasons.unknown),
        "warnings": list(reasons.warnings),
        "provider": route.provider,
        "stops": [(card.source, card.place_id, card.name) for card in route.stops],
    }


def read(ports: LoopPorts, held: Mapping[str, Any]) -> NamedLoop:
    """The loop of a document, with cards as its stops are known now."""
    line = tuple((lat, lng) for lat, lng in held["line"])
    now = ports.walking.here.now()
    route = FoundRoute(
        leg=Leg(held["meters"], held["seconds"]),
        mode="walking",
        polyline=line,
        steps=tuple(Step(*step) for step in held["steps"]),
        reasons=Reasons(
            score=held["score"],
            facts=tuple(Fact(*fact) for fact in held["facts"]),
            unknown=tuple(held["unknown"]),
            warnings=tuple(held["warnings"]),
        ),
        provider=held["provider"],
        stops=tuple(
            _card(ports, ShownCard(provider, place_id, name, position=0), LatLng(*line[0]), now)
            for provider, place_id, name in held["stops"]
        ),
    )
    return NamedLoop(held["id"], held["name"], held["start"], route)


def _card(ports: LoopPorts, shown: ShownCard, start: LatLng, now: datetime) -> Card:
    """With its name alone where the guide knows it no more."""
    try:
        place = ports.walking.sources.guide.details(shown.id)
    except ProviderError:
        return bare_card(shown, now)
    [leg] = ports.walking.ways.streets.legs(start, [place.location])
    return place_card(place, leg, now)

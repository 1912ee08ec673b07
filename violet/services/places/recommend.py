"""Intent + where + when -> ranked places: gathers in parallel, degrades on a missing source, routes the winners."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from violet.domain.geo import LatLng, Leg
from violet.domain.intent import Intent
from violet.domain.minutes import walk_words, with_way
from violet.domain.person import Person
from violet.domain.places import Place, PlaceQuery
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.places.around import FindingPorts
from violet.services.places.asking import moved_indoors, query_of, request_of, thing_of
from violet.services.places.brands import brand_of, does_for
from violet.services.places.by_words import (
    WIDE_RADIUS_M,
    branches_of,
    nearest_branch,
    nearest_of_the_university,
    with_mentioned,
)
from violet.services.places.origins import Origin, from_campus, is_theirs, where
from violet.services.places.things import Thing, sellers, sells
from violet.services.places.vectors import meanings_of
from violet.services.ranking.candidates import Candidate, Ranked, Request
from violet.services.ranking.constraints import violation
from violet.services.ranking.covering import covering
from violet.services.ranking.known import known_to_serve
from violet.services.ranking.scoring import BRANCH_WEIGHTS, NEAREST_WEIGHTS, Ranking, rank, weights_for
from violet.services.working import parallel

T = TypeVar("T")

# A matrix is priced by the element: this many keep the dearest turn under $0.07. The rest of a long list is estimated.
MOST_ROUTED = 6


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`origin_name` is set where walks are measured from a named place rather than from the person. `relaxed` tells
    that nothing fitting is open, so closed places are shown as closed. `unknown_near` is a place that was named and
    that nobody knows, `unknown_brand` a chain that has no branch here, `unknown_thing` what was
    asked for and is no kind of place that is known. `only_far` tells that what was asked for is known only
    far from there. `away_from` is where the person is, where that
    is too far from the campus to walk: the places are then the campus's, and distances are from there."""

    ranking: Ranking
    request: Request
    origin: LatLng
    origin_name: str | None = None
    weather: Weather | None = None
    degraded: tuple[str, ...] = ()
    relaxed: bool = False
    unknown_near: str | None = None
    unknown_brand: str | None = None
    unknown_thing: Thing | None = None
    only_far: bool = False
    away_from: LatLng | None = None

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        return self.ranking.ranked


def recommend(
    ports: FindingPorts, intent: Intent, person: Person, *, weather: Weather | Future[Weather] | None = None
) -> Recommendation:
    """The best places for the intent. Never raises for a provider: what failed is named in `degraded`.

    `weather` is a hint that saves asking, or was asked for already. Makes at most one places search, which its provider
    bounds in time, beside one weather call, and then one route matrix.
    """
    if person.location is not None:
        person = replace(person, location=ports.surroundings.shared_origin(person.location))
    intent = moved_indoors(intent)
    origin, center = where(ports, intent, person)
    query = query_of(intent, center, person)
    deadline = time.monotonic() + ports.here.settings.gather_deadline_s
    if weather is None and ports.surroundings.has_weather:
        weather = parallel.start(partial(ports.surroundings.weather.current, center))
    found = _gather(ports, intent, person, origin, query)
    origin, places = found.origin, found.places
    if isinstance(weather, Future):
        weather = _result(weather, deadline)
    request = request_of(ports, intent, person, origin.location, weather)
    request = replace(request, sought=found.sought, excluded=request.excluded | found.refused)
    candidates = _candidates(ports, intent, origin.location, places)
    ranking, relaxed = _rank(candidates, request, intent, branches=found.branches)
    routed, routes_failed = _route(ports, ranking, origin.location, request, intent.limit)
    return Recommendation(
        ranking=routed,
        request=request,
        origin=origin.location,
        origin_name=origin.name,
        weather=weather,
        degraded=found.degraded + (("routes",) if routes_failed else ()),
        relaxed=relaxed,
        unknown_near=origin.unknown,
        unknown_brand=found.unknown_brand,
        unknown_thing=found.unknown_thing,
        only_far=found.only_far,
        away_from=origin.away_from,
    )


@dataclass(frozen=True, slots=True)
class _Gathered:
    """Places to be ranked, with the keys of those that the words of the wish are about or leave out. `branches`: all of
    them are branches of the chain that was named."""

    origin: Origin
    places: list[Place]
    degraded: tuple[str, ...]
    sought: frozenset[str]
    refused: frozenset[str]
    branches: bool
    unknown_brand: str | None
    unknown_thing: Thing | None
    only_far: bool


def _gather(ports: FindingPorts, intent: Intent, person: Person, origin: Origin, query: PlaceQuery) -> _Gathered:
    """By kind and by words; around the nearest campus where nothing is known around the person."""
    places, degraded = _places(ports, query)
    center, own = query.near, origin
    if not places and origin.away_from is None and is_theirs(origin, person):
        origin = from_campus(ports, origin.location)
        center = origin.location
        places, _ = _places(ports, replace(query, near=center))
    places, sought, refused = with_mentioned(ports, intent, places, center)
    brand, thing = brand_of(intent), thing_of(intent)
    branches = branches_of(ports, places, brand, center) if brand is not None else []
    far = [] if branches or own.away_from is not None else _only_far(ports, intent, places, brand, own.location)
    origin = own if far else origin
    places = branches or far or places
    if thing is not None and not sells(thing, places, sought) and not ports.sources.has_upstreams:
        places = sellers(thing, places)  # no kind that we know would do for it
    if brand is not None and not branches and not far:
        places = [place for place in places if does_for(place, brand)]
    return _Gathered(
        origin,
        places,
        degraded,
        sought,
        refused,
        branches=bool(branches or far),
        unknown_brand=brand if not branches and not far else None,
        unknown_thing=thing if not places else None,
        only_far=bool(far),
    )


def _only_far(
    ports: FindingPorts, intent: Intent, places: list[Place], brand: str | None, center: LatLng
) -> list[Place]:
    """What there is only one of, where none is near: the branch of a chain, a service of the university."""
    if brand is not None:
        return nearest_branch(ports, brand, center)
    return nearest_of_the_university(ports, intent, center) if not places else []


def _places(ports: FindingPorts, query: PlaceQuery) -> tuple[list[Place], tuple[str, ...]]:
    """The provider's places; the guide's where it failed or was late (degraded), or knows nothing there."""
    degraded: tuple[str, ...] = ()
    try:
        places = ports.sources.provider.search(query)
    except ProviderError:
        places, degraded = [], ("places",)
    if places:
        return ports.sources.facts.joined_with(places, ports.sources.facts.edited(query)), ()
    own = ports.sources.guide.search(query) or ports.sources.guide.search(replace(query, radius_m=WIDE_RADIUS_M))
    return own, degraded


def _candidates(ports: FindingPorts, intent: Intent, origin: LatLng, places: Sequence[Place]) -> list[Candidate]:
    legs = ports.surroundings.walks.walks(origin, [place.location for place in places])
    meanings = meanings_of(ports, intent.wish, places)
    return [Candidate(*one) for one in zip(places, legs, meanings, strict=True)]


def _rank(candidates: Sequence[Candidate], request: Request, intent: Intent, *, branches: bool) -> tuple[Ranking, bool]:
    """Ranks on the campus's own walks. One more than shown is kept where a routed walk may break the limit."""
    limit = intent.limit + (1 if request.max_walk_minutes is not None else 0)
    closest = intent.comparison == "closer" and intent.reference is None
    weights = BRANCH_WEIGHTS if branches else NEAREST_WEIGHTS if closest else weights_for(intent.constraints)
    ranking = rank(known_to_serve(candidates, request, limit), request, limit=limit, weights=weights)
    ranking = replace(covering(ranking, candidates, request, weights), candidates=tuple(candidates))
    if ranking.ranked or intent.constraints.open_at is not None:
        return ranking, False
    relaxed = rank(candidates, replace(request, open_required=False), limit=limit, weights=weights)
    return (replace(relaxed, candidates=tuple(candidates)), True) if relaxed.ranked else (ranking, False)


def _route(ports: FindingPorts, ranking: Ranking, origin: LatLng, request: Request, limit: int) -> tuple[Ranking, bool]:
    """Replaces the first winners' estimated walks by routed ones and drops what is now too far. Keeps the order and
    scores of the estimate: a minute more or less does not make another place better."""
    winners, others = ranking.ranked[:MOST_ROUTED], ranking.ranked[MOST_ROUTED:]
    if not ports.surroundings.has_routes or not winners:
        return replace(ranking, ranked=ranking.ranked[:limit]), False
    try:
        legs = ports.surroundings.routes.matrix(
            origin, [ranked.candidate.place.location for ranked in winners], "walking"
        )
    except ProviderError:
        return replace(ranking, ranked=ranking.ranked[:limit]), True
    routed = [_with_leg(ranked, leg, request) for ranked, leg in zip(winners, legs, strict=True)]
    kept = tuple(ranked for ranked in routed if ranked is not None)
    return replace(ranking, ranked=(kept + others)[:limit]), False


def _with_leg(ranked: Ranked, leg: Leg | None, request: Request) -> Ranked | None:
    if leg is None:
        return ranked
    candidate = replace(ranked.candidate, leg=leg)
    if violation(candidate, request) == "walk":
        return None
    why = with_way(ranked.why, ranked.candidate.leg.minutes, walk_words(leg.minutes))
    return replace(ranked, candidate=candidate, why=why)


def _result(future: Future[T], deadline: float) -> T | None:
    """The result; None where the provider failed, or is late at `deadline` (monotonic seconds)."""
    try:
        return future.result(max(0.0, deadline - time.monotonic()))
    except (ProviderError, TimeoutError):
        return None

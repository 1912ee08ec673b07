"""Intent + where + when -> ranked places: gathers in parallel, degrades on a missing source, routes the winners."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from violet.domain.categories import KIND_FIT, Category, kinds_for
from violet.domain.geo import GRID_FACTOR, WALKING_METERS_PER_MINUTE, LatLng, Leg, estimate_walk, meters_between
from violet.domain.intent import Intent, Near
from violet.domain.places import Place, PlaceQuery
from violet.domain.preferences import NO_PREFERENCES, Preferences
from violet.domain.weather import Weather
from violet.ports import ProviderError
from violet.services.deps import Deps
from violet.services.ranking.candidates import Candidate, Ranked, Request
from violet.services.ranking.constraints import price_level, violation
from violet.services.ranking.scoring import NEAREST_WEIGHTS, WEIGHTS, Ranking, rank
from violet.services.understanding.lexicon import normalise
from violet.services.working import parallel

T = TypeVar("T")

DEFAULT_RADIUS_M = 1500
WIDE_RADIUS_M = 2500
LEAST_RADIUS_M = 300
MOST_CANDIDATES = 120
# A matrix is priced by the element: this many keep the dearest turn under $0.07. The rest of a long list is estimated.
MOST_ROUTED = 6
SAME_NEIGHBOURHOOD_M = 300
# What a place with no known price is taken to cost when something is to be cheaper or dearer than it.
USUAL_LEVEL = 1
# "A fancy dinner" is dearer than this.
EVERYDAY_LEVEL = 2
ANYWHERE_KINDS = tuple(
    sorted({kind for category, fits in KIND_FIT.items() if category is not Category.CAMPUS for kind in fits})
)


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, from where and when. `location` is None where the person's position is unknown."""

    now: datetime
    location: LatLng | None = None
    preferences: Preferences = NO_PREFERENCES


@dataclass(frozen=True, slots=True)
class Recommendation:
    """`origin_name` is set where walks are measured from a named place rather than from the person. `relaxed` tells
    that nothing fitting is open, so closed places are shown as closed."""

    ranking: Ranking
    request: Request
    origin: LatLng
    origin_name: str | None = None
    weather: Weather | None = None
    degraded: tuple[str, ...] = ()
    relaxed: bool = False

    @property
    def ranked(self) -> tuple[Ranked, ...]:
        return self.ranking.ranked


@dataclass(frozen=True, slots=True)
class _Origin:
    location: LatLng
    name: str | None


def recommend(
    deps: Deps, intent: Intent, asker: Asker, *, weather: Weather | Future[Weather] | None = None
) -> Recommendation:
    """The best places for the intent. Never raises for a provider: what failed is named in `degraded`.

    `weather` is a hint that saves asking, or was asked for already. Makes at most one places search, which its provider
    bounds in time, beside one weather call, and then one route matrix.
    """
    if asker.location is not None:
        asker = replace(asker, location=deps.shared_origin(asker.location))
    origin, centre = _where(deps, intent, asker)
    query = _query(intent, centre, asker)
    deadline = time.monotonic() + deps.settings.gather_deadline_s
    if weather is None and deps.has_weather:
        weather = parallel.start(partial(deps.weather.current, centre))
    places, degraded = _places(deps, query)
    if isinstance(weather, Future):
        weather = _result(weather, deadline)
    request = _request(deps, intent, asker, origin.location, weather)
    candidates = [
        Candidate(place, estimate_walk(origin.location, place.location), meaning)
        for place, meaning in zip(places, _meanings(deps, intent.wish, places), strict=True)
    ]
    ranking, relaxed = _rank(candidates, request, intent)
    routed, routes_failed = _route(deps, ranking, origin.location, request, intent.limit)
    return Recommendation(
        ranking=routed,
        request=request,
        origin=origin.location,
        origin_name=origin.name,
        weather=weather,
        degraded=degraded + (("routes",) if routes_failed else ()),
        relaxed=relaxed,
    )


def _where(deps: Deps, intent: Intent, asker: Asker) -> tuple[_Origin, LatLng]:
    """Where walks start, and the middle of the search. A named place far from the person is where the walk starts:
    somebody who asks for dinner near Union Square will be at Union Square."""
    near = _located(deps, intent.constraints.near, asker)
    own = asker.location
    if near is None or near.location is None:
        start = own or deps.home
        return _Origin(start, None), start
    if own is not None and meters_between(own, near.location) <= SAME_NEIGHBOURHOOD_M:
        return _Origin(own, None), near.location
    return _Origin(near.location, near.name), near.location


def _located(deps: Deps, near: Near | None, asker: Asker) -> Near | None:
    if near is None or near.location is not None:
        return near
    try:
        found = deps.geocoder.geocode(near.name, asker.location or deps.home)
    except ProviderError:
        return None
    return Near(near.name, found.location) if found else None


def _query(intent: Intent, centre: LatLng, asker: Asker) -> PlaceQuery:
    limit = intent.constraints.max_walk_minutes or asker.preferences.max_walk_minutes
    radius = WIDE_RADIUS_M if asker.preferences.commute_preference == "transit" else DEFAULT_RADIUS_M
    if limit is not None:
        radius = min(WIDE_RADIUS_M, max(LEAST_RADIUS_M, round(limit * WALKING_METERS_PER_MINUTE / GRID_FACTOR * 1.1)))
    return PlaceQuery(
        near=centre,
        kinds=kinds_for(intent.categories) or ANYWHERE_KINDS,
        text=_search_words(intent),
        radius_m=radius,
        limit=MOST_CANDIDATES,
    )


def _search_words(intent: Intent) -> str | None:
    """Words for a provider that searches by text: only what kinds cannot say."""
    constraints = intent.constraints
    words = [*sorted(constraints.diets), *sorted(constraints.cuisines)]
    return " ".join(words) or None


def _places(deps: Deps, query: PlaceQuery) -> tuple[list[Place], tuple[str, ...]]:
    """The provider's places; the guide's where it failed or was late (degraded), or knows nothing there."""
    degraded: tuple[str, ...] = ()
    try:
        places = deps.places.search(query)
    except ProviderError:
        places, degraded = [], ("places",)
    if places:
        return deps.guide_facts.add_to(places), ()
    own = deps.guide_places.search(query) or deps.guide_places.search(replace(query, radius_m=WIDE_RADIUS_M))
    return own, degraded


def _request(deps: Deps, intent: Intent, asker: Asker, origin: LatLng, weather: Weather | None) -> Request:
    request = Request(
        at=asker.now,
        categories=intent.categories,
        unwanted_categories=intent.unwanted_categories,
        constraints=intent.constraints,
        preferences=asker.preferences,
        weather=weather,
        excluded=intent.excluded,
    )
    if intent.comparison == "fancier" and intent.reference is None:
        return replace(request, dearer_than=EVERYDAY_LEVEL)
    if intent.comparison not in ("closer", "cheaper", "fancier") or intent.reference is None:
        return request
    try:
        provider = deps.places if intent.reference.provider == deps.places.name else deps.guide_places
        place = provider.details(intent.reference.id)
    except ProviderError:
        return request
    if intent.comparison == "closer":
        return replace(request, nearer_than_minutes=estimate_walk(origin, place.location).minutes)
    level = price_level(place)
    if intent.comparison == "fancier":
        return replace(request, dearer_than=level if level is not None else USUAL_LEVEL)
    return replace(request, cheaper_than=level if level is not None else USUAL_LEVEL + 1)


def _meanings(deps: Deps, wish: str, places: Sequence[Place]) -> list[float | None]:
    """The cosine between the wish and each place's text; None without a model."""
    if not places or not wish or not deps.embedder.available:
        return [None] * len(places)
    try:
        vectors = deps.embedder.encode([normalise(wish), *(place_text(place) for place in places)])
    except ProviderError:
        return [None] * len(places)
    return [float(cosine) for cosine in vectors[1:] @ vectors[0]]


def place_text(place: Place) -> str:
    """The text a place is compared by: what it is and has, not what it is called, as few places share a name."""
    tags = [tag.replace("_", " ") for tag, has in place.tags.items() if has]
    words = [kind.replace("_", " ") for kind in place.kinds] + list(place.cuisines) + tags
    return ", ".join(words) + (f". {place.about}" if place.about else "")


def _rank(candidates: Sequence[Candidate], request: Request, intent: Intent) -> tuple[Ranking, bool]:
    """Ranks on estimated walks. One more than shown is kept where a routed walk may break the limit."""
    limit = intent.limit + (1 if request.max_walk_minutes is not None else 0)
    weights = NEAREST_WEIGHTS if intent.comparison == "closer" and intent.reference is None else WEIGHTS
    ranking = rank(candidates, request, limit=limit, weights=weights)
    if ranking.ranked or intent.constraints.open_at is not None:
        return ranking, False
    relaxed = rank(candidates, replace(request, open_required=False), limit=limit, weights=weights)
    return (relaxed, True) if relaxed.ranked else (ranking, False)


def _route(deps: Deps, ranking: Ranking, origin: LatLng, request: Request, limit: int) -> tuple[Ranking, bool]:
    """Replaces the first winners' estimated walks by routed ones and drops what is now too far. Keeps the order and
    scores of the estimate: a minute more or less does not make another place better."""
    winners, others = ranking.ranked[:MOST_ROUTED], ranking.ranked[MOST_ROUTED:]
    if not deps.has_routes or not winners:
        return replace(ranking, ranked=ranking.ranked[:limit]), False
    try:
        legs = deps.routes.matrix(origin, [ranked.candidate.place.location for ranked in winners], "walking")
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
    estimated = f"{ranked.candidate.leg.minutes} min walk"
    why = tuple(f"{leg.minutes} min walk" if reason == estimated else reason for reason in ranked.why)
    return replace(ranked, candidate=candidate, why=why)


def _result(future: Future[T], deadline: float) -> T | None:
    """The result; None where the provider failed, or is late at `deadline` (monotonic seconds)."""
    try:
        return future.result(max(0.0, deadline - time.monotonic()))
    except (ProviderError, TimeoutError):
        return None

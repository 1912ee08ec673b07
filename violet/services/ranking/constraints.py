"""Constraints: what is known to violate one never appears. Unknown is not a violation."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import timedelta

from violet.domain.categories import diet_matters, fit_of, kind_row
from violet.domain.opening_hours import is_open, open_throughout
from violet.domain.places import Place
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.cuisines import serves_any
from violet.understanding.reading.constraints import CHAIN
from violet.understanding.reading.lexicon import normalise

# Dollars a person: the least and the most of each price level (docs/architecture.md, "Figures of our own").
PRICE_RANGES = {1: (0.0, 15.0), 2: (15.0, 30.0), 3: (30.0, 60.0), 4: (60.0, 200.0)}
FREE = 0
CLEAR_FIT = 0.95

Predicate = Callable[[Candidate, Request], bool]
Check = tuple[str, Predicate]


def violation(candidate: Candidate, request: Request) -> str | None:
    """The name of the first constraint the candidate is known to violate, None where there is none."""
    return first_violated(candidate, request, checks_of(request))


def first_violated(candidate: Candidate, request: Request, checks: Sequence[Check]) -> str | None:
    """As `violation`, with the request's `checks_of` made once for many candidates."""
    return next((name for name, violates in checks if violates(candidate, request)), None)


def violations(candidate: Candidate, request: Request) -> tuple[str, ...]:
    """The names of all constraints the candidate is known to violate, each once."""
    return tuple(dict.fromkeys(name for name, violates in checks_of(request) if violates(candidate, request)))


def checks_of(request: Request) -> tuple[Check, ...]:
    """The constraints that this request has, in the order in which they are named."""
    said = request.constraints
    refused = said.unwanted_kinds or said.unwanted_cuisines or said.unwanted_names or request.unwanted_categories
    refused = refused or said.unwanted_words
    compared = request.cheaper_than is not None or request.dearer_than is not None
    limited = request.max_walk_minutes is not None or request.nearer_than_minutes is not None
    known: tuple[tuple[str, Predicate, object], ...] = (
        ("already_shown", _already_shown, request.excluded),
        ("refused_kind", _refused, refused),
        ("diet", _breaks_diet, request.diets),
        ("walk", _too_far, limited),
        ("price", _too_dear, request.max_price_usd is not None),
        ("price", _on_the_wrong_side, compared),
        ("closed", _closed, request.open_required),
        ("setting", _wrong_setting, said.setting),
        ("refused_tag", _has_refused_tag, said.unwanted_tags),
        ("tag", _lacks_tag, said.tags),
    )
    return tuple((name, violates) for name, violates, asked in known if asked)


def price_level(place: Place) -> int | None:
    """1 to 4, 0 for a free place, None where unknown."""
    return place.price_level if place.price_level is not None else FREE if place.tags.get("free") else None


def price_range(candidate: Candidate) -> tuple[float, float] | None:
    """Dollars a person, least and most; (0, 0) for a free place, None where unknown."""
    if candidate.place.price_level is not None:
        return PRICE_RANGES.get(candidate.place.price_level)
    return (0.0, 0.0) if candidate.place.tags.get("free") else None


def _already_shown(candidate: Candidate, request: Request) -> bool:
    return candidate.key in request.excluded


def _refused(candidate: Candidate, request: Request) -> bool:
    """A kind, category, cuisine or name that was refused. A place is what its first two kinds say."""
    place, constraints = candidate.place, request.constraints
    kinds = place.kinds[:2]
    if constraints.unwanted_kinds.intersection(kinds) or serves_any(place, constraints.unwanted_cuisines):
        return True
    if any(fit_of(category, kind) >= CLEAR_FIT for category in request.unwanted_categories for kind in kinds):
        return True
    if any(f" {name}" in f" {normalise(place.name)}" for name in constraints.unwanted_names):
        return True
    if CHAIN in constraints.unwanted_names and _is_of_a_chain(place):
        return True
    return bool(constraints.unwanted_words) and _speaks_of(place, constraints.unwanted_words)


def _is_of_a_chain(place: Place) -> bool:
    """Whether it is called a chain, or is a branch of something: what stands in brackets tells branches apart."""
    return CHAIN in normalise(place.about or "") or "(" in place.name


def _speaks_of(place: Place, words: Collection[str]) -> bool:
    """Whether its name, what it serves or its description has a word that begins so."""
    said = (place.name, place.about or "", *place.cuisines, *(kind.replace("_", " ") for kind in place.kinds))
    text = f" {normalise(' '.join(said))}"
    return any(f" {word}" in text for word in words)


def _breaks_diet(candidate: Candidate, request: Request) -> bool:
    return any(candidate.place.diets.get(diet) is False for diet in request.diets)


def _too_far(candidate: Candidate, request: Request) -> bool:
    limit = request.max_walk_minutes
    if limit is not None and candidate.leg.minutes > limit:
        return True
    nearer = request.nearer_than_minutes
    return nearer is not None and candidate.leg.minutes >= nearer


def _too_dear(candidate: Candidate, request: Request) -> bool:
    prices, limit = price_range(candidate), request.max_price_usd
    return prices is not None and limit is not None and prices[0] >= limit and prices[0] > 0


def _on_the_wrong_side(candidate: Candidate, request: Request) -> bool:
    """Whether the place is not known to be cheaper, or dearer, than what it is compared with."""
    level = price_level(candidate.place)
    consumes = any(diet_matters(tuple(category.row.kind)[:1]) for category in request.categories)
    if consumes and level == FREE and not diet_matters(candidate.place.kinds[:1]):
        return True  # free to walk into, and no meal
    if request.cheaper_than is not None and (level is None or level >= request.cheaper_than):
        return True
    return request.dearer_than is not None and (level is None or level <= request.dearer_than)


def _closed(candidate: Candidate, request: Request) -> bool:
    place, arrival = candidate.place, request.arrival(candidate.leg)
    minutes = request.constraints.open_minutes
    if minutes:
        until = arrival + timedelta(minutes=minutes)
        return open_throughout(place.opening_hours, arrival, until, place.location) is False
    known = is_open(place.opening_hours, arrival, place.location)
    if known is None and arrival - request.at < timedelta(hours=1):
        known = place.open_now
    return known is False


def _wrong_setting(candidate: Candidate, request: Request) -> bool:
    wanted, own = request.constraints.setting, _setting(candidate.place)
    if wanted is None or own is None or own in (wanted, "both"):
        return False
    return not (wanted == "outdoor" and candidate.place.tags.get("outdoor_seating"))


def _setting(place: Place) -> str | None:
    """Its own, or else that of its kind: nobody sits indoors in a park."""
    row = kind_row(place.kinds[0]) if place.setting is None and place.kinds else None
    return row.setting if row is not None and row.setting == "outdoor" else place.setting


def _lacks_tag(candidate: Candidate, request: Request) -> bool:
    """Known not to have what was asked for; unknown is no reason to leave a place out."""
    return any(lacks(candidate.place, tag) for tag in request.constraints.tags)


def lacks(place: Place, tag: str) -> bool:
    """Whether a place is known not to have what a tag says. What has a price is not free."""
    known = place.tags.get(tag)
    return known is False or (known is None and tag == "free" and bool(place.price_level))


def _has_refused_tag(candidate: Candidate, request: Request) -> bool:
    return any(candidate.place.tags.get(tag) for tag in request.constraints.unwanted_tags)

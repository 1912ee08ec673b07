"""Which candidates are what was meant, where some are: two right ones are better than three of which one misses the
wish, and nobody has to ask at the door where others need not. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from violet.domain.categories import category_fit, category_of, category_of_cuisine, category_of_tag, kind_row
from violet.domain.places import Place
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import checks_of, first_violated
from violet.services.ranking.cuisines import cuisine_fit
from violet.services.ranking.features import GOOD_FIT, is_beside_the_kind

# What serves a wish less than that is left out where something serves it better.
LEAST_FIT = 0.5
# A place of which this is not known is not what was meant: a bar that nobody calls gay is no gay bar.
TELLING = frozenset({"lgbtq"})
# What somebody may depend on: those known to have it come alone where there are enough of them.
DEPENDED_ON = frozenset({"step_free", "step_free_restroom", "hearing_loop", "gender_neutral_restroom"})
# Who names a place to be near gets what is really near it, where there is enough of that.
NEAR_MINUTES = 10

Test = Callable[[Candidate], bool]


def _whoever(candidate: Candidate) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """`test` tells those that are meant; the others are left out where `least` of them, for which `counts` holds too,
    are allowed."""

    test: Test
    least: int = 1
    counts: Test = _whoever


@dataclass(frozen=True, slots=True)
class Wish:
    """One of the things that were asked for by name; `serves` tells whether a place is known to be or have it."""

    serves: Callable[[Place], bool]


def known_to_serve(candidates: Sequence[Candidate], request: Request, limit: int) -> Sequence[Candidate]:
    """The candidates without those that miss what was said, where others do not: other kinds than the one named, what
    goes on at a time where a place to sit was asked for, what serves one of two wishes where another serves both. Where
    `limit` of them are known to serve a diet or to have the access that was said, or are near what was
    named, only these."""
    checks = checks_of(request)

    def is_allowed(candidate: Candidate) -> bool:
        return first_violated(candidate, request, checks) is None

    for narrowing in _narrowings(request, limit):
        meant = [one for one in candidates if narrowing.test(one)]
        right = (one for one in meant if narrowing.counts(one) and is_allowed(one))
        if len(meant) < len(candidates) and _has(narrowing.least, right):
            candidates = meant
    return candidates


def wishes_of(request: Request) -> tuple[Wish, ...]:
    """What was asked for by name, where that is several things: a kind, a cuisine, what only places of another category
    have ("dessert with a view")."""
    said = request.constraints
    found = []
    if said.kinds:
        found.append(Wish(lambda place: not said.kinds.isdisjoint(place.kinds)))
    if said.cuisines:
        found.append(Wish(lambda place: cuisine_fit(place, said.cuisines) == 1.0))
    own = {category_of_cuisine(cuisine) for cuisine in said.cuisines}
    own |= {category for kind in said.kinds if (category := category_of((kind,))) is not None}
    for tag in sorted(said.tags):
        category = category_of_tag(tag)
        if category in request.categories and own and category not in own:
            found.append(Wish(lambda place, tag=tag: bool(place.tags.get(tag))))  # type: ignore[misc]
    return tuple(found) if len(found) > 1 else ()


def _narrowings(request: Request, limit: int) -> Iterator[_Narrowing]:
    said = request.constraints
    if telling := said.tags & TELLING:
        yield _Narrowing(lambda one: _has_all(one.place, telling))
    if traits := _traits_beside(said.kinds):
        yield _Narrowing(lambda one: not traits.isdisjoint(one.place.kinds))
    if wishes := wishes_of(request):
        yield _Narrowing(lambda one: all(wish.serves(one.place) for wish in wishes))
    elif said.kinds:
        yield _Narrowing(lambda one: _is_of_kind(one, request))
    if said.cuisines and not request.diets:
        yield _Narrowing(lambda one: cuisine_fit(one.place, said.cuisines) == 1.0, limit)
    if request.categories:
        yield _Narrowing(lambda one: _comes_near(one, request))
    if request.categories and not any(category.row.happens for category in request.categories):
        yield _Narrowing(lambda one: not _goes_on_at_a_time(one, request))
    if said.diets or said.tags & DEPENDED_ON:
        access = said.tags & DEPENDED_ON
        yield _Narrowing(
            lambda one: _has_diets(one.place, said.diets) and _has_all(one.place, access),
            limit,
            lambda one: _is_asked_for(one, request),
        )
    if said.near is not None and said.max_walk_minutes is None:
        yield _Narrowing(lambda one: one.leg.minutes <= NEAR_MINUTES and _is_asked_for(one, request), limit)


def _traits_beside(kinds: frozenset[str]) -> frozenset[str]:
    """The kinds that are said of places of the other ones: the water of "a park by the water"."""
    traits = frozenset(kind for kind in kinds if (row := kind_row(kind)) is not None and row.trait)
    return traits if kinds - traits else frozenset()


def _has(least: int, found: Iterable[Candidate]) -> bool:
    return sum(1 for _, _one in zip(range(least), found, strict=False)) >= least


def _has_all(place: Place, tags: Iterable[str]) -> bool:
    return all(place.tags.get(tag) for tag in tags)


def _has_diets(place: Place, diets: Iterable[str]) -> bool:
    return all(place.diets.get(diet) for diet in diets)


def _is_of_kind(candidate: Candidate, request: Request) -> bool:
    """Of a kind that was named, or called after what it serves ("pizza"), or what the very words are about; or what is
    wanted beside that kind ("a cafe or a library")."""
    kinds, place = request.constraints.kinds, candidate.place
    if is_beside_the_kind(place, request):
        return True
    return not kinds.isdisjoint(place.kinds) or not kinds.isdisjoint(place.cuisines) or candidate.key in request.sought


def _comes_near(candidate: Candidate, request: Request) -> bool:
    """Whether it serves one of the wanted categories more than in passing, is what the very words are about, or is
    known to serve what was said or a diet that is stored."""
    place, said = candidate.place, request.constraints
    if category_fit(place.kinds, dict.fromkeys(request.categories, 1.0)) >= LEAST_FIT:
        return True
    served = cuisine_fit(place, said.cuisines) > 0 or (bool(request.diets) and _has_diets(place, request.diets))
    return served or candidate.key in request.sought


def _goes_on_at_a_time(candidate: Candidate, request: Request) -> bool:
    """A comedy club is no place for dinner, whatever its kitchen."""
    category = category_of(candidate.place.kinds[:1])
    if category is None or not category.row.happens or candidate.key in request.sought:
        return False
    return not any(category_of_tag(tag) == category for tag in request.constraints.tags)


def _is_asked_for(candidate: Candidate, request: Request) -> bool:
    wanted, cuisines = request.categories, request.constraints.cuisines
    if category_fit(candidate.place.kinds, wanted) < GOOD_FIT:
        return False
    return not cuisines or cuisine_fit(candidate.place, cuisines) > 0

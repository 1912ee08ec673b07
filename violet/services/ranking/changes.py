"""The single changes of a wish that could bring a named place forward: what it breaks is lifted, what it has is asked
for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from violet.domain.categories import Category, category_of, fit_of
from violet.domain.geo import estimate_walk
from violet.domain.intent import Constraints
from violet.domain.opening_hours import opens_next
from violet.domain.preferences import Preferences
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import lacks, price_range, violations

# Of what a place has and nobody asked for, so much is tried: what fewest of the others have.
MAX_TAGS, MAX_DIETS = 3, 2
Value = str | float | datetime | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, as ranking sees it: the request, the candidates, and how many are shown (`limit`).

    `weights_of` gives the weights for what is said. `found` tells whether a search for the wish brings the named place
    at all; where it does not, that takes a wish for its kind (`of_kind`) and a position from which it is
    near enough (`within`).
    """

    request: Request
    candidates: tuple[Candidate, ...]
    weights_of: Callable[[Constraints], Mapping[str, float]]
    limit: int = 3
    found: bool = True
    of_kind: bool = True
    within: bool = True

    @property
    def brings_it(self) -> bool:
        return self.found or (self.of_kind and self.within)


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a wish. `kind` is what changes, `was` its value as it was asked for and `would_be` as it would have
    to be (dollars, minutes, a moment, words); None where nothing is asked."""

    kind: str
    was: Value
    would_be: Value
    apply: Callable[[Question], Question]


def changes_for(target: Candidate, question: Question) -> tuple[Change, ...]:
    """Everything worth trying: first what the place is known to break, then what could be asked for. At most one change
    of a kind is made, so that of two (a budget of $20 or of $30) the first is the smaller."""
    broken = violations(target, question.request)
    lifts = [change for name in broken for change in _LIFTS.get(name, _nothing)(target, question.request)]
    return (*lifts, *_asks(target, question))


def _asked(kind: str, was: Value, would_be: Value, /, **said: Any) -> Change:
    """A change of what was said."""

    def apply(question: Question) -> Question:
        request = question.request
        return replace(question, request=replace(request, constraints=replace(request.constraints, **said)))

    return Change(kind, was, would_be, apply)


def _changed(kind: str, was: Value, would_be: Value, /, **parts: Any) -> Change:
    """A change of the request beside what was said."""

    def apply(question: Question) -> Question:
        return replace(question, request=replace(question.request, **parts))

    return Change(kind, was, would_be, apply)


def _nothing(target: Candidate, request: Request) -> Iterator[Change]:
    yield from ()


def _seen(target: Candidate, request: Request) -> Iterator[Change]:
    yield _changed("already_shown", target.place.name, None, excluded=request.excluded - {target.key})


def _refusals(target: Candidate, request: Request) -> Iterator[Change]:
    """Everything that was refused and it is: nothing less would let it in."""
    said, kinds = request.constraints, target.place.kinds[:2]
    categories = {one for one in request.unwanted_categories for kind in kinds if fit_of(one, kind) > 0}
    refused = [*sorted(said.unwanted_kinds.intersection(kinds)), *sorted(category.value for category in categories)]
    refused += [*sorted(said.unwanted_cuisines), *sorted(said.unwanted_names), *sorted(said.unwanted_words)]

    def apply(question: Question) -> Question:
        now = question.request
        lifted = replace(
            now.constraints,
            unwanted_kinds=now.constraints.unwanted_kinds.difference(kinds),
            unwanted_cuisines=frozenset(),
            unwanted_names=frozenset(),
            unwanted_words=frozenset(),
        )
        left = now.unwanted_categories - categories
        return replace(question, request=replace(now, constraints=lifted, unwanted_categories=left))

    yield Change("refused_kind", tuple(dict.fromkeys(refused)), None, apply)


def _diets(target: Candidate, request: Request) -> Iterator[Change]:
    broken = frozenset(diet for diet in request.diets if target.place.diets.get(diet) is False)

    def apply(question: Question) -> Question:
        now = question.request
        said, stored = now.constraints, now.preferences
        lifted: Preferences = replace(stored, diets=stored.diets - broken)
        return replace(
            question, request=replace(now, constraints=replace(said, diets=said.diets - broken), preferences=lifted)
        )

    yield Change("diet", tuple(sorted(broken)), None, apply)


def _walks(target: Candidate, request: Request) -> Iterator[Change]:
    minutes, limit = target.leg.minutes, request.max_walk_minutes

    def apply(question: Question) -> Question:
        now = question.request
        allowed = max(minutes, limit) if limit is not None else None
        said = replace(now.constraints, max_walk_minutes=allowed)
        return replace(question, within=True, request=replace(now, constraints=said, nearer_than_minutes=None))

    if limit is not None and minutes > limit:
        yield Change("walk", limit, minutes, apply)
    else:
        yield Change("closer", request.nearer_than_minutes, None, apply)


def _prices(target: Candidate, request: Request) -> Iterator[Change]:
    """A budget that reaches into the place's price range, or else one that covers it."""
    prices, limit = price_range(target), request.max_price_usd
    if prices is not None and limit is not None and prices[0] >= limit:
        for dollars in dict.fromkeys((prices[0] + 5, prices[1])):
            yield _asked("price", limit, dollars, max_price_usd=dollars)
    if request.cheaper_than is not None or request.dearer_than is not None:
        compared = "cheaper" if request.cheaper_than is not None else "dearer"
        yield _changed("compared_price", compared, None, cheaper_than=None, dearer_than=None)


def _hours(target: Candidate, request: Request) -> Iterator[Change]:
    """Another time: when it opens next; where that is not known or not near, no need for it to be open."""
    place, asked = target.place, request.constraints.open_at
    opening = opens_next(place.opening_hours, request.arrival(target.leg), place.location)
    if opening is not None:
        yield _asked("time", asked, opening, open_at=opening)
    yield _changed("open", asked, None, open_required=False)


def _settings(target: Candidate, request: Request) -> Iterator[Change]:
    yield _asked("setting", request.constraints.setting, None, setting=None)


def _tags(target: Candidate, request: Request) -> Iterator[Change]:
    said = request.constraints
    missing = frozenset(tag for tag in said.tags if lacks(target.place, tag))
    yield _asked("tag", tuple(sorted(missing)), None, tags=said.tags - missing)


def _refused_tags(target: Candidate, request: Request) -> Iterator[Change]:
    said = request.constraints
    has = frozenset(tag for tag in said.unwanted_tags if target.place.tags.get(tag))
    yield _asked("refused_tag", tuple(sorted(has)), None, unwanted_tags=said.unwanted_tags - has)


_LIFTS: Mapping[str, Callable[[Candidate, Request], Iterator[Change]]] = {
    "already_shown": _seen,
    "refused_kind": _refusals,
    "diet": _diets,
    "walk": _walks,
    "price": _prices,
    "closed": _hours,
    "setting": _settings,
    "refused_tag": _refused_tags,
    "tag": _tags,
}


def _asks(target: Candidate, question: Question) -> Iterator[Change]:
    """What could have been asked for, the likeliest first: its kind, what it serves, what it has; to be near it; and
    last by its name."""
    place, said = target.place, question.request.constraints
    own = category_of(place.kinds)
    if place.kinds and own is not None:
        yield _of_its_kind(place.kinds[0], own, question.request)
    for cuisine in place.cuisines[:2]:
        if cuisine not in said.cuisines:
            yield _asked("cuisine", tuple(sorted(said.cuisines)), cuisine, cuisines=frozenset({cuisine}))
    if said.cuisines and said.cuisines.isdisjoint(place.cuisines):
        yield _asked("cuisine_off", tuple(sorted(said.cuisines)), None, cuisines=frozenset())
    for tag in _rare([tag for tag, has in place.tags.items() if has and tag not in said.tags], question)[:MAX_TAGS]:
        yield _asked("also_tag", None, tag, tags=said.tags | {tag})
    for diet in [diet for diet, serves in sorted(place.diets.items()) if serves and diet not in said.diets][:MAX_DIETS]:
        yield _asked("also_diet", None, diet, diets=said.diets | {diet})
    yield Change("near", None, place.name, lambda before: _seen_from(target, before))
    yield Change("name", None, place.name, lambda before: _by_name(target, before))


def _of_its_kind(kind: str, own: Category, request: Request) -> Change:
    def apply(question: Question) -> Question:
        now = question.request
        said = replace(now.constraints, kinds=frozenset({kind}), unwanted_kinds=now.constraints.unwanted_kinds - {kind})
        return replace(question, of_kind=True, request=replace(now, constraints=said, categories={own: 1.0}))

    asked = sorted(request.constraints.kinds) or sorted(category.value for category in request.categories)
    return Change("kind", tuple(asked), kind, apply)


def _rare(tags: list[str], question: Question) -> list[str]:
    """Those that fewest candidates have first."""
    return sorted(tags, key=lambda tag: (sum(bool(one.place.tags.get(tag)) for one in question.candidates), tag))


def _seen_from(target: Candidate, question: Question) -> Question:
    """The same asked from its door: every walk is estimated from there."""
    door = target.place.location
    moved = tuple(replace(one, leg=estimate_walk(door, one.place.location)) for one in question.candidates)
    return replace(question, candidates=moved, within=True)


def _by_name(target: Candidate, question: Question) -> Question:
    request = question.request
    return replace(question, found=True, request=replace(request, sought=frozenset({target.key})))

"""Which candidates are known to have what was said, where enough are: nobody has to ask at the door where others need
not. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from violet.domain.categories import category_fit
from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.constraints import violation
from violet.services.ranking.cuisines import cuisine_fit

# How well a place has to serve the wish to count as what was asked for.
GOOD_FIT = 0.8
# A place of which this is not known is not what was meant: a bar that nobody calls gay is no gay bar.
TELLING = frozenset({"lgbtq"})
# What somebody may depend on: those known to have it come alone where there are enough of them.
DEPENDED_ON = frozenset({"step_free", "step_free_restroom", "hearing_loop", "gender_neutral_restroom"})


def known_to_serve(candidates: Sequence[Candidate], request: Request, limit: int) -> Sequence[Candidate]:
    """Those that are known to serve a diet, or to have the access, that was said, where `limit` of them are what is
    asked for; those with a telling tag, where there is one. All of them otherwise."""
    candidates = _told(candidates, request)
    diets, access = request.constraints.diets, request.constraints.tags & DEPENDED_ON
    if not diets and not access:
        return candidates
    known = [
        one
        for one in candidates
        if all(one.place.diets.get(diet) for diet in diets) and all(one.place.tags.get(tag) for tag in access)
    ]
    good = [one for one in known if _is_asked_for(one, request) and violation(one, request) is None]
    return known if len(good) >= limit else candidates


def _told(candidates: Sequence[Candidate], request: Request) -> Sequence[Candidate]:
    telling = request.constraints.tags & TELLING
    told = [one for one in candidates if telling and all(one.place.tags.get(tag) for tag in telling)]
    return told if any(violation(one, request) is None for one in told) else candidates


def _is_asked_for(candidate: Candidate, request: Request) -> bool:
    wanted, cuisines = request.categories, request.constraints.cuisines
    if category_fit(candidate.place.kinds, wanted) < GOOD_FIT:
        return False
    return not cuisines or cuisine_fit(candidate.place, cuisines) > 0

"""A list for several wishes that no place serves all of: one of its places for each of them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from violet.services.ranking.candidates import Candidate, Request
from violet.services.ranking.known import Wish, wishes_of
from violet.services.ranking.scoring import Ranking, rank


def covering(
    ranking: Ranking, candidates: Sequence[Candidate], request: Request, weights: Mapping[str, float]
) -> Ranking:
    """The ranking, with its last place given to the best one for a wish that none of the others serves: who asks for
    dessert with a view gets a view too. As it is for a single wish, and where nothing known serves the other."""
    ranked = ranking.ranked
    missing = [wish for wish in wishes_of(request) if not any(wish.serves(one.candidate.place) for one in ranked)]
    if len(ranked) < 2 or not missing:
        return ranking
    for wish in missing:
        best = rank(_serving(wish, candidates), request, limit=1, weights=weights).ranked
        if best:
            return replace(ranking, ranked=(*ranked[:-1], best[0]))
    return ranking


def _serving(wish: Wish, candidates: Sequence[Candidate]) -> list[Candidate]:
    return [one for one in candidates if wish.serves(one.place)]

"""Why a named place did not come first in an earlier turn, and what would have had to be asked instead: worked out
anew, by the guide alone, as nobody's position is kept."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from violet.domain.categories import anywhere_kinds, kind_row, kinds_for
from violet.domain.geo import LatLng, meters_between
from violet.domain.intent import Constraints, Intent, IntentKind
from violet.domain.person import Person
from violet.domain.places import Place, PlaceQuery
from violet.errors import BadInput, NotFound
from violet.providers.no_weather import NoWeather
from violet.services.chat.explanation import NOT_THEIRS
from violet.services.chat.parts.chat_ports import ChatPorts
from violet.services.chat.replies.tag_words import clause_of
from violet.services.chat.replies.wording import joined, with_article
from violet.services.conversations import conversation as conversations
from violet.services.conversations.conversation import TurnRecord
from violet.services.places.around import FindingPorts
from violet.services.places.asking import DEFAULT_RADIUS_M, MOST_CANDIDATES, moved_indoors
from violet.services.places.by_words import WIDE_RADIUS_M
from violet.services.places.cards import event_day
from violet.services.places.recommend import Recommendation, recommend
from violet.services.places.vectors import meanings_of
from violet.services.ranking.candidates import Candidate
from violet.services.ranking.changes import Change, Question
from violet.services.ranking.cuisines import KIND_WORDS
from violet.services.ranking.scoring import BRANCH_WEIGHTS, NEAREST_WEIGHTS, weights_for
from violet.services.ranking.why_not import Verdict, why_not

LISTS = frozenset({IntentKind.RECOMMEND, IntentKind.REFINE, IntentKind.ANOTHER, IntentKind.MORE_LIKE_THIS})
NO_LIST = "That turn did not choose among places, so there is nothing to compare."
UNKNOWN_PLACE = "We know no place of that name. Please name one as its card does."


@dataclass(frozen=True, slots=True)
class Explained:
    """A verdict in words. `place` is the one that was meant, `first` the name of the one that came first, None where
    nothing did."""

    place: Place
    first: str | None
    verdict: Verdict
    words: str

    def wire(self) -> dict[str, Any]:
        verdict = self.verdict
        features = {
            name: {
                "value": round(points / verdict.weights[name], 4), "weight": verdict.weights[name], "points": points,
            }
            for name, points in verdict.features.items()
            if verdict.weights[name]
        }  # fmt: skip
        return {
            "place_id": self.place.id,
            "name": self.place.name,
            "first": self.first,
            "position": verdict.position,
            "broken": list(verdict.broken),
            "score": sum(verdict.features.values()),
            "features": features,
            "changes": [_wire(change) for change in verdict.changes] if verdict.changes is not None else None,
            "words": self.words,
        }


def explain_why_not(
    ports: ChatPorts, turn_id: str, name: str, *, person: Person, own_conversations: Iterable[str]
) -> Explained:
    """The verdict on the guide's place of that name (or id), the nearest where several share it. Walks begin at the
    person's position of now, as that of then is not kept. Asks no provider. Raises NotFound for anybody else's turn
    and for a place that the guide does not know, BadInput for a turn that did not choose among places."""
    record = _own_turn(ports, turn_id, own_conversations)
    if record.intent.kind not in LISTS:
        raise BadInput(NO_LIST, field="why_not")
    person = replace(person, now=record.at.astimezone(person.now.tzinfo))
    finding = _by_the_guide(ports.finding.at(person.now))
    found = recommend(finding, record.intent, person)
    place = _named(finding, name, found.origin)
    verdict = why_not(f"{place.provider}:{place.id}", _question(finding, record.intent, found, place))
    first = found.ranked[0].candidate.place.name if found.ranked else None
    return Explained(place, first, verdict, _words(place.name, first, verdict, person.now))


def _own_turn(ports: ChatPorts, turn_id: str, own_conversations: Iterable[str]) -> TurnRecord:
    for key in own_conversations:
        for turn in conversations.load(ports.store, key).at(ports.here.campus.id).turns:
            if turn.turn_id == turn_id:
                return turn
    raise NotFound(NOT_THEIRS)


def _by_the_guide(ports: FindingPorts) -> FindingPorts:
    """With no provider over a network: what one knows of a place is not kept, and to ask again would cost."""
    sources = replace(ports.sources, provider=ports.sources.guide)
    return replace(
        ports,
        sources=sources,
        surroundings=replace(ports.surroundings, routes=ports.surroundings.walks, weather=NoWeather()),
    )


def _named(ports: FindingPorts, name: str, near: LatLng) -> Place:
    known = ports.here.campus.places_by_id
    if name in known:
        return ports.sources.guide.details(name)
    named, _ = ports.sources.facts.named_in(name)
    whole = [place for place in named if name.casefold() == place.name.casefold()]
    if not named:
        raise NotFound(UNKNOWN_PLACE, field="why_not")
    return min(whole or named, key=lambda place: meters_between(near, place.location))


def _question(ports: FindingPorts, intent: Intent, found: Recommendation, place: Place) -> Question:
    """What was ranked, with the place and others of its kind: whoever asks for that gets these too."""
    query = PlaceQuery(found.origin, place.kinds[:1], radius_m=DEFAULT_RADIUS_M, limit=MOST_CANDIDATES)
    known = {one.key: one for one in found.ranking.candidates}
    more = [one for one in (place, *ports.sources.guide.search(query)) if f"{one.provider}:{one.id}" not in known]
    more = list({one.id: one for one in more}.values())
    legs = ports.surroundings.walks.walks(found.origin, [one.location for one in more])
    meanings = meanings_of(ports, intent.wish, more)
    others = [Candidate(*one) for one in zip(more, legs, meanings, strict=True)]
    key, weights = f"{place.provider}:{place.id}", found.ranking.weights
    kinds = frozenset(kinds_for(moved_indoors(intent).categories) or anywhere_kinds())
    return Question(
        request=replace(found.request, open_required=found.request.open_required and not found.relaxed),
        candidates=(*found.ranking.candidates, *others),
        weights_of=partial(_weights, weights if weights == NEAREST_WEIGHTS or _is_branch(key, found) else None),
        limit=intent.limit,
        found=key in known,
        of_kind=not kinds.isdisjoint(place.kinds),
        within=meters_between(found.origin, place.location) <= WIDE_RADIUS_M,
    )


def _is_branch(key: str, found: Recommendation) -> bool:
    return found.ranking.weights == BRANCH_WEIGHTS and any(one.key == key for one in found.ranking.candidates)


def _weights(fixed: Mapping[str, float] | None, said: Constraints) -> Mapping[str, float]:
    return fixed if fixed is not None else weights_for(said)


def _words(name: str, first: str | None, verdict: Verdict, now: datetime) -> str:
    if verdict.changes is None:
        ahead = f": {first} simply fits what you asked for better" if first is not None else ""
        return f"No small change to your question would have put {name} first{ahead}."
    if not verdict.changes:
        return f"{name} does come first."
    return f"{name} would have come first if you had {joined([_clause(one, now) for one in verdict.changes])}."


def _clause(change: Change, now: datetime) -> str:
    """What the person would have had to do, after "if you had"."""
    return str(_clauses()[change.kind]).format(was=_said(change.was, now), would_be=_would_be(change, now))


def _would_be(change: Change, now: datetime) -> str:
    if change.kind == "kind":
        if change.would_be in KIND_WORDS:
            return str(change.would_be)
        row = kind_row(str(change.would_be))
        return with_article(row.name if row is not None else str(change.would_be).replace("_", " "))
    return clause_of(str(change.would_be)) if change.kind == "also_tag" else _said(change.would_be, now)


def _said(value: object, now: datetime) -> str:
    if isinstance(value, tuple):
        return joined([str(one).replace("_", " ") for one in value])
    if isinstance(value, datetime):
        return event_day(value, now)
    return f"{value:g}" if isinstance(value, float) else str(value or "").replace("_", " ")


def _wire(change: Change) -> dict[str, Any]:
    return {"kind": change.kind, "was": _plain(change.was), "would_be": _plain(change.would_be)}


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@lru_cache(maxsize=1)
def _clauses() -> Mapping[str, str]:
    text = resources.files(__package__).joinpath("why_not.toml").read_text(encoding="utf-8")
    clauses: Mapping[str, str] = tomllib.loads(text)["if_you_had"]
    return clauses

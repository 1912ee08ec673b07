"""Words for no card at all: what is not known, or what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping

from violet.domain.geo import meters_between
from violet.domain.intent import IntentKind
from violet.services.chat.parts.turn_parts import Turn
from violet.services.chat.replies.wording import with_article
from violet.services.places.brands import brand_words
from violet.services.places.recommend import Recommendation

FAR_FROM_CAMPUS_M = 8_000
FAR_AWAY_WORDS = (
    "I only know places around {where}, and you seem to be far from there. "
    "Tell me a campus or a neighborhood and I'll look there."
)
COMPARED: Mapping[str, str] = {
    "closer": "I don't know anything closer that fits. Want me to look for something a bit different?",
    "cheaper": "I don't know anything cheaper that fits nearby. Want me to widen the search?",
    "fancier": "I don't know anything fancier that fits nearby. Want me to look for something a bit different?",
}


def nothing_words(turn: Turn, found: Recommendation) -> str:
    """Says honestly that nothing fits, and what stood in the way most often."""
    if found.unknown_thing is not None:
        return f"I don't know {found.unknown_thing.name} around here, sorry: a maps app will list those nearby."
    if found.unknown_brand is not None:
        brand = with_article(brand_words(found.unknown_brand))
        return f"I don't know {brand} around here, sorry: a maps app will list those nearby."
    origin = turn.person.location
    if origin is not None and all(
        meters_between(origin, campus.location) > FAR_FROM_CAMPUS_M for campus in turn.ports.here.campus.sites
    ):
        return FAR_AWAY_WORDS.format(where=turn.ports.here.campus.persona.where)
    compared = COMPARED.get(turn.intent.comparison or "")
    if compared is not None and (turn.intent.comparison != "closer" or turn.intent.reference is not None):
        return compared
    if turn.intent.kind is IntentKind.ANOTHER:
        return (
            "That's everything I know that fits. Change something, say the distance or the price, and I'll look again."
        )
    return _unknown_words(turn, found) or _unfitting_words(found)


def _unknown_words(turn: Turn, found: Recommendation) -> str | None:
    """Where it is not the limits: nothing of the kind is known there."""
    if found.unknown_near is not None:
        return f"I don't know where {found.unknown_near} is. Tell me a campus or a neighborhood near it?"
    if found.origin_name is not None and not found.ranking.filtered:
        return f"I don't know any places around {found.origin_name} that fit. Want me to look near campus instead?"
    if not found.ranking.ranked and not found.ranking.filtered and turn.intent.categories:
        return max(turn.intent.categories, key=turn.intent.categories.__getitem__).row.when_unknown
    return None


def _unfitting_words(found: Recommendation) -> str:
    reason, limits = _main_reason(found), _limits(found)
    if not limits:
        return f"I couldn't find a place that fits{reason}. Want me to look for something a bit different?"
    return f"I couldn't find a place that fits{reason}. Want to loosen {limits}?"


def _limits(found: Recommendation) -> str:
    """What was set and may be loosened: never a budget that nobody named, never a diet."""
    request, said = found.request, found.request.constraints
    limits = [
        "the walk" if request.max_walk_minutes is not None else None,
        "the budget" if request.max_price_usd is not None else None,
        "the time" if said.open_at is not None else None,
        "what it should have" if said.tags or said.setting else None,
    ]
    return " or ".join(limit for limit in limits if limit)


def _main_reason(found: Recommendation) -> str:
    words = {
        "walk": " within that walk", "price": " your budget", "diet": " what you can eat",
        "closed": " and is open then",
    }  # fmt: skip
    reasons = [item.reason for item in found.ranking.filtered if item.reason in words]
    return words[max(set(reasons), key=lambda reason: (reasons.count(reason), reason))] if reasons else ""

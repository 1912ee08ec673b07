"""Recommendations: recommend, refine, another, more like this."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from violet.domain.cards import Card
from violet.domain.geo import meters_between
from violet.domain.intent import Intent, IntentKind
from violet.services.chat.answers.base import Answer, Turn, photo_urls
from violet.services.chat.replies.grounds import Grounds
from violet.services.chat.replies.template import recommendation_words
from violet.services.places.cards import ranked_card
from violet.services.ranking.cuisines import cuisine_fit
from violet.services.ranking.reasons import clock
from violet.services.ranking.recommend import Recommendation, recommend

FAR_FROM_CAMPUS_M = 8_000
FAR_AWAY_WORDS = (
    "I only know places around NYU's campuses in Manhattan and Brooklyn, and you seem to be far from both. "
    "Tell me a campus or a neighborhood and I'll look there."
)


def answer_places(turn: Turn) -> Answer:
    found = recommend(turn.deps, turn.intent, turn.asker)
    photos = photo_urls(turn.deps)
    cards = tuple(ranked_card(ranked, turn.asker.now, photo_url=photos) for ranked in found.ranked)
    if not cards:
        return Answer(
            template=_nothing_words(turn, found),
            weather=found.weather,
            degraded=found.degraded,
            ranking=found.ranking,
        )
    note = _note(turn.intent, found)
    wanted = replace(turn.intent.constraints, diets=found.request.diets)  # also what is stored and not said
    template = recommendation_words(cards, wanted, seed=turn.seed, origin_name=found.origin_name, note=note)
    return Answer(
        template=template,
        cards=cards,
        grounds=grounds_for(turn, cards, found.origin_name),
        prompt_data=_prompt_data(found, note),
        weather=found.weather,
        degraded=found.degraded,
        ranking=found.ranking,
    )


def grounds_for(turn: Turn, cards: Sequence[Card], origin_name: str | None = None) -> Grounds:
    """What the words may be grounded on: the cards, where walks start, and the student's own words and limits."""
    names = tuple(name for name in (origin_name, *(campus.name for campus in turn.deps.guide.campuses)) if name)
    constraints = turn.intent.constraints
    wishes = [turn.message]
    if constraints.max_price_usd is not None:
        wishes.append(f"${constraints.max_price_usd:g}")
    if constraints.max_walk_minutes is not None:
        wishes.append(f"{constraints.max_walk_minutes} minutes")
    if constraints.open_at is not None:
        wishes.append(f"at {clock(constraints.open_at)}")
    return Grounds(cards=tuple(cards), names=names, wishes=tuple(wishes))


def _prompt_data(found: Recommendation, note: str | None) -> dict[str, object]:
    data: dict[str, object] = {}
    if found.origin_name:
        data["walks_start_at"] = found.origin_name
    if note:
        data["say_first"] = note
    return data


def _note(intent: Intent, found: Recommendation) -> str | None:
    if found.relaxed:
        return "Nothing that fits is open right now, so check the hours of these:"
    missing = _missing_cuisines(intent, found)
    if missing:
        return f"I don't know a place for {missing} that fits, so here is what comes closest:"
    if intent.kind is IntentKind.ANOTHER:
        return "Here are some others:"
    notes = {
        "closer": "These are closer:", "cheaper": "These are easier on the wallet:", "fancier": "A step up:",
        "quieter": "These should be calmer:", "livelier": "These have more going on:",
    }  # fmt: skip
    return notes.get(intent.comparison or "") if intent.reference is not None else None


def _missing_cuisines(intent: Intent, found: Recommendation) -> str:
    """The cuisines asked for, where none of the places is known to serve one of them or what comes near it."""
    wanted = intent.constraints.cuisines
    if any(cuisine_fit(ranked.candidate.place, wanted) > 0 for ranked in found.ranked):
        return ""
    return " or ".join(sorted(wanted))


def _nothing_words(turn: Turn, found: Recommendation) -> str:
    """Says honestly that nothing fits, and what stood in the way most often."""
    origin = turn.asker.location
    if origin is not None and all(
        meters_between(origin, campus.location) > FAR_FROM_CAMPUS_M for campus in turn.deps.guide.campuses
    ):
        return FAR_AWAY_WORDS
    if turn.intent.comparison == "closer" and turn.intent.reference is not None:
        return "I don't know anything closer that fits. Want me to look for something a bit different?"
    if turn.intent.comparison == "cheaper":
        return "I don't know anything cheaper that fits nearby. Want me to widen the search?"
    if turn.intent.comparison == "fancier":
        return "I don't know anything fancier that fits nearby. Want me to look for something a bit different?"
    if turn.intent.kind is IntentKind.ANOTHER:
        return (
            "That's everything I know that fits. Change something, say the distance or the price, and I'll look again."
        )
    reason = _main_reason(found)
    return f"I couldn't find a place that fits{reason}. Want to loosen something, like the distance or the budget?"


def _main_reason(found: Recommendation) -> str:
    words = {
        "walk": " within that walk", "price": " your budget", "diet": " what you can eat",
        "closed": " and is open then",
    }  # fmt: skip
    reasons = [item.reason for item in found.ranking.filtered if item.reason in words]
    return words[max(set(reasons), key=lambda reason: (reasons.count(reason), reason))] if reasons else ""

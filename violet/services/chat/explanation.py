"""Why a turn answered as it did: kept for a day, for the person whose turn it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

import orjson

from violet.domain.intent import Constraints, Intent, Near
from violet.errors import NotFound
from violet.services.conversations import conversation as conversations
from violet.services.ranking.candidates import Ranked
from violet.services.ranking.scoring import Ranking
from violet.services.spending.allowance import SpendingPorts

MOST_FILTERED = 40
NOT_THEIRS = "We have no explanation for that turn: it is not one of yours, or older than a day."


def explained(turn_id: str, intent: Intent, ranking: Ranking | None, degraded: Iterable[str]) -> bytes:
    """The explanation of a turn as it is kept: bounded in size, without the message itself."""
    explanation = {
        "turn_id": turn_id,
        "intent": _intent(intent),
        "cards": [_card(ranked, ranking.weights) for ranked in ranking.ranked] if ranking else [],
        "filtered": [
            {"name": item.candidate.place.name, "reason": item.reason}
            for item in (ranking.filtered[:MOST_FILTERED] if ranking else ())
        ],
        "degraded": list(degraded),
    }
    return orjson.dumps(explanation)


def explain(ports: SpendingPorts, turn_id: str, *, own_conversations: Iterable[str]) -> dict[str, Any]:
    """The explanation of one of the caller's own turns: `intent` as understood, `cards` with each feature's value (0 to
    1), weight and points (value times weight; they add up to the score), what was `filtered` and for which reason, and
    what was `degraded`. Raises NotFound for anybody else's turn."""
    own = (turn.turn_id for key in own_conversations for turn in conversations.load(ports.store, key).turns)
    kept = ports.store.get(conversations.explanation_key(turn_id)) if turn_id in own else None
    if kept is None:
        raise NotFound(NOT_THEIRS)
    explanation: dict[str, Any] = orjson.loads(kept)
    return explanation


def _intent(intent: Intent) -> dict[str, Any]:
    return {
        "kind": intent.kind.value,
        "categories": {category.value: round(weight, 3) for category, weight in intent.categories.items()},
        "constraints": _constraints(intent.constraints),
        "refused": sorted(category.value for category in intent.unwanted_categories),
        "about": intent.reference.name if intent.reference else intent.named,
        "comparison": intent.comparison,
        "language": intent.language,
        "confidence": round(intent.confidence, 3),
    }


def _constraints(constraints: Constraints) -> dict[str, Any]:
    """What was said, by name; what was not said is left out."""
    said = {field.name: getattr(constraints, field.name) for field in fields(constraints)}
    return {name: _plain(value) for name, value in said.items() if value not in (None, 0, False, frozenset())}


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Near):
        return value.name
    return value.isoformat() if isinstance(value, datetime) else value


def _card(ranked: Ranked, weights: Mapping[str, float]) -> dict[str, Any]:
    features = {
        name: {"value": round(points / weights[name], 4), "weight": weights[name], "points": points}
        for name, points in ranked.features.items()
        if weights[name]
    }
    return {"name": ranked.candidate.place.name, "score": ranked.score, "features": features, "why": list(ranked.why)}

"""Explanations of a turn on the wire."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from violet.api.schemas.chat import Degraded
from violet.api.schemas.common import ApiModel, Latitude, Longitude


class TurnPath(ApiModel):
    turn_id: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]


class FeatureBody(ApiModel):
    """`points` is value times weight."""

    value: float
    weight: float
    points: float


class ExplainedCard(ApiModel):
    """`score` is the sum of the features' points."""

    name: str
    score: float
    features: dict[str, FeatureBody]
    why: list[str]


class FilteredBody(ApiModel):
    name: str
    reason: str


class ExplanationQuery(ApiModel):
    """`why_not` names a place of the guide, by its name or id; `latitude` and `longitude` go together, and are where
    its walk begins: the position of then is not kept."""

    why_not: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class WishChangeBody(ApiModel):
    """What would have had to be asked otherwise: minutes for a `walk`, dollars a person for a `price`, a moment for a
    `time`, words for the rest; null where nothing is asked."""

    kind: Literal[
        "already_shown", "refused_kind", "diet", "walk", "closer", "price", "compared_price", "time", "open",
        "setting", "tag", "refused_tag", "kind", "cuisine", "cuisine_off", "also_tag", "also_diet", "near", "name",
    ]  # fmt: skip
    was: str | float | list[str] | None
    would_be: str | float | list[str] | None


class WhyNotBody(ApiModel):
    """Why a named place did not come first. `position` is where it came among all that break nothing, null where it
    breaks something (`broken`) or was not found. `changes` are the fewest that would have put it first: empty where it
    came first, null where no few would. `first` is what came first. Worked out among the guide's places."""

    place_id: str
    name: str
    first: str | None
    position: int | None
    broken: list[str]
    score: float
    features: dict[str, FeatureBody]
    changes: list[WishChangeBody] | None
    words: str


class ExplanationAnswer(ApiModel):
    turn_id: str
    intent: dict[str, Any]
    cards: list[ExplainedCard]
    filtered: list[FilteredBody]
    degraded: list[Degraded]
    why_not: WhyNotBody | None

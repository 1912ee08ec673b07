"""The chat on the wire."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from violet.api.schemas.cards import CardBody
from violet.api.schemas.common import ApiModel, Latitude, Longitude
from violet.services.chat.turn import TurnAnswer

LONGEST_MESSAGE = 4000
StrictLatitude = Annotated[Latitude, Field(strict=True)]
StrictLongitude = Annotated[Longitude, Field(strict=True)]
ShortText = Annotated[str, StringConstraints(max_length=64)]


class ChatBody(ApiModel):
    """`preferences` is read where nobody is signed in. An unknown `vibe` is ignored. `latitude` and
    `longitude` go together."""

    message: Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE, strict=True)] | None = None
    latitude: StrictLatitude | None = None
    longitude: StrictLongitude | None = None
    vibe: ShortText | None = None
    preferences: dict[str, Any] | None = None
    commute_preference: ShortText | None = None
    session_id: Annotated[str, StringConstraints(max_length=256)] | None = None
    clear_session: bool | None = None


class WeatherBody(ApiModel):
    temp_f: float
    desc: str
    icon: str


class TokensBody(ApiModel):
    input: int
    output: int


class UsageBody(ApiModel):
    """What the turn used: upstream calls and shared or cached answers by provider, model tokens, list price."""

    upstream_calls: dict[str, int]
    cache_hits: dict[str, int]
    tokens: TokensBody
    estimated_cost_usd: float


class ChatAnswer(ApiModel):
    """`latency` is seconds. `degraded` names what had to be left out ("llm", "places", "routes", "events")."""

    reply: str
    places: list[CardBody]
    vibe: str
    debug_vibe: str
    weather: WeatherBody | None
    session_id: str
    latency: float
    turn_id: str
    intent: str
    degraded: list[str]
    usage: UsageBody


class ClearedAnswer(ApiModel):
    """To an empty message that clears the session."""

    status: Literal["session_cleared"]


class ChatAnswers(RootModel[ChatAnswer | ClearedAnswer]):
    """What the chat answers, at once or as server-sent events: `cards` (places, weather and vibe), `delta`s (text) and
    `done` (the whole answer)."""

    model_config = ConfigDict(
        openapi_extra={"content": {"text/event-stream": {"schema": {"type": "string"}}}}  # type: ignore[typeddict-unknown-key]
    )


def weather_wire(answer: Any) -> dict[str, Any] | None:
    """The three fields of the contract; null where there is no weather."""
    if answer is None:
        return None
    return {"temp_f": answer.temp_f, "desc": answer.desc, "icon": answer.icon}


def turn_wire(answer: TurnAnswer, *, session_id: str, places: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "reply": answer.reply,
        "places": places,
        "vibe": answer.vibe,
        "debug_vibe": answer.vibe,
        "weather": weather_wire(answer.weather),
        "session_id": session_id,
        "latency": answer.latency_s,
        "turn_id": answer.turn_id,
        "intent": answer.kind.value,
        "degraded": list(answer.degraded),
        "usage": answer.usage,
        **answer.extra,
    }


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


class ExplanationAnswer(ApiModel):
    turn_id: str
    intent: dict[str, Any]
    cards: list[ExplainedCard]
    filtered: list[FilteredBody]
    degraded: list[str]

"""The chat on the wire."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, RootModel, StringConstraints

from violet.api.schemas.cards import CardBody, card_wire
from violet.api.schemas.common import ApiModel, ErrorBody, Latitude, Longitude, Point
from violet.domain.geo import TravelMode
from violet.domain.intent import IntentKind
from violet.services.chat.history import HistoryPage
from violet.services.chat.parts.turn_parts import Clarify
from violet.services.chat.turn import TurnAnswer

LONGEST_MESSAGE = 4000
# What the apps' picker and the answers know. The chat takes others too, and ignores them.
Vibe = Literal[
    "explore", "study", "food_general", "food", "party", "nightlife", "chill_drinks", "shopping", "bookstore",
    "fast_bite", "free_events", "generic",
]  # fmt: skip
Degraded = Literal["llm", "places", "routes", "events"]
StrictLatitude = Annotated[Latitude, Field(strict=True)]
StrictLongitude = Annotated[Longitude, Field(strict=True)]
ShortText = Annotated[str, StringConstraints(max_length=64)]


class ChatBody(ApiModel):
    """`preferences` is read where nobody is signed in. An unknown `vibe` is ignored. `latitude` and
    `longitude` go together. `campus` is one of GET campuses, `language` one that the concierge speaks
    (en, es, zh, hi, fr, ar, ko): the answer is in it."""

    message: Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE, strict=True)] | None = None
    latitude: StrictLatitude | None = None
    longitude: StrictLongitude | None = None
    vibe: ShortText | None = None
    preferences: dict[str, Any] | None = None
    commute_preference: ShortText | None = None
    session_id: Annotated[str, StringConstraints(max_length=256)] | None = None
    clear_session: bool | None = None
    campus: ShortText | None = None
    language: ShortText | None = None


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


class DirectionsOfTurn(ApiModel):
    mode: TravelMode
    minutes: int
    polyline: list[Point]


class HopBody(ApiModel):
    line: str
    board: str
    alight: str
    stops: int


class RideOfTurn(ApiModel):
    """A ride without a timetable: `minutes` count the walks at both ends and no waiting. `others` are lines that get
    there without a change about as soon."""

    minutes: int
    walk_there_minutes: int
    walk_on_minutes: int
    hops: list[HopBody]
    others: list[str]


class StationOfTurn(ApiModel):
    name: str
    lines: list[str]
    minutes: int


class StationsAtEnds(ApiModel):
    """Stations near both ends of a way, each with the minutes on foot from its end."""

    start: list[StationOfTurn]
    end: list[StationOfTurn]


class LoopOfTurn(ApiModel):
    """A round walk; whoever has `share_url` sees it on a page, for a day or as long as somebody keeps it
    (`PUT saved/loops/ID`)."""

    id: str
    name: str
    meters: int
    minutes: int
    polyline: list[Point]
    share_url: str


class StopBody(ApiModel):
    """One stop of a plan; the walk is the one that leads to it."""

    place_id: str
    name: str
    arrive: datetime
    leave: datetime
    walk_minutes: int


class ItineraryBody(ApiModel):
    stops: list[StopBody]
    total_walk_minutes: int


class ClaimBody(ApiModel):
    """What a sentence of the reply asserts: a `field` of the card with this id ("open_until", "diets.vegan") and its
    `value`, which is null where the sentence says that nobody knows. `card_id` is null for what stands on no card."""

    sentence: str
    card_id: int | None
    field: str
    value: Any
    as_of: str | None


class ClarifyBody(ApiModel):
    """A question asked back; any of the choices answers it."""

    question: str
    choices: list[str]


class ChatAnswer(ApiModel):
    """`latency` is seconds. `degraded` names what had to be left out. `directions` is there where the way was asked,
    `itinerary` where a plan was, `ride` where walking takes too long, `stations_at_ends` where no ride is known
    then, `stations` where those were asked for, `loop` where a round walk was. `suggestions` are questions
    that the next turn answers."""

    status: Literal["answered"]
    reply: str
    places: list[CardBody]
    vibe: Vibe
    debug_vibe: Vibe
    weather: WeatherBody | None
    session_id: str
    latency: float
    turn_id: str
    intent: IntentKind
    degraded: list[Degraded]
    usage: UsageBody
    claims: list[ClaimBody]
    suggestions: list[str]
    clarify: ClarifyBody | None
    directions: DirectionsOfTurn | None = None
    itinerary: ItineraryBody | None = None
    ride: RideOfTurn | None = None
    stations: list[StationOfTurn] | None = None
    stations_at_ends: StationsAtEnds | None = None
    loop: LoopOfTurn | None = None


class ClearedAnswer(ApiModel):
    """To an empty message that clears the session."""

    status: Literal["session_cleared"]


class ChatAnswers(RootModel[Annotated[ChatAnswer | ClearedAnswer, Field(discriminator="status")]]):
    """What the chat answers, told apart by `status`."""

    model_config = ConfigDict(
        openapi_extra={  # type: ignore[typeddict-unknown-key]
            "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/ChatStreamEvent"}}}
        }
    )


class ChatErrorBody(ErrorBody):
    """An error of the chat. `reply` is the same sentence as `error`: there are apps that show nothing else."""

    reply: str


def weather_wire(answer: Any) -> dict[str, Any] | None:
    """The three fields of the contract; null where there is no weather."""
    if answer is None:
        return None
    return {"temp_f": answer.temp_f, "desc": answer.desc, "icon": answer.icon}


def clarify_wire(clarify: Clarify | None) -> dict[str, Any] | None:
    return {"question": clarify.question, "choices": list(clarify.choices)} if clarify is not None else None


def turn_wire(answer: TurnAnswer, *, session_id: str, places: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "status": "answered",
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
        "claims": [claim.wire() for claim in answer.claims],
        "suggestions": list(answer.suggestions),
        "clarify": clarify_wire(answer.clarify),
        **answer.extra,
    }


class HistoryQuery(ApiModel):
    cursor: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=50)] = 20


class PastTurnBody(ApiModel):
    """`places` are the cards as they are now; of a place that another provider knows, what is kept: its name."""

    turn_id: str
    at: datetime
    message: str
    reply: str
    intent: IntentKind
    places: list[CardBody]


class HistoryAnswer(ApiModel):
    """Turns in the order in which they were said, the latest page first; `next` is the cursor of the one before."""

    turns: list[PastTurnBody]
    next: str | None


def history_wire(page: HistoryPage, zone: tzinfo | None) -> dict[str, Any]:
    turns = [
        {
            "turn_id": one.record.turn_id,
            "at": one.record.at.astimezone(zone),
            "message": one.record.message,
            "reply": one.record.reply,
            "intent": one.record.intent.kind.value,
            "places": [card_wire(card) for card in one.cards],
        }
        for one in page.turns
    ]
    return {"turns": turns, "next": page.next}

"""The chat's server-sent events, for the document: each as an object of its name and its parsed data."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, RootModel

from violet.api.schemas.cards import CardBody
from violet.api.schemas.chat import ChatAnswer, Vibe, WeatherBody
from violet.api.schemas.common import ApiModel

MAX_EVENT_ID = 10_000_000


def _number_of(event_id: Any) -> Any:
    """A reader that was told no id sends none, or an empty one: it has heard nothing yet."""
    return event_id or 0


class ResumeHeaders(ApiModel):
    """`Last-Event-ID` is the id of the last event that arrived."""

    last_event_id: Annotated[int, BeforeValidator(_number_of), Field(ge=0, le=MAX_EVENT_ID)] = Field(
        default=0, alias="Last-Event-ID"
    )


class CardsData(ApiModel):
    turn_id: str
    places: list[CardBody]
    weather: WeatherBody | None
    vibe: Vibe


class DeltaData(ApiModel):
    """The next piece of the reply: whole, checked sentences."""

    text: str


class CardsEvent(ApiModel):
    """First: the cards are ranked, words follow."""

    event: Literal["cards"]
    data: CardsData


class DeltaEvent(ApiModel):
    """Any number of times."""

    event: Literal["delta"]
    data: DeltaData


class DoneEvent(ApiModel):
    """Last: the whole answer, as without a stream."""

    event: Literal["done"]
    data: ChatAnswer


class StreamErrorData(ApiModel):
    error: str
    code: str


class ErrorEvent(ApiModel):
    """Last, instead of `done`, where something went wrong on our side."""

    event: Literal["error"]
    data: StreamErrorData


class ChatStreamEvent(
    RootModel[Annotated[CardsEvent | DeltaEvent | DoneEvent | ErrorEvent, Field(discriminator="event")]]
):
    """On the wire each is three lines, `id: NUMBER`, `event: NAME` and `data: JSON`, and an empty one. Lines that begin
    with a colon only keep the connection open."""


class ResumedStream(ApiModel):
    """Events only."""

    model_config = ConfigDict(
        openapi_extra={  # type: ignore[typeddict-unknown-key]
            "content": {"text/event-stream": {"schema": {"$ref": "#/components/schemas/ChatStreamEvent"}}}
        }
    )


def stream_schemas() -> dict[str, Any]:
    """Every schema that the stream's events need, by name."""
    schema = ChatStreamEvent.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs"), ChatStreamEvent.__name__: schema}

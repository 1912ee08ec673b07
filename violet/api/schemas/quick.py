"""Quick actions on the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from violet.api.schemas.cards import CardBody
from violet.api.schemas.common import ApiModel, Latitude, Longitude

ShortText = Annotated[str, StringConstraints(max_length=64)]


def clamped(value: object, *, low: int, high: int) -> object:
    """A whole number is brought into its bounds; anything else is left for the schema to refuse."""
    try:
        return min(high, max(low, int(str(value))))
    except ValueError:
        return value


class Where(ApiModel):
    """`latitude` and `longitude` go together."""

    latitude: Latitude | None = None
    longitude: Longitude | None = None
    vibe: ShortText | None = None


class QuickQuery(Where):
    category: Literal["quick_bites", "chill_cafes", "cozy_cafes", "events", "explore"] = "explore"
    limit: Annotated[int, BeforeValidator(lambda value: clamped(value, low=1, high=50))] = Field(
        default=10, description="Clamped to 1..50."
    )


class TopQuery(Where):
    limit: Annotated[int, BeforeValidator(lambda value: clamped(value, low=1, high=10))] = Field(
        default=3, description="Clamped to 1..10."
    )
    weather: ShortText | None = Field(default=None, description='A hint such as "rain".')


class PlacesAnswer(ApiModel):
    category: Literal["quick_bites", "chill_cafes", "cozy_cafes", "events", "explore", "top"]
    places: list[CardBody]

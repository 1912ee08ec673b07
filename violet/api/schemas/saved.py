"""Saved places on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from violet.api.schemas.cards import CardBody
from violet.api.schemas.common import ApiModel, Latitude, Longitude

MAX_PAGE = 20


class SavedPath(ApiModel):
    place_id: Annotated[str, StringConstraints(min_length=1, max_length=300)]


class SavedQuery(ApiModel):
    """`latitude` and `longitude` go together; distances are from there."""

    cursor: Annotated[str, StringConstraints(max_length=64)] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_PAGE)] = MAX_PAGE
    latitude: Latitude | None = None
    longitude: Longitude | None = None


class SavedItem(ApiModel):
    place_id: str
    name: str
    saved_at: datetime


class SavedAnswer(ApiModel):
    """The newest first: `saved` says what and when, `places` has the card of each. `next` is the cursor of the
    following page."""

    saved: list[SavedItem]
    places: list[CardBody]
    next: str | None


class SavedOneAnswer(ApiModel):
    """`saved` is whether it is saved now; `place` is its card where it is."""

    saved: bool
    place_id: str
    place: CardBody | None = None

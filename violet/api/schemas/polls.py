"""A fair place to meet, and polls, on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from violet.api.schemas.cards import CardBody, card_wire
from violet.api.schemas.common import ApiModel
from violet.services.together.meet import FairPlace, Meeting

MAX_OPTIONS = 20


class MeetBody(ApiModel):
    """What to meet for, in words."""

    wish: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    travel: Literal["walking"] = "walking"


class FairPlaceBody(CardBody):
    """A card with everybody's minutes on foot, the longest of them, and their sum."""

    minutes: dict[str, int]
    worst: int
    total: int


class MeetAnswer(ApiModel):
    """The fairest places first. `without` are members whose position is not known."""

    places: list[FairPlaceBody]
    without: list[int]


class OptionBody(ApiModel):
    """A card, by its `id` or its `place_id`, or a text."""

    card_id: (
        Annotated[int, Field(ge=1, lt=2**53)] | Annotated[str, StringConstraints(min_length=1, max_length=300)] | None
    ) = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> OptionBody:
        if (self.card_id is None) == (self.text is None):
            raise ValueError("give either card_id or text")
        return self


class PollBody(ApiModel):
    question: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    options: Annotated[list[OptionBody], Field(min_length=2, max_length=MAX_OPTIONS)]
    closes_in_minutes: Annotated[int, Field(ge=1, le=72 * 60)] | None = None


class PollPath(ApiModel):
    poll_id: Annotated[str, Field(max_length=100)]


class VoteBody(ApiModel):
    """All one is fine with, instead of what one said before; none takes it back."""

    option_ids: Annotated[list[Annotated[int, Field(ge=1, lt=2**53)]], Field(max_length=MAX_OPTIONS)]


class OptionCard(ApiModel):
    id: int
    place_id: str
    type: Literal["place", "event"]
    name: str
    address: str | None


class PollOption(ApiModel):
    """`voters` are members who are fine with it, `votes` how many that are."""

    id: int
    text: str
    card: OptionCard | None
    votes: int
    voters: list[int]


class PollInfo(ApiModel):
    id: str
    room_id: str
    question: str
    author_id: int | None
    created_at: datetime
    closes_at: datetime | None
    closed: bool
    options: list[PollOption]
    my_option_ids: list[int]


class PollAnswer(ApiModel):
    poll: PollInfo


class PollsAnswer(ApiModel):
    polls: list[PollInfo]
    next: str | None


def meeting_wire(meeting: Meeting) -> dict[str, Any]:
    return {"places": [_place(place) for place in meeting.places], "without": list(meeting.without)}


def _place(place: FairPlace) -> dict[str, Any]:
    minutes = {str(member): minutes for member, minutes in place.minutes.items()}
    return card_wire(place.card) | {
        "minutes": minutes,
        "worst": place.fairness.worst,
        "total": place.fairness.total,
    }

"""What the guide of a campus may say: its vocabularies, its records, and the checks one record can make.

Positions are WGS 84 degrees, times are local wall time in the guide's `timezone`. A value that is
absent (None, or a key missing from `tags` and `diets`) is unknown, which is not the same as no.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Final, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import rrule as recurrence
from opening_hours import validate as is_opening_hours
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from violet.domain.categories import kind_row
from violet.domain.geo import LatLng
from violet.domain.vocabulary import IMPLIED_DIETS, Diet, EventCategory, Tag

EVENT_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")


def _check_opening_hours(value: str) -> str:
    if not is_opening_hours(value):
        raise ValueError(f"not opening_hours syntax: {value!r}")
    return value


def _check_rrule(value: str) -> str:
    parts = dict(part.partition("=")[::2] for part in value.split(";"))
    if "\n" in value:
        raise ValueError("one RRULE without its property name, on one line")
    if parts.get("FREQ") not in EVENT_FREQUENCIES:
        raise ValueError(f"FREQ must be one of {', '.join(EVENT_FREQUENCIES)}: {value!r}")
    try:
        recurrence.rrulestr(value, dtstart=datetime.combine(date(2026, 1, 1), time()))
    except ValueError as error:
        raise ValueError(f"not an RFC 5545 RRULE: {value!r} ({error})") from error
    return value


def check_timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"unknown time zone: {value!r}") from error
    return value


def _check_wall_time(value: time) -> time:
    if value.tzinfo is not None:
        raise ValueError("a local wall time carries no offset")
    return value


def _check_unique(values: tuple[str, ...]) -> tuple[str, ...]:
    if len({value.casefold() for value in values}) < len(values):
        raise ValueError(f"something is named twice: {', '.join(values)}")
    return values


def _with_implied(diets: Mapping[Diet, bool]) -> Mapping[Diet, bool]:
    if diets.get("vegan") and diets.get("vegetarian") is False:
        raise ValueError("vegan = true contradicts vegetarian = false")
    stated = (diet for diet in IMPLIED_DIETS if diets.get(diet))
    implied = {other: True for diet in stated for other in IMPLIED_DIETS[diet]}
    return {**implied, **diets}


def _check_kind(value: str) -> str:
    if kind_row(value) is None:
        raise PydanticCustomError("literal_error", "not a kind of the taxonomy")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CampusId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
PriceLevel = Annotated[int, Field(ge=1, le=4)]
Names = Annotated[tuple[Text, ...], AfterValidator(_check_unique)]
PhoneNumber = Annotated[str, StringConstraints(pattern=r"^[(+]?[0-9][0-9 ()-]+$")]
AsOf = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$")]
ShortNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+$")]
WallTime = Annotated[time, AfterValidator(_check_wall_time)]
OpeningHoursText = Annotated[Text, AfterValidator(_check_opening_hours)]
Kind = Annotated[str, AfterValidator(_check_kind)]
Kinds = Annotated[tuple[Kind, ...], Field(min_length=1), AfterValidator(_check_unique)]
Diets = Annotated[Mapping[Diet, bool], AfterValidator(_with_implied)]
_Categories = tuple[EventCategory, ...]
Categories = Annotated[_Categories, Field(min_length=1), AfterValidator(_check_unique)]
RRuleText = Annotated[Text, AfterValidator(_check_rrule)]


class Record(BaseModel):
    """Base of the guide's records: immutable, no unknown keys, finite numbers only."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Located(Record):
    lat: Latitude
    lng: Longitude

    @property
    def location(self) -> LatLng:
        """The WGS 84 position in degrees."""
        return LatLng(self.lat, self.lng)


class Named(Located):
    """Something with a name that people call by other names too."""

    name: Text
    aliases: Names = ()


class GuidePlace(Named):
    """A place students go to. `kinds[0]` is the main one; `campus` comes from the file's folder.

    `price_level` is 1 (under $15 a person), 2 ($15-30), 3 ($30-60) or 4 (more). `opening_hours` is
    OpenStreetMap syntax. `diets` holds what the data says plus what `IMPLIED_DIETS` adds.
    `lines` are those that stop at a station.
    `checked` is a person's note on why the guide differs from a public record. A place from open data names its
    `source` and the date up to which that is known to be true, "2025-12" or "2023"; it may have no address. `edited`
    places are what the campus's editors published: they may have no address and nothing said about them.
    """

    id: Slug
    campus: CampusId
    address: Text | None = None
    kinds: Kinds
    about: Text
    cuisines: Names = ()
    lines: Names = ()
    price_level: PriceLevel | None = None
    setting: Literal["indoor", "outdoor", "both"] | None = None
    opening_hours: OpeningHoursText | None = None
    website: Url | None = None
    tags: Mapping[Tag, bool] = Field(default_factory=dict)
    diets: Diets = Field(default_factory=dict)
    checked: Text | None = None
    source: Text | None = None
    as_of: AsOf | None = None
    edited: bool = False

    @model_validator(mode="after")
    def _check_origin(self) -> Self:
        if (self.source is None) != (self.as_of is None):
            raise ValueError("source and as_of go together")
        if self.source is None and self.address is None and not self.edited:
            raise ValueError("only a place from open data may have no address")
        return self


class GuideEvent(Record):
    """A public event that recurs. It is at a guide place (`place`) or carries its own position.

    `dtstart` is the local date of a first occurrence; `start` and `end` are wall times, and an end
    that is not after the start is on the next day. `free` is None where unknown.
    """

    id: Slug
    title: Text
    about: Text
    dtstart: date
    start: WallTime
    end: WallTime
    rrule: RRuleText
    categories: Categories
    place: Slug | None = None
    venue: Text | None = None
    address: Text | None = None
    lat: Latitude | None = None
    lng: Longitude | None = None
    free: bool | None = None
    price: Text | None = None
    organizer: Text | None = None
    url: Url | None = None

    @model_validator(mode="after")
    def _check_where(self) -> Self:
        own = (self.venue, self.address, self.lat, self.lng)
        if self.place is not None and any(value is not None for value in own):
            raise ValueError("give either place or venue, address, lat and lng, not both")
        if self.place is None and any(value is None for value in own):
            raise ValueError("without place, all of venue, address, lat and lng are needed")
        return self

    @model_validator(mode="after")
    def _check_length(self) -> Self:
        if self.start == self.end:
            raise ValueError("start and end are the same")
        return self

    @property
    def location(self) -> LatLng | None:
        """The event's own position in degrees; None where it is at a guide place."""
        return None if self.lat is None or self.lng is None else LatLng(self.lat, self.lng)

    @property
    def duration(self) -> timedelta:
        """From start to end by the clock on the wall, past midnight where the end is earlier."""
        day = date.min
        length = datetime.combine(day, self.end) - datetime.combine(day, self.start)
        return length if length > timedelta() else length + timedelta(days=1)

    def occurrences(self) -> recurrence.rrule:
        """The starts as naive local wall times, from `dtstart` on."""
        rule = recurrence.rrulestr(self.rrule, dtstart=datetime.combine(self.dtstart, self.start))
        assert isinstance(rule, recurrence.rrule)
        return rule

"""What editors' documents may say, by kind, and how documents of older versions of these forms are read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self

from dateutil import rrule as recurrence
from pydantic import AwareDatetime, Field, StringConstraints, field_validator, model_validator

from violet.campus.schema import (
    Categories,
    Diets,
    Kinds,
    Latitude,
    Longitude,
    Names,
    OpeningHoursText,
    PriceLevel,
    Record,
    RRuleText,
    Slug,
    Url,
)
from violet.domain.geo import LatLng
from violet.domain.vocabulary import Tag

Kind = Literal["places", "events", "guides"]
KINDS: Final = ("places", "events", "guides")
SCHEMA_VERSION: Final = 3
FIRST_YEAR, LAST_YEAR = 1900, 2200

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Subject = Annotated[Slug, StringConstraints(max_length=100)]


class PlaceData(Record):
    """A place. `id` is that of the place it corrects, or one of its own; `campus` the site it belongs to, the nearest
    where none is named. `closed` takes it off the lists: it has closed for good."""

    id: Subject
    name: Line
    lat: Latitude
    lng: Longitude
    kinds: Kinds
    aliases: Annotated[Names, Field(max_length=20)] = ()
    campus: Line | None = None
    address: Line | None = None
    about: Prose | None = None
    cuisines: Annotated[Names, Field(max_length=20)] = ()
    price_level: PriceLevel | None = None
    setting: Literal["indoor", "outdoor", "both"] | None = None
    opening_hours: Annotated[OpeningHoursText, StringConstraints(max_length=500)] | None = None
    website: Url | None = None
    tags: Mapping[Tag, bool] = Field(default_factory=dict)
    diets: Diets = Field(default_factory=dict)
    closed: bool = False

    @property
    def title(self) -> str:
        return self.name

    @property
    def location(self) -> LatLng:
        return LatLng(self.lat, self.lng)


class EventData(Record):
    """An event: once, or by `rrule` at the same hour of the campus's clock. It is at a place of the guide (`place`), or
    has a venue of its own."""

    id: Subject
    title: Line
    starts_at: AwareDatetime
    ends_at: AwareDatetime | None = None
    rrule: RRuleText | None = None
    about: Prose | None = None
    categories: Categories | tuple[()] = ()
    place: Line | None = None
    venue: Line | None = None
    address: Line | None = None
    lat: Latitude | None = None
    lng: Longitude | None = None
    free: bool | None = None
    price: Line | None = None
    organizer: Line | None = None
    url: Url | None = None

    @field_validator("starts_at", "ends_at")
    @classmethod
    def _in_our_time(cls, moment: datetime | None) -> datetime | None:
        if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(f"has to be in the years {FIRST_YEAR} to {LAST_YEAR}")
        return moment

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.ends_at is not None and self.ends_at <= self.starts_at:
            raise ValueError("ends_at has to be after starts_at")
        if (self.lat is None) != (self.lng is None):
            raise ValueError("lat and lng go together")
        if self.place is not None and self.lat is not None:
            raise ValueError("give either place or lat and lng, not both")
        return self

    @property
    def location(self) -> LatLng | None:
        return LatLng(self.lat, self.lng) if self.lat is not None and self.lng is not None else None

    @property
    def length(self) -> timedelta | None:
        return self.ends_at - self.starts_at if self.ends_at is not None else None

    def starts(self, first: datetime, last: datetime) -> list[datetime]:
        """When it begins between two aware moments of the campus's zone, in that zone."""
        zone = first.tzinfo
        begun = self.starts_at.astimezone(zone)
        if self.rrule is None:
            return [begun] if first <= begun + (self.length or timedelta()) and begun <= last else []
        rule = recurrence.rrulestr(self.rrule, dtstart=begun.replace(tzinfo=None))
        since = (first - (self.length or timedelta())).replace(tzinfo=None)
        return [start.replace(tzinfo=zone) for start in rule.between(since, last.replace(tzinfo=None), inc=True)]


class GuideEntry(Record):
    """One place of a guide, and the words that go with it."""

    place_id: Line
    words: Prose | None = None


class GuideData(Record):
    """A titled list of places with words. `slug` is its address."""

    slug: Subject
    title: Line
    about: Prose | None = None
    places: Annotated[tuple[GuideEntry, ...], Field(min_length=1, max_length=100)]

    @property
    def id(self) -> str:
        return self.slug


Data = PlaceData | EventData | GuideData
FORMS: Mapping[str, type[Data]] = MappingProxyType({"places": PlaceData, "events": EventData, "guides": GuideData})
NAMED_BY: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"places": ("id", "name"), "events": ("id", "title"), "guides": ("slug", "title")}
)
"""What a document is found by, and what that is made from where it is not given."""

Raw = Mapping[str, Any]


def _renamed(**names: str) -> Callable[[Raw], dict[str, Any]]:
    return lambda data: {names.get(key, key): value for key, value in data.items()}


def _with_flat_position(data: Raw) -> dict[str, Any]:
    """`location` was {lat, lng}."""
    flat = dict(data)
    position = flat.pop("location", None)
    return {**flat, "lat": position["lat"], "lng": position["lng"]} if isinstance(position, Mapping) else flat


def _with_price_level(data: Raw) -> dict[str, Any]:
    """`price` was written in dollar signs."""
    levelled = dict(data)
    price = levelled.pop("price", None)
    known = isinstance(price, str) and re.fullmatch(r"\${1,4}", price)
    return {**levelled, "price_level": len(price)} if known and isinstance(price, str) else levelled


def _with_kinds(data: Raw) -> dict[str, Any]:
    """There was one `kind`."""
    several = dict(data)
    kind = several.pop("kind", None)
    return {**several, "kinds": [kind]} if kind is not None and "kinds" not in several else several


def _with_entries(data: Raw) -> dict[str, Any]:
    """A guide's places were ids alone."""
    places = [{"place_id": entry} if isinstance(entry, str) else entry for entry in data.get("places", ())]
    return {**data, "places": places}


FORWARD: Mapping[str, Mapping[int, tuple[Callable[[Raw], dict[str, Any]], ...]]] = MappingProxyType(
    {
        "places": {1: (_with_flat_position, _renamed(hours="opening_hours")), 2: (_with_price_level, _with_kinds)},
        "events": {1: (_with_flat_position, _renamed(start="starts_at", end="ends_at")), 2: ()},
        "guides": {1: (_renamed(name="title"),), 2: (_with_entries,)},
    }
)
"""How a document of a version of the form becomes one of the next."""


class UnknownFormError(ValueError):
    """A document of a version that this server does not know: a newer one wrote it."""


def brought_forward(kind: str, data: Raw, schema_version: int) -> dict[str, Any]:
    """The document in today's form, not yet checked. Raises UnknownFormError."""
    if not 1 <= schema_version <= SCHEMA_VERSION:
        raise UnknownFormError(f"schema version {schema_version} is not known here")
    now = dict(data)
    for version in range(schema_version, SCHEMA_VERSION):
        for change in FORWARD[kind][version]:
            now = change(now)
    return now


def read_document(kind: str, data: Raw, schema_version: int = SCHEMA_VERSION) -> Data:
    """The document, checked. Raises UnknownFormError, pydantic's ValidationError."""
    return FORMS[kind].model_validate(brought_forward(kind, data, schema_version))


def slug_of(text: str) -> str:
    """ "Café Reggio (Greenwich Village)" -> "cafe-reggio-greenwich-village"; empty where nothing can be written."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")[:80].strip("-")

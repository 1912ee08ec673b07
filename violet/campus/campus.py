"""A campus: everything that is one university's and its city's, in one immutable snapshot."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, cast
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from violet.campus.documents import GuideData
from violet.campus.schema import (
    CampusId,
    GuideEvent,
    GuidePlace,
    Named,
    Names,
    PhoneNumber,
    Record,
    ShortNumber,
    Slug,
    Text,
    Url,
    check_timezone,
)
from violet.domain.geo import LatLng
from violet.domain.maps import Units

Made = TypeVar("Made")
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
# No id has it.
KEY_MARK = ":"
NOBODY_ELSE = "the emergency services"
UrlPath = Annotated[str, StringConstraints(pattern=r"^(/\S*)?$")]


class Site(Named):
    """One site of the university: its name, what students call it, and the point distances are taken from."""

    id: CampusId
    address: Text


class Area(Named):
    """A neighborhood, square or station that students name as a place to be near. `beyond` ones are known by name and
    position alone: the guide has no places there."""

    id: Slug
    beyond: bool = False


class BuildingCode(Record):
    """Prefixes of room numbers in the university's listings ("6 MTC", "GCASL") and the place they stand for."""

    codes: Annotated[Names, Field(min_length=1)]
    place: Slug


class Safety(Record):
    """Whom to call: campus safety, the number for emergencies, the line for people in despair, and who at the
    university listens to them. `day_and_night` and `counseling_day_and_night` tell whether they always answer.
    `lost_on_the_way` says whom to ask for what was left on the city's transit."""

    name: Text
    phone: PhoneNumber
    day_and_night: bool = False
    emergency: ShortNumber
    crisis: PhoneNumber
    crisis_texts: bool = False
    counseling_name: Text
    counseling_phone: PhoneNumber
    counseling_day_and_night: bool = False
    lost_on_the_way: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, data: Any) -> Any:
        """Whoever is not known is stood in for by the emergency services: they answer everybody."""
        if not isinstance(data, dict) or not data.get("emergency"):
            return data
        missing: dict[str, Any] = {}
        for name, phone in (("name", "phone"), ("counseling_name", "counseling_phone")):
            if name not in data and phone not in data:
                missing |= {name: NOBODY_ELSE, phone: data["emergency"]}
        return {"crisis": data["emergency"], **missing, **data}

    @property
    def knows_security(self) -> bool:
        """Whether `phone` is the university's own, rather than the emergency services' in its place."""
        return self.phone != self.emergency

    @property
    def knows_counseling(self) -> bool:
        """Whether `counseling_phone` is the university's own."""
        return self.counseling_phone != self.emergency


class Persona(Record):
    """How the concierge speaks of itself and of whom it serves. `whom` are its students, `around` is what
    they call the whole, `where` its sites in a sentence, `nearby` one of them that stands in examples. `transit` has
    the city's lines and times."""

    name: Text
    whom: Text
    around: Text
    where: Text
    nearby: Text
    transit: Text = "whoever runs them"


class License(Record):
    """What facts of a source may be used under. `source` is what places and event sources are said to come from."""

    source: Text
    publisher: Text
    license: Text


class Source(Record):
    """Where events come from: `adapter` is the protocol it speaks ("guide" the guide's own), `base_url` and `path`
    where. The order of a campus's sources is the order in which they are believed. `lists_city` tells whether it is the
    city's rather than the university's."""

    id: CampusId
    adapter: Literal["engage", "ical", "events_calendar", "nyc_permitted", "nyc_parks", "guide"]
    name: Text
    base_url: Url | None = None
    path: UrlPath = ""
    lists_city: bool = False
    license: Text | None = None

    @model_validator(mode="after")
    def _check_where(self) -> Self:
        if (self.base_url is None) != (self.adapter == "guide"):
            raise ValueError("a source has a base_url, but for the guide's own")
        return self


class Words(Record):
    """Words that say nothing here because everything has them: `own` name the university, `city` the city."""

    own: tuple[Text, ...]
    city: tuple[Text, ...]

    @property
    def all(self) -> frozenset[str]:
        return frozenset(word.casefold() for words in (self.own, self.city) for text in words for word in text.split())


@dataclass(frozen=True, slots=True)
class Content:
    """What a campus's editors published: places that are new or correct others, places that closed for good, and
    guides; with the ids of places that several people report to be closed, and of other providers' places of which a
    moderator has found that they are."""

    places: tuple[GuidePlace, ...] = ()
    closed: tuple[GuidePlace, ...] = ()
    guides: tuple[GuideData, ...] = ()
    reported_closed: frozenset[str] = frozenset()
    closed_elsewhere: frozenset[str] = frozenset()


class Campus(Record):
    """One university and its city, in the order of its sites and sorted file names.

    `id` is the folder's name, `version` a number that every change of the content changes. `country` (ISO 3166) has the
    public holidays, `units` are those people measure ways and temperatures in, `languages` (ISO 639) what is spoken to
    them. Whatever is made from a snapshot belongs to it: another one is put in place whole. `plain_sources` lets the
    rows of its events go by the sources' own names, as they did when there was one campus. `reported_closed` are ids
    of places, also of other providers', that several people say have closed; `closed` are places that have, which
    other providers may still list, and `closed_elsewhere` ids of such places that only they know.
    """

    id: Text
    version: int
    name: Text
    city: Text
    timezone: Annotated[str, AfterValidator(check_timezone)]
    country: Country
    units: Units
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    persona: Persona
    words: Words
    safety: Safety
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    areas: tuple[Area, ...] = ()
    building_codes: tuple[BuildingCode, ...] = ()
    sources: tuple[Source, ...] = ()
    licenses: tuple[License, ...] = ()
    places: tuple[GuidePlace, ...] = ()
    events: tuple[GuideEvent, ...] = ()
    vectors: Path | None = None
    plain_sources: bool = False
    guides: tuple[GuideData, ...] = ()
    reported_closed: frozenset[str] = frozenset()
    closed: tuple[GuidePlace, ...] = ()
    closed_elsewhere: frozenset[str] = frozenset()

    def with_content(self, content: Content, *, version: int) -> Campus:
        """Another snapshot: these places in the place of those with the same ids, without those that closed."""
        edited = {place.id: place for place in content.places}
        gone = {place.id for place in content.closed}
        kept = (place for place in self.places if place.id not in edited and place.id not in gone)
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return Campus.model_construct(
            **own
            | {
                "version": version,
                "places": (*kept, *edited.values()),
                "guides": content.guides,
                "reported_closed": content.reported_closed,
                "closed": content.closed,
                "closed_elsewhere": content.closed_elsewhere,
            }
        )

    def with_open_data(self, titles: Collection[str], places: Iterable[GuidePlace]) -> Campus:
        """Another snapshot: these places in the place of those that the pack has from the data sets with these
        titles."""
        kept = (place for place in self.places if place.source not in titles)
        own = {name: getattr(self, name) for name in type(self).model_fields}
        return Campus.model_construct(**own | {"places": (*kept, *places)})

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def once(self, make: Callable[[Campus], Made]) -> Made:
        """What `make` makes of this snapshot: made at the first call, gone with the snapshot."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}

    @property
    def home(self) -> LatLng:
        """Where somebody is taken to be who does not say: the first site."""
        return self.sites[0].location

    def sources_of(self, adapter: str) -> tuple[str, ...]:
        """The names of the sources that speak a protocol."""
        return tuple(source.id for source in self.sources if source.adapter == adapter)

    def source_key(self, source: str) -> str:
        """What a source of this campus is called in the rows of events, where each campus may have a "campus_guide"."""
        return source if self.plain_sources else f"{self.id}{KEY_MARK}{source}"

    @cached_property
    def places_by_id(self) -> Mapping[str, GuidePlace]:
        return {place.id: place for place in self.places}

    def place_of_code(self, code: str) -> GuidePlace | None:
        """The place a room-code prefix stands for, whatever its case and spacing, or None."""
        wanted = plain_code(code)
        for entry in self.building_codes:
            if wanted in map(plain_code, entry.codes):
                return self.places_by_id.get(entry.place)
        return None


def plain_source(key: str) -> str:
    """The source's own name, of what `source_key` made of it."""
    return key.rpartition(KEY_MARK)[2]


def campus_of_source(key: str) -> str | None:
    """The id of the campus whose source it is; None for one that goes by its own name."""
    return key.rpartition(KEY_MARK)[0] or None


def plain_code(code: str) -> str:
    """A building code without case, spaces and punctuation: "6 MTC" -> "6mtc"."""
    return re.sub(r"[^0-9a-z]", "", code.casefold())

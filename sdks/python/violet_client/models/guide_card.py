from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.guide_card_type import GuideCardType
from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.location import Location


T = TypeVar("T", bound="GuideCard")


@_attrs_define
class GuideCard:
    """
    Attributes:
        id (int): Stable, below 2^53, unique in the answer.
        place_id (str):
        name (str):
        address (None | str):
        distance (None | str):
        walk_time (None | str):
        rating (float | None):
        location (Location | None):
        maps_link (None | str):
        photo_url (None | str):
        type_ (GuideCardType):
        source (str):
        score (float):
        start (datetime.datetime | None):
        end (datetime.datetime | None):
        price_level (int | None):
        open_now (bool | None):
        open_until (datetime.datetime | None):
        tags (list[str]):
        diets (list[str]): What it is known to serve.
        unknown (list[str]): What was asked for, or is in the preferences, and nobody knows of it.
        as_of (None | str): The date up to which it is known to be true, as exact as it is known.
        hours_today (list[list[datetime.datetime]] | None): Opening and closing times of today; empty where it is closed
            all day, null where nobody knows.
        why (list[str]):
        estimated (bool):
        description (None | str | Unset): One line; of an event its time first. Left out where there is no real text.
        top_category (None | str | Unset):
        organizer (None | str | Unset):
        url (None | str | Unset):
        free (bool | None | Unset):
        ride (None | str | Unset): The ride to what is far to walk to: "25 min by the F or R, without waiting".
        reported_closed (bool | None | Unset): True where several people say it has closed, and nobody has looked yet.
        words (None | str | Unset):
    """

    id: int
    place_id: str
    name: str
    address: str | None
    distance: str | None
    walk_time: str | None
    rating: float | None
    location: Location | None
    maps_link: str | None
    photo_url: str | None
    type_: GuideCardType
    source: str
    score: float
    start: datetime.datetime | None
    end: datetime.datetime | None
    price_level: int | None
    open_now: bool | None
    open_until: datetime.datetime | None
    tags: list[str]
    diets: list[str]
    unknown: list[str]
    as_of: str | None
    hours_today: list[list[datetime.datetime]] | None
    why: list[str]
    estimated: bool
    description: str | Unset | None = UNSET
    top_category: str | Unset | None = UNSET
    organizer: str | Unset | None = UNSET
    url: str | Unset | None = UNSET
    free: bool | Unset | None = UNSET
    ride: str | Unset | None = UNSET
    reported_closed: bool | Unset | None = UNSET
    words: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.location import Location

        id = self.id

        place_id = self.place_id

        name = self.name

        address: str | None
        address = self.address

        distance: str | None
        distance = self.distance

        walk_time: str | None
        walk_time = self.walk_time

        rating: float | None
        rating = self.rating

        location: dict[str, Any] | None
        if isinstance(self.location, Location):
            location = self.location.to_dict()
        else:
            location = self.location

        maps_link: str | None
        maps_link = self.maps_link

        photo_url: str | None
        photo_url = self.photo_url

        type_ = self.type_.value

        source = self.source

        score = self.score

        start: str | None
        if isinstance(self.start, datetime.datetime):
            start = self.start.isoformat()
        else:
            start = self.start

        end: str | None
        if isinstance(self.end, datetime.datetime):
            end = self.end.isoformat()
        else:
            end = self.end

        price_level: int | None
        price_level = self.price_level

        open_now: bool | None
        open_now = self.open_now

        open_until: str | None
        if isinstance(self.open_until, datetime.datetime):
            open_until = self.open_until.isoformat()
        else:
            open_until = self.open_until

        tags = self.tags

        diets = self.diets

        unknown = self.unknown

        as_of: str | None
        as_of = self.as_of

        hours_today: list[list[str]] | None
        if isinstance(self.hours_today, list):
            hours_today = []
            for hours_today_type_0_item_data in self.hours_today:
                hours_today_type_0_item = []
                for hours_today_type_0_item_item_data in hours_today_type_0_item_data:
                    hours_today_type_0_item_item = hours_today_type_0_item_item_data.isoformat()
                    hours_today_type_0_item.append(hours_today_type_0_item_item)

                hours_today.append(hours_today_type_0_item)

        else:
            hours_today = self.hours_today

        why = self.why

        estimated = self.estimated

        description: str | Unset | None
        if isinstance(self.description, Unset):
            description = UNSET
        else:
            description = self.description

        top_category: str | Unset | None
        if isinstance(self.top_category, Unset):
            top_category = UNSET
        else:
            top_category = self.top_category

        organizer: str | Unset | None
        if isinstance(self.organizer, Unset):
            organizer = UNSET
        else:
            organizer = self.organizer

        url: str | Unset | None
        if isinstance(self.url, Unset):
            url = UNSET
        else:
            url = self.url

        free: bool | Unset | None
        if isinstance(self.free, Unset):
            free = UNSET
        else:
            free = self.free

        ride: str | Unset | None
        if isinstance(self.ride, Unset):
            ride = UNSET
        else:
            ride = self.ride

        reported_closed: bool | Unset | None
        if isinstance(self.reported_closed, Unset):
            reported_closed = UNSET
        else:
            reported_closed = self.reported_closed

        words: str | Unset | None
        if isinstance(self.words, Unset):
            words = UNSET
        else:
            words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "place_id": place_id,
                "name": name,
                "address": address,
                "distance": distance,
                "walk_time": walk_time,
                "rating": rating,
                "location": location,
                "maps_link": maps_link,
                "photo_url": photo_url,
                "type": type_,
                "source": source,
                "score": score,
                "start": start,
                "end": end,
                "price_level": price_level,
                "open_now": open_now,
                "open_until": open_until,
                "tags": tags,
                "diets": diets,
                "unknown": unknown,
                "as_of": as_of,
                "hours_today": hours_today,
                "why": why,
                "estimated": estimated,
            }
        )
        if description is not UNSET:
            field_dict["description"] = description
        if top_category is not UNSET:
            field_dict["top_category"] = top_category
        if organizer is not UNSET:
            field_dict["organizer"] = organizer
        if url is not UNSET:
            field_dict["url"] = url
        if free is not UNSET:
            field_dict["free"] = free
        if ride is not UNSET:
            field_dict["ride"] = ride
        if reported_closed is not UNSET:
            field_dict["reported_closed"] = reported_closed
        if words is not UNSET:
            field_dict["words"] = words

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.location import Location

        d = dict(src_dict)
        id = d.pop("id")

        place_id = d.pop("place_id")

        name = d.pop("name")

        def _parse_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        address = _parse_address(d.pop("address"))

        def _parse_distance(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        distance = _parse_distance(d.pop("distance"))

        def _parse_walk_time(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        walk_time = _parse_walk_time(d.pop("walk_time"))

        def _parse_rating(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        rating = _parse_rating(d.pop("rating"))

        def _parse_location(data: object) -> Location | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                location_type_0 = Location.from_dict(data)

                return location_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Location | None", data)

        location = _parse_location(d.pop("location"))

        def _parse_maps_link(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        maps_link = _parse_maps_link(d.pop("maps_link"))

        def _parse_photo_url(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        photo_url = _parse_photo_url(d.pop("photo_url"))

        type_ = GuideCardType(d.pop("type"))

        source = d.pop("source")

        score = d.pop("score")

        def _parse_start(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_type_0 = datetime.datetime.fromisoformat(data)

                return start_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        start = _parse_start(d.pop("start"))

        def _parse_end(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                end_type_0 = datetime.datetime.fromisoformat(data)

                return end_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        end = _parse_end(d.pop("end"))

        def _parse_price_level(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        price_level = _parse_price_level(d.pop("price_level"))

        def _parse_open_now(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        open_now = _parse_open_now(d.pop("open_now"))

        def _parse_open_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                open_until_type_0 = datetime.datetime.fromisoformat(data)

                return open_until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        open_until = _parse_open_until(d.pop("open_until"))

        tags = cast("list[str]", d.pop("tags"))

        diets = cast("list[str]", d.pop("diets"))

        unknown = cast("list[str]", d.pop("unknown"))

        def _parse_as_of(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        as_of = _parse_as_of(d.pop("as_of"))

        def _parse_hours_today(data: object) -> list[list[datetime.datetime]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                hours_today_type_0 = []
                _hours_today_type_0 = data
                for hours_today_type_0_item_data in _hours_today_type_0:
                    hours_today_type_0_item = []
                    _hours_today_type_0_item = hours_today_type_0_item_data
                    for hours_today_type_0_item_item_data in _hours_today_type_0_item:
                        hours_today_type_0_item_item = datetime.datetime.fromisoformat(
                            hours_today_type_0_item_item_data
                        )

                        hours_today_type_0_item.append(hours_today_type_0_item_item)

                    hours_today_type_0.append(hours_today_type_0_item)

                return hours_today_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("list[list[datetime.datetime]] | None", data)

        hours_today = _parse_hours_today(d.pop("hours_today"))

        why = cast("list[str]", d.pop("why"))

        estimated = d.pop("estimated")

        def _parse_description(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        description = _parse_description(d.pop("description", UNSET))

        def _parse_top_category(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        top_category = _parse_top_category(d.pop("top_category", UNSET))

        def _parse_organizer(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        organizer = _parse_organizer(d.pop("organizer", UNSET))

        def _parse_url(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        url = _parse_url(d.pop("url", UNSET))

        def _parse_free(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        free = _parse_free(d.pop("free", UNSET))

        def _parse_ride(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        ride = _parse_ride(d.pop("ride", UNSET))

        def _parse_reported_closed(data: object) -> bool | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("bool | None | Unset", data)

        reported_closed = _parse_reported_closed(d.pop("reported_closed", UNSET))

        def _parse_words(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        words = _parse_words(d.pop("words", UNSET))

        guide_card = cls(
            id=id,
            place_id=place_id,
            name=name,
            address=address,
            distance=distance,
            walk_time=walk_time,
            rating=rating,
            location=location,
            maps_link=maps_link,
            photo_url=photo_url,
            type_=type_,
            source=source,
            score=score,
            start=start,
            end=end,
            price_level=price_level,
            open_now=open_now,
            open_until=open_until,
            tags=tags,
            diets=diets,
            unknown=unknown,
            as_of=as_of,
            hours_today=hours_today,
            why=why,
            estimated=estimated,
            description=description,
            top_category=top_category,
            organizer=organizer,
            url=url,
            free=free,
            ride=ride,
            reported_closed=reported_closed,
            words=words,
        )

        guide_card.additional_properties = d
        return guide_card

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties

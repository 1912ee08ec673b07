from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="SuggestionBody")


@_attrs_define
class SuggestionBody:
    """
    Attributes:
        name (str):
        start (datetime.datetime):
        location (str):
        description (None | str):
        address (None | str):
        maps_link (None | str):
        photo_url (None | str):
        ride (None | str | Unset): The ride to what is far to walk to: "25 min by the F or R, without waiting".
    """

    name: str
    start: datetime.datetime
    location: str
    description: str | None
    address: str | None
    maps_link: str | None
    photo_url: str | None
    ride: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        start = self.start.isoformat()

        location = self.location

        description: str | None
        description = self.description

        address: str | None
        address = self.address

        maps_link: str | None
        maps_link = self.maps_link

        photo_url: str | None
        photo_url = self.photo_url

        ride: str | Unset | None
        if isinstance(self.ride, Unset):
            ride = UNSET
        else:
            ride = self.ride

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "start": start,
                "location": location,
                "description": description,
                "address": address,
                "maps_link": maps_link,
                "photo_url": photo_url,
            }
        )
        if ride is not UNSET:
            field_dict["ride"] = ride

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        start = datetime.datetime.fromisoformat(d.pop("start"))

        location = d.pop("location")

        def _parse_description(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        description = _parse_description(d.pop("description"))

        def _parse_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        address = _parse_address(d.pop("address"))

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

        def _parse_ride(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        ride = _parse_ride(d.pop("ride", UNSET))

        suggestion_body = cls(
            name=name,
            start=start,
            location=location,
            description=description,
            address=address,
            maps_link=maps_link,
            photo_url=photo_url,
            ride=ride,
        )

        suggestion_body.additional_properties = d
        return suggestion_body

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

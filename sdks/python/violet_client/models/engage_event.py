from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EngageEvent")


@_attrs_define
class EngageEvent:
    """
    Attributes:
        name (str):
        start (datetime.datetime):
        end (datetime.datetime | None):
        description (None | str):
        location (None | str):
        organization (None | str):
        image (None | str):
        url (None | str):
        event_name (str):
        event_start (datetime.datetime):
        latitude (float | None):
        longitude (float | None):
        address (None | str):
    """

    name: str
    start: datetime.datetime
    end: datetime.datetime | None
    description: str | None
    location: str | None
    organization: str | None
    image: str | None
    url: str | None
    event_name: str
    event_start: datetime.datetime
    latitude: float | None
    longitude: float | None
    address: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name = self.name

        start = self.start.isoformat()

        end: str | None
        if isinstance(self.end, datetime.datetime):
            end = self.end.isoformat()
        else:
            end = self.end

        description: str | None
        description = self.description

        location: str | None
        location = self.location

        organization: str | None
        organization = self.organization

        image: str | None
        image = self.image

        url: str | None
        url = self.url

        event_name = self.event_name

        event_start = self.event_start.isoformat()

        latitude: float | None
        latitude = self.latitude

        longitude: float | None
        longitude = self.longitude

        address: str | None
        address = self.address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "start": start,
                "end": end,
                "description": description,
                "location": location,
                "organization": organization,
                "image": image,
                "url": url,
                "event_name": event_name,
                "event_start": event_start,
                "latitude": latitude,
                "longitude": longitude,
                "address": address,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        name = d.pop("name")

        start = datetime.datetime.fromisoformat(d.pop("start"))

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

        def _parse_description(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        description = _parse_description(d.pop("description"))

        def _parse_location(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        location = _parse_location(d.pop("location"))

        def _parse_organization(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        organization = _parse_organization(d.pop("organization"))

        def _parse_image(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        image = _parse_image(d.pop("image"))

        def _parse_url(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        url = _parse_url(d.pop("url"))

        event_name = d.pop("event_name")

        event_start = datetime.datetime.fromisoformat(d.pop("event_start"))

        def _parse_latitude(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        latitude = _parse_latitude(d.pop("latitude"))

        def _parse_longitude(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        longitude = _parse_longitude(d.pop("longitude"))

        def _parse_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        address = _parse_address(d.pop("address"))

        engage_event = cls(
            name=name,
            start=start,
            end=end,
            description=description,
            location=location,
            organization=organization,
            image=image,
            url=url,
            event_name=event_name,
            event_start=event_start,
            latitude=latitude,
            longitude=longitude,
            address=address,
        )

        engage_event.additional_properties = d
        return engage_event

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

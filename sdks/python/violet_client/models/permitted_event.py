from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="PermittedEvent")


@_attrs_define
class PermittedEvent:
    """
    Attributes:
        event_name (str):
        event_start (datetime.datetime):
        latitude (float):
        longitude (float):
        address (None | str):
    """

    event_name: str
    event_start: datetime.datetime
    latitude: float
    longitude: float
    address: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        event_name = self.event_name

        event_start = self.event_start.isoformat()

        latitude = self.latitude

        longitude = self.longitude

        address: str | None
        address = self.address

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
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
        event_name = d.pop("event_name")

        event_start = datetime.datetime.fromisoformat(d.pop("event_start"))

        latitude = d.pop("latitude")

        longitude = d.pop("longitude")

        def _parse_address(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        address = _parse_address(d.pop("address"))

        permitted_event = cls(
            event_name=event_name,
            event_start=event_start,
            latitude=latitude,
            longitude=longitude,
            address=address,
        )

        permitted_event.additional_properties = d
        return permitted_event

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

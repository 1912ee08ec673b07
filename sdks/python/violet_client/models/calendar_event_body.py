from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="CalendarEventBody")


@_attrs_define
class CalendarEventBody:
    """
    Attributes:
        id (str):
        name (str):
        description (None | str):
        start (datetime.datetime):
        end (datetime.datetime):
        location (None | str):
    """

    id: str
    name: str
    description: str | None
    start: datetime.datetime
    end: datetime.datetime
    location: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        description: str | None
        description = self.description

        start = self.start.isoformat()

        end = self.end.isoformat()

        location: str | None
        location = self.location

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "description": description,
                "start": start,
                "end": end,
                "location": location,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        def _parse_description(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        description = _parse_description(d.pop("description"))

        start = datetime.datetime.fromisoformat(d.pop("start"))

        end = datetime.datetime.fromisoformat(d.pop("end"))

        def _parse_location(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        location = _parse_location(d.pop("location"))

        calendar_event_body = cls(
            id=id,
            name=name,
            description=description,
            start=start,
            end=end,
            location=location,
        )

        calendar_event_body.additional_properties = d
        return calendar_event_body

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

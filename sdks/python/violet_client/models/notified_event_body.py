from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.notified_event_body_type import NotifiedEventBodyType

T = TypeVar("T", bound="NotifiedEventBody")


@_attrs_define
class NotifiedEventBody:
    """
    Attributes:
        title (str):
        start (datetime.datetime):
        description (None | str):
        location (str):
        type_ (NotifiedEventBodyType):
    """

    title: str
    start: datetime.datetime
    description: str | None
    location: str
    type_: NotifiedEventBodyType
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        title = self.title

        start = self.start.isoformat()

        description: str | None
        description = self.description

        location = self.location

        type_ = self.type_.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "title": title,
                "start": start,
                "description": description,
                "location": location,
                "type": type_,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        title = d.pop("title")

        start = datetime.datetime.fromisoformat(d.pop("start"))

        def _parse_description(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        description = _parse_description(d.pop("description"))

        location = d.pop("location")

        type_ = NotifiedEventBodyType(d.pop("type"))

        notified_event_body = cls(
            title=title,
            start=start,
            description=description,
            location=location,
            type_=type_,
        )

        notified_event_body.additional_properties = d
        return notified_event_body

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

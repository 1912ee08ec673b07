from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="StopBody")


@_attrs_define
class StopBody:
    """One stop of a plan; the walk is the one that leads to it.

    Attributes:
        place_id (str):
        name (str):
        arrive (datetime.datetime):
        leave (datetime.datetime):
        walk_minutes (int):
    """

    place_id: str
    name: str
    arrive: datetime.datetime
    leave: datetime.datetime
    walk_minutes: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        place_id = self.place_id

        name = self.name

        arrive = self.arrive.isoformat()

        leave = self.leave.isoformat()

        walk_minutes = self.walk_minutes

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "place_id": place_id,
                "name": name,
                "arrive": arrive,
                "leave": leave,
                "walk_minutes": walk_minutes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        place_id = d.pop("place_id")

        name = d.pop("name")

        arrive = datetime.datetime.fromisoformat(d.pop("arrive"))

        leave = datetime.datetime.fromisoformat(d.pop("leave"))

        walk_minutes = d.pop("walk_minutes")

        stop_body = cls(
            place_id=place_id,
            name=name,
            arrive=arrive,
            leave=leave,
            walk_minutes=walk_minutes,
        )

        stop_body.additional_properties = d
        return stop_body

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

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MemberPosition")


@_attrs_define
class MemberPosition:
    """
    Attributes:
        member_id (int):
        lat (float):
        lng (float):
        at (datetime.datetime):
        accuracy_m (float | None):
    """

    member_id: int
    lat: float
    lng: float
    at: datetime.datetime
    accuracy_m: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        member_id = self.member_id

        lat = self.lat

        lng = self.lng

        at = self.at.isoformat()

        accuracy_m: float | None
        accuracy_m = self.accuracy_m

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "member_id": member_id,
                "lat": lat,
                "lng": lng,
                "at": at,
                "accuracy_m": accuracy_m,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        member_id = d.pop("member_id")

        lat = d.pop("lat")

        lng = d.pop("lng")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_accuracy_m(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        accuracy_m = _parse_accuracy_m(d.pop("accuracy_m"))

        member_position = cls(
            member_id=member_id,
            lat=lat,
            lng=lng,
            at=at,
            accuracy_m=accuracy_m,
        )

        member_position.additional_properties = d
        return member_position

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rsvp_body_status import RsvpBodyStatus
from ..types import UNSET, Unset

T = TypeVar("T", bound="RsvpBody")


@_attrs_define
class RsvpBody:
    """`remind_minutes_before` null asks for no reminder. A position is where one comes from: the walk is counted.

    Attributes:
        status (RsvpBodyStatus):
        remind_minutes_before (int | None | Unset):
        latitude (float | None | Unset):
        longitude (float | None | Unset):
    """

    status: RsvpBodyStatus
    remind_minutes_before: int | Unset | None = UNSET
    latitude: float | Unset | None = UNSET
    longitude: float | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        remind_minutes_before: int | Unset | None
        if isinstance(self.remind_minutes_before, Unset):
            remind_minutes_before = UNSET
        else:
            remind_minutes_before = self.remind_minutes_before

        latitude: float | Unset | None
        if isinstance(self.latitude, Unset):
            latitude = UNSET
        else:
            latitude = self.latitude

        longitude: float | Unset | None
        if isinstance(self.longitude, Unset):
            longitude = UNSET
        else:
            longitude = self.longitude

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "status": status,
            }
        )
        if remind_minutes_before is not UNSET:
            field_dict["remind_minutes_before"] = remind_minutes_before
        if latitude is not UNSET:
            field_dict["latitude"] = latitude
        if longitude is not UNSET:
            field_dict["longitude"] = longitude

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = RsvpBodyStatus(d.pop("status"))

        def _parse_remind_minutes_before(data: object) -> int | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("int | None | Unset", data)

        remind_minutes_before = _parse_remind_minutes_before(d.pop("remind_minutes_before", UNSET))

        def _parse_latitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        latitude = _parse_latitude(d.pop("latitude", UNSET))

        def _parse_longitude(data: object) -> float | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("float | None | Unset", data)

        longitude = _parse_longitude(d.pop("longitude", UNSET))

        rsvp_body = cls(
            status=status,
            remind_minutes_before=remind_minutes_before,
            latitude=latitude,
            longitude=longitude,
        )

        rsvp_body.additional_properties = d
        return rsvp_body

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

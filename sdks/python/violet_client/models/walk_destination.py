from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="WalkDestination")


@_attrs_define
class WalkDestination:
    """
    Attributes:
        name (None | str):
        place_id (None | str):
        lat (float | None):
        lng (float | None):
    """

    name: str | None
    place_id: str | None
    lat: float | None
    lng: float | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        name: str | None
        name = self.name

        place_id: str | None
        place_id = self.place_id

        lat: float | None
        lat = self.lat

        lng: float | None
        lng = self.lng

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "name": name,
                "place_id": place_id,
                "lat": lat,
                "lng": lng,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        name = _parse_name(d.pop("name"))

        def _parse_place_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        place_id = _parse_place_id(d.pop("place_id"))

        def _parse_lat(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        lat = _parse_lat(d.pop("lat"))

        def _parse_lng(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        lng = _parse_lng(d.pop("lng"))

        walk_destination = cls(
            name=name,
            place_id=place_id,
            lat=lat,
            lng=lng,
        )

        walk_destination.additional_properties = d
        return walk_destination

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.directions_of_turn_mode import DirectionsOfTurnMode

T = TypeVar("T", bound="DirectionsOfTurn")


@_attrs_define
class DirectionsOfTurn:
    """
    Attributes:
        mode (DirectionsOfTurnMode):
        minutes (int):
        polyline (list[list[float]]):
    """

    mode: DirectionsOfTurnMode
    minutes: int
    polyline: list[list[float]]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        mode = self.mode.value

        minutes = self.minutes

        polyline = []
        for polyline_item_data in self.polyline:
            polyline_item = polyline_item_data

            polyline.append(polyline_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "mode": mode,
                "minutes": minutes,
                "polyline": polyline,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        mode = DirectionsOfTurnMode(d.pop("mode"))

        minutes = d.pop("minutes")

        polyline = []
        _polyline = d.pop("polyline")
        for polyline_item_data in _polyline:
            polyline_item = cast("list[float]", polyline_item_data)

            polyline.append(polyline_item)

        directions_of_turn = cls(
            mode=mode,
            minutes=minutes,
            polyline=polyline,
        )

        directions_of_turn.additional_properties = d
        return directions_of_turn

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

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.directions_answer_mode import DirectionsAnswerMode

T = TypeVar("T", bound="DirectionsAnswer")


@_attrs_define
class DirectionsAnswer:
    """`polyline` is [lat, lng] pairs from origin to destination. `estimated` is true where nothing was routed and the
    line is straight. `warnings` must be shown to the person.

        Attributes:
            distance_text (str):
            duration_text (str):
            maps_link (str):
            polyline (list[list[float]]):
            mode (DirectionsAnswerMode):
            estimated (bool):
            warnings (list[str]):
            steps (list[str]):
    """

    distance_text: str
    duration_text: str
    maps_link: str
    polyline: list[list[float]]
    mode: DirectionsAnswerMode
    estimated: bool
    warnings: list[str]
    steps: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        distance_text = self.distance_text

        duration_text = self.duration_text

        maps_link = self.maps_link

        polyline = []
        for polyline_item_data in self.polyline:
            polyline_item = polyline_item_data

            polyline.append(polyline_item)

        mode = self.mode.value

        estimated = self.estimated

        warnings = self.warnings

        steps = self.steps

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "distance_text": distance_text,
                "duration_text": duration_text,
                "maps_link": maps_link,
                "polyline": polyline,
                "mode": mode,
                "estimated": estimated,
                "warnings": warnings,
                "steps": steps,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        distance_text = d.pop("distance_text")

        duration_text = d.pop("duration_text")

        maps_link = d.pop("maps_link")

        polyline = []
        _polyline = d.pop("polyline")
        for polyline_item_data in _polyline:
            polyline_item = cast("list[float]", polyline_item_data)

            polyline.append(polyline_item)

        mode = DirectionsAnswerMode(d.pop("mode"))

        estimated = d.pop("estimated")

        warnings = cast("list[str]", d.pop("warnings"))

        steps = cast("list[str]", d.pop("steps"))

        directions_answer = cls(
            distance_text=distance_text,
            duration_text=duration_text,
            maps_link=maps_link,
            polyline=polyline,
            mode=mode,
            estimated=estimated,
            warnings=warnings,
            steps=steps,
        )

        directions_answer.additional_properties = d
        return directions_answer

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

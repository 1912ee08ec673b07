from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.station_of_turn import StationOfTurn


T = TypeVar("T", bound="StationsAtEnds")


@_attrs_define
class StationsAtEnds:
    """Stations near both ends of a way, each with the minutes on foot from its end.

    Attributes:
        start (list[StationOfTurn]):
        end (list[StationOfTurn]):
    """

    start: list[StationOfTurn]
    end: list[StationOfTurn]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start = []
        for start_item_data in self.start:
            start_item = start_item_data.to_dict()
            start.append(start_item)

        end = []
        for end_item_data in self.end:
            end_item = end_item_data.to_dict()
            end.append(end_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "start": start,
                "end": end,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.station_of_turn import StationOfTurn

        d = dict(src_dict)
        start = []
        _start = d.pop("start")
        for start_item_data in _start:
            start_item = StationOfTurn.from_dict(start_item_data)

            start.append(start_item)

        end = []
        _end = d.pop("end")
        for end_item_data in _end:
            end_item = StationOfTurn.from_dict(end_item_data)

            end.append(end_item)

        stations_at_ends = cls(
            start=start,
            end=end,
        )

        stations_at_ends.additional_properties = d
        return stations_at_ends

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

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.station_body import StationBody


T = TypeVar("T", bound="StationsAnswer")


@_attrs_define
class StationsAnswer:
    """
    Attributes:
        stations (list[StationBody]):
        source (None | str):
        as_of (None | str):
    """

    stations: list[StationBody]
    source: str | None
    as_of: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        stations = []
        for stations_item_data in self.stations:
            stations_item = stations_item_data.to_dict()
            stations.append(stations_item)

        source: str | None
        source = self.source

        as_of: str | None
        as_of = self.as_of

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "stations": stations,
                "source": source,
                "as_of": as_of,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.station_body import StationBody

        d = dict(src_dict)
        stations = []
        _stations = d.pop("stations")
        for stations_item_data in _stations:
            stations_item = StationBody.from_dict(stations_item_data)

            stations.append(stations_item)

        def _parse_source(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        source = _parse_source(d.pop("source"))

        def _parse_as_of(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        as_of = _parse_as_of(d.pop("as_of"))

        stations_answer = cls(
            stations=stations,
            source=source,
            as_of=as_of,
        )

        stations_answer.additional_properties = d
        return stations_answer

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

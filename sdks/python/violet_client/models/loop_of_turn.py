from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LoopOfTurn")


@_attrs_define
class LoopOfTurn:
    """A round walk; whoever has `share_url` sees it on a page, for a day or as long as somebody keeps it
    (`PUT saved/loops/ID`).

        Attributes:
            id (str):
            name (str):
            meters (int):
            minutes (int):
            polyline (list[list[float]]):
            share_url (str):
    """

    id: str
    name: str
    meters: int
    minutes: int
    polyline: list[list[float]]
    share_url: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        meters = self.meters

        minutes = self.minutes

        polyline = []
        for polyline_item_data in self.polyline:
            polyline_item = polyline_item_data

            polyline.append(polyline_item)

        share_url = self.share_url

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "meters": meters,
                "minutes": minutes,
                "polyline": polyline,
                "share_url": share_url,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        meters = d.pop("meters")

        minutes = d.pop("minutes")

        polyline = []
        _polyline = d.pop("polyline")
        for polyline_item_data in _polyline:
            polyline_item = cast("list[float]", polyline_item_data)

            polyline.append(polyline_item)

        share_url = d.pop("share_url")

        loop_of_turn = cls(
            id=id,
            name=name,
            meters=meters,
            minutes=minutes,
            polyline=polyline,
            share_url=share_url,
        )

        loop_of_turn.additional_properties = d
        return loop_of_turn

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

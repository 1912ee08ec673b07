from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.hop_body import HopBody


T = TypeVar("T", bound="RideOfTurn")


@_attrs_define
class RideOfTurn:
    """A ride without a timetable: `minutes` count the walks at both ends and no waiting. `others` are lines that get
    there without a change about as soon.

        Attributes:
            minutes (int):
            walk_there_minutes (int):
            walk_on_minutes (int):
            hops (list[HopBody]):
            others (list[str]):
    """

    minutes: int
    walk_there_minutes: int
    walk_on_minutes: int
    hops: list[HopBody]
    others: list[str]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        minutes = self.minutes

        walk_there_minutes = self.walk_there_minutes

        walk_on_minutes = self.walk_on_minutes

        hops = []
        for hops_item_data in self.hops:
            hops_item = hops_item_data.to_dict()
            hops.append(hops_item)

        others = self.others

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "minutes": minutes,
                "walk_there_minutes": walk_there_minutes,
                "walk_on_minutes": walk_on_minutes,
                "hops": hops,
                "others": others,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.hop_body import HopBody

        d = dict(src_dict)
        minutes = d.pop("minutes")

        walk_there_minutes = d.pop("walk_there_minutes")

        walk_on_minutes = d.pop("walk_on_minutes")

        hops = []
        _hops = d.pop("hops")
        for hops_item_data in _hops:
            hops_item = HopBody.from_dict(hops_item_data)

            hops.append(hops_item)

        others = cast("list[str]", d.pop("others"))

        ride_of_turn = cls(
            minutes=minutes,
            walk_there_minutes=walk_there_minutes,
            walk_on_minutes=walk_on_minutes,
            hops=hops,
            others=others,
        )

        ride_of_turn.additional_properties = d
        return ride_of_turn

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

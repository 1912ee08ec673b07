from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="MeetBody")


@_attrs_define
class MeetBody:
    """What to meet for, in words.

    Attributes:
        wish (str):
        travel (Literal['walking'] | Unset):  Default: 'walking'.
    """

    wish: str
    travel: Literal["walking"] | Unset = "walking"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        wish = self.wish

        travel = self.travel

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "wish": wish,
            }
        )
        if travel is not UNSET:
            field_dict["travel"] = travel

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        wish = d.pop("wish")

        travel = cast("Literal['walking'] | Unset", d.pop("travel", UNSET))
        if travel != "walking" and not isinstance(travel, Unset):
            raise ValueError(f"travel must match const 'walking', got '{travel}'")

        meet_body = cls(
            wish=wish,
            travel=travel,
        )

        meet_body.additional_properties = d
        return meet_body

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

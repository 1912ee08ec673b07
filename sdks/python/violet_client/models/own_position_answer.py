from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.member_position import MemberPosition


T = TypeVar("T", bound="OwnPositionAnswer")


@_attrs_define
class OwnPositionAnswer:
    """What the others see, and for how many seconds if nothing newer comes.

    Attributes:
        position (MemberPosition):
        kept_s (int):
    """

    position: MemberPosition
    kept_s: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        position = self.position.to_dict()

        kept_s = self.kept_s

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "position": position,
                "kept_s": kept_s,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.member_position import MemberPosition

        d = dict(src_dict)
        position = MemberPosition.from_dict(d.pop("position"))

        kept_s = d.pop("kept_s")

        own_position_answer = cls(
            position=position,
            kept_s=kept_s,
        )

        own_position_answer.additional_properties = d
        return own_position_answer

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

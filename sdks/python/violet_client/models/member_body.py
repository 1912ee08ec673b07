from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MemberBody")


@_attrs_define
class MemberBody:
    """`sharing`: whether the others can see where they are.

    Attributes:
        id (int):
        first_name (None | str):
        sharing (bool):
    """

    id: int
    first_name: str | None
    sharing: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        first_name: str | None
        first_name = self.first_name

        sharing = self.sharing

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "first_name": first_name,
                "sharing": sharing,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        def _parse_first_name(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        first_name = _parse_first_name(d.pop("first_name"))

        sharing = d.pop("sharing")

        member_body = cls(
            id=id,
            first_name=first_name,
            sharing=sharing,
        )

        member_body.additional_properties = d
        return member_body

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

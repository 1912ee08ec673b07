from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.role_body_role import RoleBodyRole
from ..types import UNSET, Unset

T = TypeVar("T", bound="RoleBody")


@_attrs_define
class RoleBody:
    """`campus` is where the role holds; everywhere without it.

    Attributes:
        role (RoleBodyRole):
        campus (None | str | Unset):
    """

    role: RoleBodyRole
    campus: str | Unset | None = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        campus: str | Unset | None
        if isinstance(self.campus, Unset):
            campus = UNSET
        else:
            campus = self.campus

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role": role,
            }
        )
        if campus is not UNSET:
            field_dict["campus"] = campus

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = RoleBodyRole(d.pop("role"))

        def _parse_campus(data: object) -> str | Unset | None:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast("None | str | Unset", data)

        campus = _parse_campus(d.pop("campus", UNSET))

        role_body = cls(
            role=role,
            campus=campus,
        )

        role_body.additional_properties = d
        return role_body

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

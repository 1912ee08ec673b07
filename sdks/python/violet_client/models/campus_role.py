from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.campus_role_role import CampusRoleRole

T = TypeVar("T", bound="CampusRole")


@_attrs_define
class CampusRole:
    """`campus` is null for the role that holds everywhere.

    Attributes:
        role (CampusRoleRole):
        campus (None | str):
    """

    role: CampusRoleRole
    campus: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        role = self.role.value

        campus: str | None
        campus = self.campus

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "role": role,
                "campus": campus,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        role = CampusRoleRole(d.pop("role"))

        def _parse_campus(data: object) -> str | None:
            if data is None:
                return data
            return cast("None | str", data)

        campus = _parse_campus(d.pop("campus"))

        campus_role = cls(
            role=role,
            campus=campus,
        )

        campus_role.additional_properties = d
        return campus_role

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
